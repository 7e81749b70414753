import logging
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection, transaction
from pytest_django import Settings

from enlace.enderecos.geocodificacao import Geocodificacao, esquecer_coordenadas_antigas, geocodificar_endereco
from enlace.enderecos.googlemaps.cliente import ChaveRecusada, CotaEsgotada, ErroPassageiro, PedidoInvalido
from enlace.enderecos.http import FalhaDoServico, RespostaInvalida, ServicoForaDoAr
from enlace.enderecos.models import Endereco
from enlace.enderecos.tests.fabrica import um_endereco
from tests.servidor_http import MUDA, Pedido, Resposta, ServidorHttp, cortada, em_html, em_json, sem_fim

CAMINHO = "/maps/api/geocode/json"
CHAVE = "chave-secreta-do-provedor"
AGORA = datetime(2026, 11, 20, 15, 30, tzinfo=UTC)
HA_MUITO = AGORA - timedelta(days=31)
HA_POUCO = AGORA - timedelta(days=29)


def achado(lat: object = -20.1446199, lng: object = -44.8912326, tipo: str = "ROOFTOP") -> Resposta:
    return em_json({"status": "OK", "results": [{"geometry": {"location": {"lat": lat, "lng": lng}, "location_type": tipo}}]})


def situacao(nome: str, status: int = 200) -> Resposta:
    return em_json({"status": nome, "results": [], "error_message": f"The provided key {CHAVE} is invalid."}, status)


@pytest.fixture
def google(servidor: ServidorHttp, settings: Settings) -> ServidorHttp:
    settings.SERVICOS_EXTERNOS = {"googlemaps": {"url": servidor.url, "ler": 0.5}}
    return servidor


def geocodificar(endereco: Endereco) -> Geocodificacao:
    feito = geocodificar_endereco(endereco.pk, chave=CHAVE, agora=AGORA)
    endereco.refresh_from_db()
    return feito


@pytest.mark.django_db
def test_endereco_ganha_coordenadas(google: ServidorHttp) -> None:
    google.respostas[CAMINHO] = achado()
    endereco = um_endereco(complemento="APTO 302", referencia="CASA DA BIANCA")

    assert geocodificar(endereco) is Geocodificacao.ENCONTRADO

    assert (endereco.latitude, endereco.longitude) == (Decimal("-20.1446199"), Decimal("-44.8912326"))
    assert endereco.geocodificado_em == AGORA
    assert google.pedidos[0].parametros == {
        "address": ["RUA GOIÁS, 86 - CENTRO, Divinópolis - MG, 35500-001"],
        "components": ["country:BR"],
        "language": ["pt-BR"],
        "key": [CHAVE],
    }


@pytest.mark.django_db
def test_endereco_sem_numero_e_perguntado_sem_numero(google: ServidorHttp) -> None:
    google.respostas[CAMINHO] = achado()

    geocodificar(um_endereco(numero="", logradouro=""))

    assert google.pedidos[0].parametros["address"] == ["GOIÁS - CENTRO, Divinópolis - MG, 35500-001"]


@pytest.mark.django_db
@pytest.mark.parametrize("resposta", [situacao("ZERO_RESULTS"), achado(tipo="APPROXIMATE")], ids=["nada", "so_a_cidade"])
def test_endereco_que_o_google_nao_conhece_fica_marcado_como_perguntado(google: ServidorHttp, resposta: Resposta) -> None:
    google.respostas[CAMINHO] = resposta
    endereco = um_endereco()

    assert geocodificar(endereco) is Geocodificacao.DESCONHECIDO

    assert endereco.latitude is None
    assert endereco.geocodificado_em == AGORA


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("resposta", "falha"),
    [
        (situacao("OVER_QUERY_LIMIT"), CotaEsgotada),
        (situacao("OVER_DAILY_LIMIT"), CotaEsgotada),
        (situacao("OVER_QUERY_LIMIT", 429), CotaEsgotada),
        (situacao("REQUEST_DENIED"), ChaveRecusada),
        (situacao("REQUEST_DENIED", 403), ChaveRecusada),
        (situacao("UNKNOWN_ERROR"), ErroPassageiro),
        (situacao("UNKNOWN_ERROR", 500), ErroPassageiro),
        (situacao(f"OUTRA {CHAVE}"), RespostaInvalida),
        (em_json(["OK"]), RespostaInvalida),
        (em_json({"status": ["OK"]}), RespostaInvalida),
        (em_json({"status": "OK", "results": []}), RespostaInvalida),
        (em_json({"status": "OK", "results": [None]}), RespostaInvalida),
        (achado(lat="-20.1"), RespostaInvalida),
        (achado(lat=True), RespostaInvalida),
        (achado(lat=90.1), RespostaInvalida),
        (achado(lng=-180.1), RespostaInvalida),
        (Resposta([b'{"status": "OK", "results": [{"geometry": {"location": {"lat": 1e999, "lng": 0}}}]}']), RespostaInvalida),
        (em_html(), RespostaInvalida),
        (Resposta(status=302, cabecalhos={"Location": "/outro"}), RespostaInvalida),
        (em_html(404), FalhaDoServico),
        (sem_fim(), RespostaInvalida),
        (MUDA, ServicoForaDoAr),
        (cortada({"status": "OK"}), ServicoForaDoAr),
        (em_html(502), ServicoForaDoAr),
    ],
)
def test_falha_alheia_ao_endereco_deixa_o_como_estava_e_nao_mostra_a_chave(
    google: ServidorHttp, caplog: pytest.LogCaptureFixture, resposta: Resposta, falha: type[FalhaDoServico]
) -> None:
    caplog.set_level(logging.DEBUG)
    google.respostas[CAMINHO] = resposta
    endereco = um_endereco(geocodificado_em=HA_MUITO)

    with pytest.raises(falha) as erro:
        geocodificar(endereco)

    endereco.refresh_from_db()
    assert endereco.latitude is None
    assert endereco.geocodificado_em == HA_MUITO
    assert CHAVE not in str(erro.value) + repr(erro.value.__context__)
    assert CHAVE not in caplog.text


