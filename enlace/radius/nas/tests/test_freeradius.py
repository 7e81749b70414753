"""Against a NAS that we did not write: FreeRADIUS with a `coa` server."""

import socket
from collections.abc import Iterator

import pytest

from enlace.radius.nas.atributos import MIKROTIK_RATE_LIMIT, Codigo, Fabricante, Tipo
from enlace.radius.nas.pacote import Atributo, ler, montar_pedido, texto
from enlace.radius.nas.pedido import pedir, pedir_varios
from enlace.radius.nas.resposta import Resultado
from enlace.radius.nas.sessao import Desconexao, Destino, Mudanca, Sessao
from tests.nas_freeradius import nas_freeradius

SEGREDO = b"segredo-do-nas"
JOAO = Sessao(login="joao@isp", id_sessao="81000001")
FOLGA = 30.0
CURTO = 0.5


@pytest.fixture(scope="module")
def porta(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    with nas_freeradius(
        tmp_path_factory.mktemp("nas"),
        segredo=SEGREDO.decode(),
        aceita={("joao@isp", "81000001"), ("ana+1@isp", "81000002")},
        mudos={"mudo@isp"},
        recusa={"fixo@isp": 504},
        velocidades={"joao@isp": "2M/10M"},
    ) as porta:
        yield porta


@pytest.fixture
def nas(porta: int) -> Destino:
    return Destino("127.0.0.1", porta, SEGREDO)


def test_freeradius_confirma_a_desconexao(nas: Destino) -> None:
    assert pedir(nas, Desconexao(JOAO), prazo=FOLGA).resultado == Resultado.ACEITO


def test_freeradius_nao_conhece_a_sessao(nas: Destino) -> None:
    resposta = pedir(nas, Desconexao(Sessao(login="joao@isp", id_sessao="81000009")), prazo=FOLGA)

    assert (resposta.resultado, resposta.causa) == (Resultado.SEM_SESSAO, 503)


def test_freeradius_recusa_por_outra_causa(nas: Destino) -> None:
    resposta = pedir(nas, Desconexao(Sessao(login="fixo@isp")), prazo=FOLGA)

    assert (resposta.resultado, resposta.causa) == (Resultado.RECUSADO, 504)
    assert "não pode derrubá-la" in resposta.explicacao


def test_freeradius_calado(nas: Destino) -> None:
    assert pedir(nas, Desconexao(Sessao(login="mudo@isp")), prazo=CURTO).resultado == Resultado.SEM_RESPOSTA


def test_segredo_errado_e_silencio(nas: Destino) -> None:
    errado = Destino(nas.endereco, nas.porta, b"outro")

    assert pedir(errado, Desconexao(JOAO), prazo=CURTO).resultado == Resultado.SEM_RESPOSTA


def test_freeradius_confere_a_nossa_assinatura(nas: Destino) -> None:
    atributos = Desconexao(JOAO).atributos()
    falsa = Atributo(Tipo.MESSAGE_AUTHENTICATOR, bytes(16))
    assinado = montar_pedido(Codigo.DISCONNECT_REQUEST, 1, atributos, SEGREDO)
    mal_assinado = montar_pedido(Codigo.DISCONNECT_REQUEST, 2, [falsa, *atributos], SEGREDO, assinar=False)

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as soquete:
        soquete.settimeout(FOLGA)
        # One thread of FreeRADIUS reads the port: had it answered the first, that answer would come first.
        soquete.sendto(mal_assinado, (nas.endereco, nas.porta))
        soquete.sendto(assinado, (nas.endereco, nas.porta))
        resposta = ler(soquete.recv(4096))

    assert (resposta.codigo, resposta.identificador) == (Codigo.DISCONNECT_ACK, 1)


@pytest.mark.parametrize(("velocidade", "esperado"), [("2M/10M", Resultado.ACEITO), ("1M/1M", Resultado.RECUSADO)])
def test_freeradius_recebe_a_velocidade_da_mikrotik(nas: Destino, velocidade: str, esperado: Resultado) -> None:
    mudanca = Mudanca(JOAO, (texto(MIKROTIK_RATE_LIMIT, velocidade, Fabricante.MIKROTIK),))

    assert pedir(nas, mudanca, prazo=FOLGA).resultado == esperado


def test_freeradius_responde_a_muitos_de_uma_vez(nas: Destino) -> None:
    pedidos = [(nas, Desconexao(Sessao(login="ana+1@isp", id_sessao=f"8100000{i % 3}"))) for i in range(60)]

    respostas = pedir_varios(pedidos, prazo=FOLGA)

    assert [resposta.resultado for resposta in respostas] == [Resultado.SEM_SESSAO, Resultado.SEM_SESSAO, Resultado.ACEITO] * 20


def test_nas_que_parou_tem_a_porta_fechada(tmp_path_factory: pytest.TempPathFactory) -> None:
    with nas_freeradius(tmp_path_factory.mktemp("nas"), segredo=SEGREDO.decode()) as porta:
        destino = Destino("127.0.0.1", porta, SEGREDO)
        antes = pedir(destino, Desconexao(JOAO), prazo=FOLGA)

    depois = pedir(destino, Desconexao(JOAO), prazo=FOLGA)

    assert (antes.resultado, depois.resultado) == (Resultado.SEM_SESSAO, Resultado.PORTA_FECHADA)
