"""The same configuration with every FreeRADIUS that is at hand, asked by its own `radclient`."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

from enlace.radius.nas.atributos import Tipo
from enlace.radius.tests.concentrador import Concentrador
from enlace.radius.tests.fabrica import LOGIN, MAC, SEGREDO, SENHA, um_assinante, um_nas
from tests.freeradius import Instalacao, Servidor, exigir, freeradius, instalacoes

pytestmark = pytest.mark.usefixtures("banco_confirmado")
RADCLIENT = Path(shutil.which("radclient") or "/usr/bin/radclient")


@pytest.fixture(scope="module", params=instalacoes(), ids=lambda instalacao: str(instalacao.raiz))
def servidor(
    request: pytest.FixtureRequest,
    banco_de_testes: None,  # noqa: ARG001 - the order matters
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Servidor]:
    instalacao: Instalacao = request.param
    with django_db_blocker.unblock(), freeradius(tmp_path_factory.mktemp("versao"), instalacao=instalacao) as servidor:
        yield servidor


def radclient(servidor: Servidor, tipo: str, atributos: str) -> str:
    exigir(RADCLIENT)
    porta = servidor.porta_acct if tipo == "acct" else servidor.porta_auth
    comando: list[str | Path] = [RADCLIENT, "-x", "-t", "5", "-r", "1", f"127.0.0.1:{porta}", tipo, SEGREDO]
    return subprocess.run(comando, input=atributos, capture_output=True, text=True, check=False).stdout


def sessoes() -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(
            """select username, acctstoptime is null, acctinputoctets, acctoutputoctets, host(framedipaddress), acctterminatecause
               from radacct"""
        )
        return list(cursor.fetchall())


def test_comeca_e_responde_sem_queixas(servidor: Servidor) -> None:
    um_nas()
    um_assinante()

    assert Concentrador(servidor).pap() is not None
    dito = "".join(servidor.dito)

    assert "Error" not in dito
    assert re.findall(r"Warning: (.*)", dito) == ["rlm_sql (sql): Ignoring read_groups as group_membership_query is not configured"]


@pytest.mark.parametrize("metodo", ["User-Password", "CHAP-Password", "MS-CHAP-Password"])
def test_radclient_conecta_com_a_senha_certa_e_com_outra_nao(servidor: Servidor, metodo: str) -> None:
    um_nas()
    um_assinante()

    certa = radclient(servidor, "auth", f'User-Name="{LOGIN}",{metodo}="{SENHA}",Calling-Station-Id="{MAC}"')
    outra = radclient(servidor, "auth", f'User-Name="{LOGIN}",{metodo}="outra",Calling-Station-Id="{MAC}"')

    assert "Received Access-Accept" in certa
    assert 'Mikrotik-Rate-Limit = "51200k/102400k"' in certa
    assert "Received Access-Reject" in outra


def test_mschap_v2_prova_que_o_servidor_conhece_a_senha(servidor: Servidor) -> None:
    um_nas()
    um_assinante()

    certa, prova = Concentrador(servidor).mschap2()
    errada, _ = Concentrador(servidor).mschap2(senha="outra")

    assert certa is not None
    assert errada is not None
    assert (certa.aceito, errada.aceito) == (True, False)
    assert certa.texto(26, 311) == f"\x01{prova}"
    assert "E=691" in (errada.texto(2, 311) or "")


def test_toda_resposta_e_assinada(servidor: Servidor) -> None:
    um_nas()
    um_assinante()
    concentrador = Concentrador(servidor)

    respostas = [
        concentrador.pap(),
        concentrador.chap(),
        concentrador.mschap2()[0],
        concentrador.sem_assinatura(),
        concentrador.pap(senha="outra"),
        concentrador.pap("ninguem@isp"),
    ]

    assert [r is not None and (r.codigo, r.assinada) for r in respostas] == [(2, True)] * 4 + [(3, True)] * 2


def test_assinatura_errada_nao_tem_resposta(servidor: Servidor) -> None:
    um_nas()
    um_assinante()

    assert Concentrador(servidor, segredo="outro-segredo").pap(prazo=0.4) is None
    assert Concentrador(servidor).pap() is not None


def test_radclient_comeca_sinaliza_e_encerra_uma_sessao(servidor: Servidor) -> None:
    um_nas()
    um_assinante()
    resposta = Concentrador(servidor).pap()
    assert resposta is not None
    sessao = f'Acct-Session-Id="81000001",User-Name="{LOGIN}",Class=0x{resposta.classe().hex()},Calling-Station-Id="{MAC}"'

    respostas = [
        radclient(servidor, "acct", f"Acct-Status-Type=Start,{sessao},Framed-IP-Address=100.64.0.9"),
        radclient(servidor, "acct", f"Acct-Status-Type=Interim-Update,{sessao},Acct-Input-Octets=10,Acct-Output-Octets=20"),
        radclient(
            servidor,
            "acct",
            f"Acct-Status-Type=Stop,{sessao},Acct-Input-Octets=5,Acct-Input-Gigawords=1,Acct-Output-Octets=30,"
            "Acct-Terminate-Cause=User-Request",
        ),
    ]

    assert all("Received Accounting-Response" in r for r in respostas)
    assert sessoes() == [(LOGIN, False, (1 << 32) + 5, 30, "100.64.0.9", "User-Request")]


def test_recusa_nao_leva_o_que_foi_reunido_para_aceitar(servidor: Servidor) -> None:
    um_nas()
    um_assinante(ipv4="100.64.0.9")

    recusa = Concentrador(servidor).pap(senha="outra")

    assert recusa is not None
    assert recusa.tipos() == {(Tipo.MESSAGE_AUTHENTICATOR, None)}


def test_quem_pergunta_se_ha_alguem_recebe_resposta_assinada(servidor: Servidor) -> None:
    um_nas()

    dito = radclient(servidor, "status", "Message-Authenticator=0x00")

    assert "Received Access-Accept" in dito
    assert "Message-Authenticator" in dito.split("Received Access-Accept", 1)[1]
