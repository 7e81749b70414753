"""The buttons that try what is configured, against real servers of each protocol on loopback."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from enlace.auditoria.models import Registro
from enlace.auditoria.registro import Autor
from enlace.configuracao.models import Provedor
from enlace.core.datas import agora
from enlace.mensagens.models import Mensagem, ServidorEmail
from enlace.mensagens.teste import experimentar_email
from enlace.mensagens.tests.fabrica import um_servidor
from enlace.mensagens.tests.servidor_smtp import ServidorSmtp, servidor_smtp
from enlace.mensagens.tests.test_sms import TOKEN, um_gateway
from tests.servidor_http import ServidorHttp, em_json, porta_fechada, servidor_http

pytestmark = pytest.mark.django_db

MAPA = reverse("painel:configuracao:testar_mapa")


@pytest.fixture
def smtp() -> Iterator[ServidorSmtp]:
    with servidor_smtp() as servidor:
        um_servidor(servidor.porta)
        yield servidor


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[ServidorHttp]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with servidor_http() as servidor:
        yield servidor


@pytest.fixture
def google(web: ServidorHttp, settings: Settings) -> ServidorHttp:
    """Google Maps, and a key for it."""
    settings.SERVICOS_EXTERNOS = {"googlemaps": {"url": web.url}}
    Provedor.atual()
    Provedor.objects.update(google_maps_chave="CHAVE-SECRETA")
    return web


def de_email() -> str:
    return reverse("painel:configuracao:testar_email", args=[ServidorEmail.objects.get().pk])


def dito(painel: Client, pagina: str, **dados: str) -> str:
    """What the page says after the act, refused or led back."""
    resposta = painel.post(pagina, dados)
    if resposta.status_code == 302:
        resposta = painel.get(resposta.headers["Location"])
    return resposta.content.decode()


def test_email_de_teste_sai_por_este_servidor_e_a_resposta_e_dita(painel: Client, smtp: ServidorSmtp) -> None:
    ServidorEmail.objects.update(ultimo_erro="O servidor não respondeu a tempo.", ultimo_erro_em=agora(), pausado_ate=agora())

    pagina = dito(painel, de_email(), destino="ana@exemplo.test")

    [recebida] = smtp.recebidas
    assert recebida.para == ["ana@exemplo.test"]
    assert "mensagem de teste" in recebida.carta.get_content()
    assert "O servidor aceitou o e-mail (250 Message accepted)" in pagina
    assert (ServidorEmail.objects.get().ultimo_erro, Mensagem.objects.count()) == ("", 0)
    assert Registro.objects.get(acao="testar").depois == {"destino": "ana@exemplo.test"}


def test_recusa_do_servidor_de_email_e_dita_em_palavras(painel: Client, smtp: ServidorSmtp) -> None:
    smtp.ao_rcpt = "550 5.1.1 Caixa inexistente"

    assert "O envio falhou. 550 5.1.1 Caixa inexistente" in dito(painel, de_email(), destino="ana@exemplo.test")


def test_servidor_de_email_fora_do_ar_e_dito(painel: Client) -> None:
    with porta_fechada() as endereco:
        um_servidor(int(endereco.rpartition(":")[2]))

        assert "O envio falhou. Não foi possível conectar ao servidor." in dito(painel, de_email(), destino="ana@exemplo.test")


def test_muitos_testes_seguidos_sao_recusados_e_depois_de_um_tempo_nao(painel: Client, smtp: ServidorSmtp) -> None:
    for _vez in range(5):
        dito(painel, de_email(), destino="ana@exemplo.test")

    sexto = dito(painel, de_email(), destino="ana@exemplo.test")
    mais_tarde = agora() + timedelta(minutes=6)
    depois = experimentar_email(
        ServidorEmail.objects.get().pk, "ana@exemplo.test", agora=mais_tarde, autor=Autor(porta="painel", id_usuario=None)
    )

    assert "muitos testes seguidos" in sexto
    assert depois == "250 Message accepted"
    assert len(smtp.recebidas) == 6


def test_sms_de_teste_sai_pelo_gateway_e_o_token_nao_aparece(painel: Client, web: ServidorHttp) -> None:
    web.respostas["/enviar"] = em_json({"status": "ok", "token": TOKEN})
    endereco = reverse("painel:configuracao:testar_sms", args=[um_gateway(web.url).pk])

    pagina = dito(painel, endereco, destino="(37) 99991-2222")

    [pedido] = web.pedidos
    assert "5537999912222" in pedido.corpo.decode()
    assert "O gateway aceitou o SMS (HTTP 200" in pagina
    assert TOKEN not in pagina


def test_telefone_que_nao_serve_e_dito_e_nada_sai(painel: Client, web: ServidorHttp) -> None:
    endereco = reverse("painel:configuracao:testar_sms", args=[um_gateway(web.url).pk])

    assert "O destino informado não é válido." in dito(painel, endereco, destino="123")
    assert not web.pedidos


def test_notificacao_pede_um_cliente_com_aparelho(painel: Client) -> None:
    assert "não tem aparelho" in dito(painel, reverse("painel:configuracao:testar_push"), codigo="1")


def test_chave_do_mapa_acha_um_endereco(painel: Client, google: ServidorHttp) -> None:
    lugar = {"geometry": {"location_type": "ROOFTOP", "location": {"lat": -20.1, "lng": -44.9}}}
    google.respostas["/maps/api/geocode/json"] = em_json({"status": "OK", "results": [lugar]})

    pagina = dito(painel, MAPA, endereco="Rua Goiás, 10, Divinópolis")

    assert "o endereço fica em -20.1000000, -44.9000000" in pagina
    assert "CHAVE-SECRETA" not in pagina


def test_chave_recusada_e_dita(painel: Client, google: ServidorHttp) -> None:
    google.respostas["/maps/api/geocode/json"] = em_json({"status": "REQUEST_DENIED"})

    assert "a chave foi recusada" in dito(painel, MAPA, endereco="Rua Goiás, 10")


def test_sem_chave_nada_se_procura(painel: Client) -> None:
    assert "Nenhuma chave do Google Maps está guardada." in dito(painel, MAPA, endereco="Rua Goiás, 10")
