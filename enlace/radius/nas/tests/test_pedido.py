import socket
from collections.abc import Callable, Iterable
from dataclasses import replace

import pytest

from enlace.radius.nas.atributos import Codigo, Tipo
from enlace.radius.nas.conversa import Ritmo
from enlace.radius.nas.pacote import Atributo, inteiro, montar_resposta, pedido_confere, texto
from enlace.radius.nas.pedido import pedir, pedir_varios
from enlace.radius.nas.resposta import Resultado
from enlace.radius.nas.sessao import Desconexao, Destino, Mudanca, Sessao
from enlace.radius.nas.tests.nas_udp import SEGREDO, Nas, ack, nak, nas_udp

DESCONEXAO = Desconexao(Sessao(login="joao@isp", id_sessao="81000001"))
MUDANCA = Mudanca(Sessao(login="joao@isp"), (texto(8, "2M/10M", 14988),))
DEPRESSA = Ritmo(inicial=0.01, maior=0.05)
# Of waits that the answer ends: long, so that a slow machine changes nothing.
FOLGA = 30.0
CURTO = 0.3


def _mudo(_nas: Nas) -> list[bytes]:
    return []


def test_nas_que_confirma_a_desconexao() -> None:
    with nas_udp(lambda nas: [ack(nas)]) as nas:
        resposta = pedir(nas.destino, DESCONEXAO, prazo=FOLGA)

    assert (resposta.resultado, resposta.causa, resposta.encerrada) == (Resultado.ACEITO, None, True)
    assert pedido_confere(nas.ultimo, SEGREDO)
    assert nas.ultimo.codigo == Codigo.DISCONNECT_REQUEST
    assert nas.ultimo.valores(Tipo.ACCT_SESSION_ID) == [b"81000001"]


def test_nas_que_confirma_a_mudanca() -> None:
    with nas_udp(lambda nas: [ack(nas)]) as nas:
        resposta = pedir(nas.destino, MUDANCA, prazo=FOLGA)

    assert resposta.resultado == Resultado.ACEITO
    assert nas.ultimo.codigo == Codigo.COA_REQUEST
    assert nas.ultimo.valores(8, 14988) == [b"2M/10M"]


def test_nas_em_ipv6() -> None:
    with nas_udp(lambda nas: [ack(nas)], "::1") as nas:
        resposta = pedir(nas.destino, DESCONEXAO, prazo=FOLGA)

    assert resposta.resultado == Resultado.ACEITO


def test_confirmacao_sem_assinatura_vale() -> None:
    with nas_udp(lambda nas: [montar_resposta(nas.ultimo, Codigo.DISCONNECT_ACK, [], SEGREDO, assinar=False)]) as nas:
        resposta = pedir(nas.destino, DESCONEXAO, prazo=FOLGA)

    assert resposta.resultado == Resultado.ACEITO


@pytest.mark.parametrize(
    ("causa", "esperado", "palavra"),
    [
        (None, Resultado.RECUSADO, "sem dizer o motivo"),
        (501, Resultado.RECUSADO, "não permitir"),
        (999, Resultado.RECUSADO, "999"),
        (503, Resultado.SEM_SESSAO, "já tinha caído"),
    ],
)
@pytest.mark.parametrize("pedido", [DESCONEXAO, MUDANCA])
def test_nas_que_recusa_diz_por_que(pedido: Desconexao | Mudanca, causa: int | None, esperado: Resultado, palavra: str) -> None:
    with nas_udp(lambda nas: [nak(nas, causa)]) as nas:
        resposta = pedir(nas.destino, pedido, prazo=FOLGA)

    assert (resposta.resultado, resposta.causa) == (esperado, causa)
    assert palavra in resposta.explicacao


def test_silencio_e_seguido_dos_mesmos_bytes_da_mesma_porta() -> None:
    with nas_udp(lambda nas: [ack(nas)] if len(nas.recebidos) == 4 else []) as nas:
        resposta = pedir(nas.destino, DESCONEXAO, prazo=FOLGA, ritmo=DEPRESSA)

    assert (resposta.resultado, resposta.envios) == (Resultado.ACEITO, 4)
    assert len(nas.recebidos) == 4
    assert len(set(nas.recebidos)) == 1


def test_pedidos_diferentes_saem_de_portas_diferentes() -> None:
    with nas_udp(_mudo) as nas:
        pedir_varios([(nas.destino, DESCONEXAO)] * 2, prazo=CURTO)

    assert len({recebido.porta for recebido in nas.recebidos}) == 2


def test_nas_mudo() -> None:
    with nas_udp(_mudo) as nas:
        resposta = pedir(nas.destino, DESCONEXAO, prazo=CURTO, ritmo=Ritmo(inicial=0.01, envios=3))

    assert (resposta.resultado, resposta.encerrada) == (Resultado.SEM_RESPOSTA, False)
    assert len(nas.recebidos) == resposta.envios <= 3
    assert "incoming" in resposta.explicacao
    assert "segredo" in resposta.explicacao


