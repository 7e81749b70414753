import json
from collections.abc import Iterator
from datetime import timedelta

import pytest
from pytest_django import Settings

from enlace.configuracao.models import Provedor
from enlace.core.datas import agora
from enlace.enderecos.models import Endereco
from enlace.servicos.jobs import geocodificar_enderecos_de_instalacao
from enlace.servicos.models import ClienteServico
from enlace.servicos.tests.fabrica import AGORA, um_endereco, um_servico
from tests.servidor_http import Resposta, ServidorHttp, em_json, porta_fechada, servidor_http

pytestmark = pytest.mark.django_db

CAMINHO = "/maps/api/geocode/json"
ACHADO = em_json(
    {"status": "OK", "results": [{"geometry": {"location": {"lat": -20.1, "lng": -44.8}, "location_type": "ROOFTOP"}}]}
)


@pytest.fixture
def google(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[ServidorHttp]:
    """Google Maps, and a provider that configured its key for it."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with servidor_http() as servidor:
        settings.SERVICOS_EXTERNOS = {"googlemaps": {"url": servidor.url}}
        servidor.respostas[CAMINHO] = ACHADO
        configurar_chave("chave")
        yield servidor


def configurar_chave(chave: str) -> None:
    Provedor.atual()
    Provedor.objects.update(google_maps_chave=chave)


def enderecos_instalados(quantos: int) -> list[Endereco]:
    return [um_servico().endereco_instalacao for _ in range(quantos)]


def com_coordenadas() -> set[int]:
    return set(Endereco.objects.filter(latitude__isnull=False).values_list("pk", flat=True))


def em_sequencia(google: ServidorHttp, *respostas: Resposta) -> None:
    fila = iter(respostas)
    google.respostas[CAMINHO] = lambda _pedido: next(fila)


def test_enderecos_de_instalacao_ganham_coordenadas_uma_vez(google: ServidorHttp) -> None:
    instalados = enderecos_instalados(2)
    um_endereco()

    geocodificar_enderecos_de_instalacao()
    geocodificar_enderecos_de_instalacao()

    assert com_coordenadas() == {endereco.pk for endereco in instalados}
    assert len(google.pedidos) == 2


@pytest.mark.parametrize("chave", ["", "  "])
def test_sem_chave_nada_e_perguntado(google: ServidorHttp, chave: str) -> None:
    configurar_chave(chave)
    enderecos_instalados(1)

    geocodificar_enderecos_de_instalacao()

    assert google.pedidos == []


def test_endereco_de_servico_cancelado_nao_e_perguntado(google: ServidorHttp) -> None:
    servico = um_servico()
    ClienteServico.objects.filter(pk=servico.pk).update(status="cancelado", data_cancelamento=AGORA)

    geocodificar_enderecos_de_instalacao()

    assert google.pedidos == []


def test_endereco_de_dois_servicos_e_perguntado_se_um_deles_nao_esta_cancelado(google: ServidorHttp) -> None:
    cancelado, vivo = um_servico(), um_servico()
    ClienteServico.objects.filter(pk=cancelado.pk).update(
        status="cancelado", data_cancelamento=AGORA, endereco_instalacao=vivo.endereco_instalacao
    )

    geocodificar_enderecos_de_instalacao()

    assert com_coordenadas() == {vivo.endereco_instalacao_id}
    assert len(google.pedidos) == 1


def test_o_lote_tem_limite_e_comeca_pelos_que_nunca_foram_perguntados(google: ServidorHttp) -> None:
    antigo, novo, outro_novo = enderecos_instalados(3)
    Endereco.objects.filter(pk=antigo.pk).update(geocodificado_em=agora() - timedelta(days=31))

    geocodificar_enderecos_de_instalacao(limite=2)

    assert com_coordenadas() == {novo.pk, outro_novo.pk}
    assert len(google.pedidos) == 2


@pytest.mark.parametrize("situacao", ["OVER_QUERY_LIMIT", "REQUEST_DENIED"])
def test_sem_cota_ou_com_chave_recusada_para_e_o_resto_fica_para_depois(google: ServidorHttp, situacao: str) -> None:
    primeiro, *resto = enderecos_instalados(3)
    em_sequencia(google, ACHADO, em_json({"status": situacao, "results": []}))

    geocodificar_enderecos_de_instalacao()

    assert com_coordenadas() == {primeiro.pk}
    assert len(google.pedidos) == 2
    assert not Endereco.objects.filter(pk__in=[endereco.pk for endereco in resto], geocodificado_em__isnull=False).exists()


def test_sem_rede_para_no_primeiro(google: ServidorHttp, settings: Settings, caplog: pytest.LogCaptureFixture) -> None:
    enderecos_instalados(3)

    with porta_fechada() as url:
        settings.SERVICOS_EXTERNOS = {"googlemaps": {"url": url}}
        geocodificar_enderecos_de_instalacao()

    assert caplog.messages == ["Coordenadas de endereços: parado por agora. Google Maps: não foi possível conectar."]
    assert google.pedidos == []


@pytest.mark.parametrize("situacao", ["INVALID_REQUEST", "UNKNOWN_ERROR", "ZERO_RESULTS"])
def test_endereco_que_falha_nao_detem_os_outros(google: ServidorHttp, situacao: str) -> None:
    _, segundo = enderecos_instalados(2)
    em_sequencia(google, em_json({"status": situacao, "results": []}), ACHADO)

    geocodificar_enderecos_de_instalacao()

    assert com_coordenadas() == {segundo.pk}


def test_o_que_vai_ao_google_nao_diz_de_quem_e_o_endereco(google: ServidorHttp) -> None:
    servico = um_servico()

    geocodificar_enderecos_de_instalacao()

    enviado = json.dumps(google.pedidos[0].parametros)
    assert servico.cliente.nome_razaosocial not in enviado
