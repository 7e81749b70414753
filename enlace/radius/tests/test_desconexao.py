"""Ending the live sessions of a service: at a real NAS (FreeRADIUS), and at one of ours that shows what it was asked."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import transaction

from enlace.auditoria.models import Registro
from enlace.core.datas import agora
from enlace.radius.desconexao import desconectar
from enlace.radius.desfecho import Desfecho
from enlace.radius.impedimento import Impedimento
from enlace.radius.models import Nas, PedidoAoNas
from enlace.radius.nas.atributos import Codigo, Tipo
from enlace.radius.nas.resposta import Resultado
from enlace.radius.nas.tests.nas_udp import ack, nas_udp
from enlace.radius.tests.fabrica import LOGIN, SEGREDO, um_assinante, um_nas
from enlace.radius.tests.sessoes_vivas import INTEGRADOR, SESSAO, fim, parada, sinal, uma_viva
from enlace.servicos.models import ClienteServico
from tests.demonstracao import porta_livre
from tests.nas_freeradius import nas_freeradius

pytestmark = pytest.mark.usefixtures("banco_confirmado")

FOLGA = 30.0
CURTO = 0.5
MUDO = "mudo@isp"
FIXO = "fixo@isp"


@pytest.fixture
def porta(tmp_path: Path) -> Iterator[int]:
    with nas_freeradius(
        tmp_path, segredo=SEGREDO, aceita={(LOGIN, SESSAO), (LOGIN, "81000002")}, mudos={MUDO}, recusa={FIXO: 504}
    ) as porta:
        yield porta


def pedir(servico: ClienteServico, prazo: float = FOLGA) -> list[Desfecho]:
    return desconectar(servico, autor=INTEGRADOR, agora=agora(), prazo=prazo)


def resultados(desfechos: list[Desfecho]) -> list[str]:
    return [desfecho.resultado for desfecho in desfechos]


def test_a_conexao_que_o_nas_derruba_fica_aberta_ate_ele_contar_o_fim(porta: int) -> None:
    nas = um_nas(porta_incoming=porta)
    servico = um_assinante()
    unico = uma_viva(servico)

    desfechos = pedir(servico)

    assert [(d.resultado, d.encerrada) for d in desfechos] == [(Resultado.ACEITO, True)]
    assert fim(unico) is None
    pedido = PedidoAoNas.objects.get()
    assert (pedido.tipo, pedido.origem, pedido.resultado, pedido.causa) == ("desconexao", "api", "aceito", None)
    assert (pedido.cliente_servico, pedido.login, pedido.acctuniqueid, pedido.nas) == (servico, LOGIN, unico, nas)
    assert pedido.envios >= 1


def test_quem_pediu_fica_na_auditoria(porta: int) -> None:
    um_nas(porta_incoming=porta)
    servico = um_assinante()
    uma_viva(servico)

    pedir(servico)

    registro = Registro.objects.get(acao="desconectar")
    assert (registro.porta, registro.cliente_api, registro.tabela, registro.chave) == (
        "api",
        "central",
        "cliente_servico",
        str(servico.pk),
    )
    assert registro.depois == {"login": LOGIN, "sessoes": [{"sessao": SESSAO, "nas": "127.0.0.1", "resultado": "aceito"}]}


def test_a_conexao_que_o_nas_nao_tem_mais_e_encerrada_no_seu_ultimo_sinal(porta: int) -> None:
    um_nas(porta_incoming=porta)
    servico = um_assinante()
    unico = uma_viva(servico, "81000009")

    desfechos = pedir(servico)

    assert [(d.resultado, d.encerrada) for d in desfechos] == [(Resultado.SEM_SESSAO, True)]
    assert fim(unico) == "Sem-Sessao"
    assert PedidoAoNas.objects.get().causa == 503


def test_a_que_foi_dada_por_encerrada_e_ainda_fala_e_reaberta(porta: int) -> None:
    um_nas(porta_incoming=porta)
    servico = um_assinante()
    unico = uma_viva(servico, "81000009")
    pedir(servico)

    sinal(unico)

    assert fim(unico) is None


def test_o_fim_que_o_nas_conta_depois_vale_mais_do_que_o_nosso(porta: int) -> None:
    um_nas(porta_incoming=porta)
    servico = um_assinante()
    unico = uma_viva(servico, "81000009")
    pedir(servico)

    parada(unico)

    assert fim(unico) == "Admin-Reset"


def test_sem_conexao_nada_se_pede() -> None:
    um_nas(porta_incoming=porta_livre())

    assert pedir(um_assinante()) == []
    assert not PedidoAoNas.objects.exists()


def test_o_pedido_diz_qual_e_a_conexao_como_o_nas_a_contou() -> None:
    servico = um_assinante()
    uma_viva(servico, nasipaddress="10.9.9.9", callingstationid="d4ca.6d00.0001", framedipv6prefix="2001:db8:7::/64")
    with nas_udp(lambda nas: [ack(nas)]) as nas:
        um_nas(porta_incoming=nas.destino.porta)
        pedir(servico)

    pacote = nas.ultimo
    assert pacote.codigo == Codigo.DISCONNECT_REQUEST
    assert {a.tipo: a.valor for a in pacote.atributos if a.tipo != Tipo.MESSAGE_AUTHENTICATOR} == {
        Tipo.USER_NAME: LOGIN.encode(),
        Tipo.ACCT_SESSION_ID: SESSAO.encode(),
        Tipo.CALLING_STATION_ID: b"d4ca.6d00.0001",
        Tipo.NAS_PORT_ID: b"ether1",
        Tipo.NAS_IP_ADDRESS: bytes((10, 9, 9, 9)),
        Tipo.FRAMED_IP_ADDRESS: bytes((100, 64, 0, 9)),
        Tipo.FRAMED_IPV6_PREFIX: bytes((0, 64)) + bytes.fromhex("20010db800070000"),
    }


def test_sem_a_origem_dos_pacotes_vale_o_endereco_que_o_nas_disse_ter(porta: int) -> None:
    um_nas(porta_incoming=porta)
    servico = um_assinante()
    uma_viva(servico, nas_origem=None)

    assert resultados(pedir(servico)) == [Resultado.ACEITO]


def test_servico_cancelado_que_ainda_esta_no_ar_e_derrubado(porta: int) -> None:
    um_nas(porta_incoming=porta)
    servico = um_assinante(estado="cancelado")
    uma_viva(servico)

    assert resultados(pedir(servico)) == [Resultado.ACEITO]


def test_cada_conexao_tem_o_seu_desfecho(porta: int) -> None:
    um_nas(porta_incoming=porta)
    servico = um_assinante()
    uma_viva(servico, username=FIXO)
    uma_viva(servico, "81000002", acctuniqueid="outra")

    desfechos = pedir(servico)

    assert sorted(resultados(desfechos)) == [Resultado.ACEITO, Resultado.RECUSADO]
    [recusada] = [d for d in desfechos if not d.encerrada]
    assert recusada.explicacao.startswith("100.64.0.9 em BNG 127.0.0.1: O equipamento tem a conexão, mas não pode derrubá-la")


def test_nas_mudo_com_porta_fechada_e_com_outro_segredo(porta: int) -> None:
    nas = um_nas(porta_incoming=porta)
    servico = um_assinante()
    uma_viva(servico, username=MUDO)

    mudo = pedir(servico, CURTO)
    Nas.objects.filter(pk=nas.pk).update(segredo="outro-segredo")
    outro_segredo = pedir(servico, CURTO)
    Nas.objects.filter(pk=nas.pk).update(porta_incoming=porta_livre())
    fechada = pedir(servico)

    assert resultados(mudo + outro_segredo + fechada) == [Resultado.SEM_RESPOSTA, Resultado.SEM_RESPOSTA, Resultado.PORTA_FECHADA]
    assert all(desfecho.em_vao for desfecho in mudo + outro_segredo + fechada)


@pytest.mark.parametrize(
    ("nas", "esperado"),
    [
        (None, Impedimento.SEM_NAS),
        ({"ativo": False, "porta_incoming": 3799}, Impedimento.NAS_INATIVO),
        ({"porta_incoming": None}, Impedimento.SEM_PORTA),
    ],
)
def test_o_que_falta_no_cadastro_e_dito_e_lembrado(nas: dict[str, object] | None, esperado: Impedimento) -> None:
    if nas is not None:
        um_nas(**nas)  # type: ignore[arg-type]  # the case
    servico = um_assinante()
    uma_viva(servico)

    [desfecho] = pedir(servico)

    assert (desfecho.resultado, desfecho.encerrada, desfecho.em_vao) == (esperado, False, False)
    pedido = PedidoAoNas.objects.get()
    assert (pedido.resultado, pedido.explicacao, pedido.envios) == (esperado, esperado.explicacao, 0)


@pytest.mark.parametrize("login", ["", "x" * 254, "é" * 127], ids=["nada", "254 bytes", "254 bytes em 127 letras"])
def test_conexao_que_nao_se_pode_nomear_nao_impede_as_outras(porta: int, login: str) -> None:
    um_nas(porta_incoming=porta)
    servico = um_assinante()
    vazios = {"callingstationid": "", "nasportid": None, "framedipaddress": None}
    uma_viva(servico, "", username=login, **vazios)
    uma_viva(servico)

    assert set(resultados(pedir(servico))) == {Impedimento.SEM_IDENTIFICACAO, Resultado.ACEITO}


def test_nunca_dentro_de_uma_transacao() -> None:
    servico = um_assinante()
    uma_viva(servico)

    with pytest.raises(RuntimeError, match="outside transactions"), transaction.atomic():
        pedir(servico)

    assert not PedidoAoNas.objects.exists()