@pytest.mark.django_db
@pytest.mark.parametrize("status", [200, 400])
def test_endereco_que_o_google_nao_entende_fica_marcado_como_perguntado(google: ServidorHttp, status: int) -> None:
    google.respostas[CAMINHO] = situacao("INVALID_REQUEST", status)
    endereco = um_endereco()

    with pytest.raises(PedidoInvalido):
        geocodificar(endereco)

    endereco.refresh_from_db()
    assert endereco.geocodificado_em == AGORA


@pytest.mark.django_db
def test_endereco_perguntado_ha_muito_e_perguntado_de_novo(google: ServidorHttp) -> None:
    google.respostas[CAMINHO] = achado()

    assert geocodificar(um_endereco(geocodificado_em=HA_MUITO)) is Geocodificacao.ENCONTRADO


@pytest.mark.django_db
@pytest.mark.parametrize("campos", [{"geocodificado_em": HA_POUCO}, {"latitude": Decimal(-20), "longitude": Decimal(-44)}])
def test_endereco_perguntado_ha_pouco_ou_ja_com_coordenadas_e_dispensado(google: ServidorHttp, campos: dict[str, Any]) -> None:
    assert geocodificar(um_endereco(**campos)) is Geocodificacao.DISPENSADO
    assert google.pedidos == []


@pytest.mark.django_db
def test_endereco_que_nao_existe_mais_e_dispensado(google: ServidorHttp) -> None:
    assert geocodificar_endereco(987654321, chave=CHAVE, agora=AGORA) is Geocodificacao.DISPENSADO
    assert google.pedidos == []


@pytest.mark.usefixtures("banco_confirmado")
@pytest.mark.parametrize("resposta", [achado(), situacao("ZERO_RESULTS")], ids=["encontrado", "desconhecido"])
def test_endereco_editado_durante_a_pergunta_nao_ganha_as_coordenadas_do_antigo(google: ServidorHttp, resposta: Resposta) -> None:
    endereco = um_endereco()

    def editar(_pedido: Pedido) -> Resposta:
        Endereco.objects.filter(pk=endereco.pk).update(endereco="PARÁ")
        connection.close()
        return resposta

    google.respostas[CAMINHO] = editar

    assert geocodificar(endereco) is Geocodificacao.DISPENSADO

    assert endereco.endereco == "PARÁ"
    assert endereco.latitude is None
    assert endereco.geocodificado_em is None


@pytest.mark.usefixtures("banco_confirmado")
def test_coordenadas_digitadas_durante_a_pergunta_ficam(google: ServidorHttp) -> None:
    endereco = um_endereco()

    def digitar(_pedido: Pedido) -> Resposta:
        Endereco.objects.filter(pk=endereco.pk).update(latitude=Decimal(-20), longitude=Decimal(-44))
        connection.close()
        return achado()

    google.respostas[CAMINHO] = digitar

    assert geocodificar(endereco) is Geocodificacao.DISPENSADO
    assert (endereco.latitude, endereco.longitude) == (Decimal(-20), Decimal(-44))


@pytest.mark.usefixtures("banco_confirmado")
def test_de_duas_tarefas_ao_mesmo_tempo_so_uma_pergunta(google: ServidorHttp) -> None:
    endereco = um_endereco()
    segunda: list[Geocodificacao] = []

    def perguntar_tambem(_pedido: Pedido) -> Resposta:
        segunda.append(geocodificar_endereco(endereco.pk, chave=CHAVE, agora=AGORA))
        connection.close()
        return achado()

    google.respostas[CAMINHO] = perguntar_tambem

    assert geocodificar(endereco) is Geocodificacao.ENCONTRADO
    assert segunda == [Geocodificacao.DISPENSADO]
    assert len(google.pedidos) == 1


@pytest.mark.usefixtures("banco_confirmado")
def test_nao_espera_a_rede_dentro_de_uma_transacao(google: ServidorHttp) -> None:
    endereco = um_endereco()

    with transaction.atomic(), pytest.raises(RuntimeError, match="durable"):
        geocodificar(endereco)

    assert google.pedidos == []


def com_coordenadas(geocodificado_em: datetime | None) -> Endereco:
    return Endereco(latitude=Decimal(-20), longitude=Decimal(-44), geocodificado_em=geocodificado_em)


def test_outra_rua_esquece_as_coordenadas_que_o_google_achou() -> None:
    endereco = com_coordenadas(AGORA)

    esquecer_coordenadas_antigas(endereco, {"endereco", "complemento"})

    assert (endereco.latitude, endereco.longitude, endereco.geocodificado_em) == (None, None, None)


def test_outro_complemento_nao_muda_o_lugar() -> None:
    endereco = com_coordenadas(AGORA)

    esquecer_coordenadas_antigas(endereco, {"complemento", "referencia"})

    assert (endereco.latitude, endereco.geocodificado_em) == (Decimal(-20), AGORA)


def test_coordenadas_digitadas_valem_mais_que_as_achadas() -> None:
    endereco = com_coordenadas(AGORA)

    esquecer_coordenadas_antigas(endereco, {"latitude", "longitude", "endereco"})
    esquecer_coordenadas_antigas(endereco, {"endereco"})

    assert (endereco.latitude, endereco.longitude, endereco.geocodificado_em) == (Decimal(-20), Decimal(-44), None)