def test_espera_dobra_com_acaso_ate_o_limite() -> None:
    ritmo = Ritmo(inicial=1, maior=3)

    primeiras = [ritmo.primeira_espera() for _ in range(200)]
    seguintes = [ritmo.proxima_espera(1.0) for _ in range(200)]
    no_limite = [ritmo.proxima_espera(2.0) for _ in range(200)]

    # RFC 5080 section 2.2.1: RAND lies between -0.1 and 0.1 and is new each time.
    assert (min(primeiras) >= 0.9, max(primeiras) <= 1.1, len(set(primeiras)) > 1) == (True, True, True)
    assert (min(seguintes) >= 1.9, max(seguintes) <= 2.1) == (True, True)
    assert (min(no_limite) >= 2.7, max(no_limite) <= 3.3) == (True, True)


def _outro_segredo(nas: Nas) -> bytes:
    return montar_resposta(nas.ultimo, Codigo.DISCONNECT_ACK, [], b"outro")


def _outro_codigo(nas: Nas) -> bytes:
    return montar_resposta(nas.ultimo, Codigo.COA_ACK, [], SEGREDO)


def _assinatura_falsa(nas: Nas) -> bytes:
    falsa = Atributo(Tipo.MESSAGE_AUTHENTICATOR, bytes(16))
    return montar_resposta(nas.ultimo, Codigo.DISCONNECT_ACK, [falsa], SEGREDO, assinar=False)


def _lixo(_nas: Nas) -> bytes:
    return b"HTTP/1.1 400 Bad Request\r\n"


def _vazio(_nas: Nas) -> bytes:
    return b""


def _enorme(_nas: Nas) -> bytes:
    return bytes([41, 0, 0x13, 0x88]) + bytes(4996)


ESTRANHAS = [_outro_segredo, _outro_codigo, _assinatura_falsa, _lixo, _vazio, _enorme]


def test_respostas_que_nao_conferem_sao_ditas_no_fim_do_prazo() -> None:
    def pelo_login(nas: Nas) -> list[bytes]:
        return [ESTRANHAS[int(nas.ultimo.valores(Tipo.USER_NAME)[0])](nas)]

    with nas_udp(pelo_login) as nas:
        pedidos = [(nas.destino, Desconexao(Sessao(login=str(i)))) for i in range(len(ESTRANHAS))]
        respostas = pedir_varios(pedidos, prazo=1, ritmo=Ritmo(inicial=FOLGA))

    assert [resposta.resultado for resposta in respostas] == [Resultado.RESPOSTA_INVALIDA] * len(ESTRANHAS)
    assert "segredo" in respostas[0].explicacao


@pytest.mark.parametrize("estranha", ESTRANHAS)
def test_resposta_que_nao_confere_nao_acaba_com_a_espera_da_certa(estranha: Callable[[Nas], bytes]) -> None:
    with nas_udp(lambda nas: [estranha(nas), nak(nas, 506)]) as nas:
        resposta = pedir(nas.destino, DESCONEXAO, prazo=FOLGA)

    assert (resposta.resultado, resposta.causa) == (Resultado.RECUSADO, 506)


def test_resposta_a_outro_pedido_e_ignorada() -> None:
    def ao_vizinho(nas: Nas) -> list[bytes]:
        outro = replace(nas.ultimo, identificador=nas.ultimo.identificador ^ 1)
        return [montar_resposta(outro, Codigo.DISCONNECT_ACK, [], SEGREDO)]

    with nas_udp(ao_vizinho) as nas:
        resposta = pedir(nas.destino, DESCONEXAO, prazo=CURTO)

    assert resposta.resultado == Resultado.SEM_RESPOSTA


def test_resposta_repetida_nao_atrapalha_o_pedido_seguinte() -> None:
    def repetida(nas: Nas) -> Iterable[bytes]:
        anterior = nas.recebidos[0]
        nas.enviar(ack(nas), anterior.porta)
        return [ack(nas), ack(nas)] if len(nas.recebidos) == 1 else [nak(nas, 503)]

    with nas_udp(repetida) as nas:
        primeira = pedir(nas.destino, DESCONEXAO, prazo=FOLGA)
        segunda = pedir(nas.destino, DESCONEXAO, prazo=FOLGA)

    assert (primeira.resultado, segunda.resultado) == (Resultado.ACEITO, Resultado.SEM_SESSAO)


def test_so_o_nas_perguntado_e_ouvido() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as outro:
        outro.bind(("127.0.0.1", 0))

        def por_outra_porta(nas: Nas) -> list[bytes]:
            outro.sendto(ack(nas), ("127.0.0.1", nas.recebidos[-1].porta))
            return []

        with nas_udp(por_outra_porta) as nas:
            resposta = pedir(nas.destino, DESCONEXAO, prazo=CURTO)

    assert resposta.resultado == Resultado.SEM_RESPOSTA


def _porta_fechada() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as soquete:
        soquete.bind(("127.0.0.1", 0))
        return int(soquete.getsockname()[1])


