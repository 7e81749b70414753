"""Concentrators that come, change and go while FreeRADIUS runs."""

from pathlib import Path

import pytest

from enlace.radius.models import Nas
from enlace.radius.tests.concentrador import CURTO, INICIO, Concentrador, Resposta, atributos
from enlace.radius.tests.fabrica import LOGIN, um_assinante, um_nas
from enlace.radius.tests.tabelas import acessos, sessoes
from tests.freeradius import Servidor, freeradius

pytestmark = pytest.mark.usefixtures("banco_confirmado")


def contar(concentrador: Concentrador, prazo: float = CURTO) -> Resposta | None:
    return concentrador.contabilizar(INICIO, *atributos({1: LOGIN, 44: "81000001"}), prazo=prazo)


def test_nas_desconhecido_nao_tem_resposta_nem_deixa_rastro(radius: Servidor) -> None:
    um_assinante()
    desconhecido = Concentrador(radius, "127.0.0.20")

    assert (desconhecido.pap(prazo=CURTO), contar(desconhecido)) == (None, None)
    assert (acessos(), sessoes()) == ([], [])


def test_nas_novo_e_atendido_sem_reiniciar(radius: Servidor) -> None:
    um_assinante()
    novo = Concentrador(radius, "127.0.0.21", "segredo-do-novo")
    antes = novo.pap(prazo=CURTO)

    um_nas("127.0.0.21", segredo="segredo-do-novo")

    assert antes is None
    assert novo.esperar_pap() is not None
    assert contar(novo, prazo=10) is not None
    assert [s.nas_origem for s in sessoes()] == ["127.0.0.21"]


def test_segredo_errado_nao_tem_resposta_nem_guarda_nada(radius: Servidor) -> None:
    um_nas()
    um_assinante()
    errado = Concentrador(radius, segredo="segredo-errado")

    assert (errado.pap(prazo=CURTO), contar(errado)) == (None, None)
    assert sessoes() == []
    assert Concentrador(radius).pap() is not None


def test_segredo_trocado_vale_em_segundos_e_o_de_antes_deixa_de_valer(radius: Servidor) -> None:
    nas = um_nas("127.0.0.22", segredo="segredo-antigo")
    um_assinante()
    antigo, novo = Concentrador(radius, "127.0.0.22", "segredo-antigo"), Concentrador(radius, "127.0.0.22", "segredo-novo")
    assert antigo.esperar_pap() is not None

    Nas.objects.filter(pk=nas.pk).update(segredo="segredo-novo")

    assert novo.esperar_pap() is not None
    assert antigo.pap(prazo=CURTO) is None


def test_nas_desativado_ou_removido_deixa_de_ter_resposta(radius: Servidor) -> None:
    desativado, removido = um_nas("127.0.0.23"), um_nas("127.0.0.24")
    um_assinante()
    um, outro = Concentrador(radius, "127.0.0.23"), Concentrador(radius, "127.0.0.24")
    assert um.esperar_pap() is not None
    assert outro.esperar_pap() is not None

    Nas.objects.filter(pk=desativado.pk).update(ativo=False)
    Nas.objects.filter(pk=removido.pk).delete()

    assert um.esperar_pap(respondido=False) is None
    assert outro.esperar_pap(respondido=False) is None


def test_quem_exige_assinatura_nao_responde_a_pedido_sem_ela(radius: Servidor) -> None:
    um_nas("127.0.0.25", exige_message_authenticator=True)
    um_nas("127.0.0.26", exige_message_authenticator=False)
    um_assinante()
    exigente, comum = Concentrador(radius, "127.0.0.25"), Concentrador(radius, "127.0.0.26")

    assert exigente.esperar_pap() is not None
    assert exigente.sem_assinatura(prazo=CURTO) is None
    assert comum.sem_assinatura() is not None


# Each from an address of its own, which FreeRADIUS has not asked about yet.
@pytest.mark.parametrize(
    ("final", "segredo"),
    [
        (100, "a'b\"c\\d`e"),
        (101, "%{User-Name}$ENV{PATH}"),
        (102, "\\134\\n\\\\"),
        (103, "'entre-aspas'"),
        (104, '"entre-aspas"'),
        (105, "`date`xx"),
        (106, "x" * 128),
    ],
)
def test_segredo_com_qualquer_caractere_imprimivel(radius: Servidor, final: int, segredo: str) -> None:
    um_nas(f"127.0.0.{final}", segredo=segredo)
    um_assinante()

    assert Concentrador(radius, f"127.0.0.{final}", segredo).esperar_pap() is not None


def test_nas_em_ipv6(tmp_path: Path) -> None:
    um_nas("::1")
    um_assinante()

    with freeradius(tmp_path, endereco="::1") as servidor:
        concentrador = Concentrador(servidor, "::1")
        aceito, contado = concentrador.pap(), contar(concentrador, prazo=10)

    assert aceito is not None
    assert (aceito.aceito, contado is not None) == (True, True)
    assert [(s.nas_origem, s.nasipaddress) for s in sessoes()] == [("::1", "::1")]
    assert [a.nas_origem for a in acessos()] == ["::1"]