def test_porta_fechada_e_dita_sem_esperar_o_prazo() -> None:
    resposta = pedir(Destino("127.0.0.1", _porta_fechada(), SEGREDO), DESCONEXAO, prazo=FOLGA)

    assert resposta.resultado == Resultado.PORTA_FECHADA
    assert "porta" in resposta.explicacao


@pytest.mark.parametrize("nome", ["nas..invalido", "nas\0"])
def test_nome_que_nao_e_nome_e_inalcancavel(nome: str) -> None:
    resposta = pedir(Destino(nome, 3799, SEGREDO), DESCONEXAO, prazo=CURTO)

    assert (resposta.resultado, resposta.envios) == (Resultado.INALCANCAVEL, 0)
    assert "endereço" in resposta.explicacao


@pytest.mark.allow_hosts(["255.255.255.255"])
def test_endereco_a_que_nao_se_chega_e_inalcancavel() -> None:
    # The kernel refuses to connect to everybody at once; nothing leaves the machine.
    resposta = pedir(Destino("255.255.255.255", 3799, SEGREDO), DESCONEXAO, prazo=CURTO)

    assert resposta.resultado == Resultado.INALCANCAVEL
    assert resposta.detalhe in resposta.explicacao


def test_respostas_de_muitos_vem_na_ordem_dos_pedidos() -> None:
    def pelo_login(nas: Nas) -> list[bytes]:
        return [nak(nas, 400 + int(nas.ultimo.valores(Tipo.USER_NAME)[0]))]

    with nas_udp(pelo_login) as um, nas_udp(pelo_login) as outro:
        pedidos = [((um, outro)[i % 2].destino, Desconexao(Sessao(login=str(i)))) for i in range(90)]
        respostas = pedir_varios(pedidos, prazo=FOLGA)

    assert [resposta.causa for resposta in respostas] == [400 + i for i in range(90)]


def test_nenhum_pedido_nenhuma_resposta() -> None:
    assert pedir_varios([]) == []


def test_nas_nunca_tem_mais_pedidos_abertos_que_o_limite() -> None:
    maior = respondidos = 0

    def em_levas(nas: Nas) -> list[bytes]:
        """Answer only when four wait: with fewer open the client would hang, more would be seen."""
        nonlocal maior, respondidos
        esperam = nas.recebidos[respondidos:]
        maior = max(maior, len(esperam))
        if len(esperam) == 4:
            respondidos = len(nas.recebidos)
            for recebido in esperam:
                nas.enviar(montar_resposta(recebido.pacote, Codigo.DISCONNECT_ACK, [], SEGREDO), recebido.porta)
        return []

    with nas_udp(em_levas) as nas:
        respostas = pedir_varios([(nas.destino, DESCONEXAO)] * 16, prazo=FOLGA, ritmo=Ritmo(inicial=FOLGA), por_nas=4)

    assert {resposta.resultado for resposta in respostas} == {Resultado.ACEITO}
    assert (maior, len(nas.recebidos)) == (4, 16)


def test_nas_mudo_nao_e_perguntado_por_todos_e_nao_segura_os_outros() -> None:
    with nas_udp(_mudo) as mudo, nas_udp(lambda nas: [ack(nas)]) as vivo:
        pedidos = [((mudo, vivo)[i % 2].destino, DESCONEXAO) for i in range(40)]
        respostas = pedir_varios(pedidos, prazo=1, ritmo=Ritmo(inicial=FOLGA), por_nas=3)

    assert {resposta.resultado for resposta in respostas[::2]} == {Resultado.SEM_RESPOSTA}
    assert sorted(resposta.envios for resposta in respostas[::2]) == [0] * 17 + [1] * 3
    assert len(mudo.recebidos) == 3
    assert {resposta.resultado for resposta in respostas[1::2]} == {Resultado.ACEITO}


def test_equipamento_desligado_diz_o_mesmo_de_todas_as_conexoes() -> None:
    destino = Destino("127.0.0.1", _porta_fechada(), SEGREDO)

    respostas = pedir_varios([(destino, DESCONEXAO)] * 50, prazo=FOLGA)

    assert [resposta.resultado for resposta in respostas] == [Resultado.PORTA_FECHADA] * 50


def test_causa_que_nao_e_numero_e_ignorada() -> None:
    atributos = [Atributo(Tipo.ERROR_CAUSE, b"503")]

    with nas_udp(lambda nas: [montar_resposta(nas.ultimo, Codigo.DISCONNECT_NAK, atributos, SEGREDO)]) as nas:
        resposta = pedir(nas.destino, DESCONEXAO, prazo=FOLGA)

    assert (resposta.resultado, resposta.causa) == (Resultado.RECUSADO, None)


def test_confirmacao_pode_trazer_causa() -> None:
    with nas_udp(lambda nas: [ack(nas, inteiro(Tipo.ERROR_CAUSE, 201))]) as nas:
        resposta = pedir(nas.destino, DESCONEXAO, prazo=FOLGA)

    assert (resposta.resultado, resposta.causa) == (Resultado.ACEITO, 201)
