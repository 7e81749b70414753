"""`enlace eventos` itself, over its socket, with sessions of the real tables."""

import json
import signal
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta

import psutil
import psycopg
import pytest
from django.contrib.auth.models import Permission
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client

from enlace.auditoria.registro import Autor
from enlace.clientes.models import Cliente
from enlace.contas.models import Usuario
from enlace.core.datas import agora
from enlace.painel.eventos.tests.apoio import PRAZO, Pagina, iniciar_eventos, processo_de_eventos
from enlace.painel.eventos.tests.sessoes import FINS, TABELAS, cookies, navegador_de, sessao_de, trocar_senha
from enlace.pbx.ligacao import CANAL, Chamada, cancelar, notificar
from enlace.pbx.models import Ligacao

pytestmark = pytest.mark.django_db(transaction=True, available_apps=TABELAS)


def tocar(usuario: Usuario, telefone: str = "37999912222", *, id_cliente: int | None = None) -> Ligacao:
    chamada = Chamada(ramal=usuario.ramal or "", telefone=telefone, id_cliente=id_cliente)
    return notificar(chamada, autor=_autor(usuario), agora=agora())


def parar_de_tocar(usuario: Usuario) -> int:
    return cancelar(Chamada(ramal=usuario.ramal or ""), autor=_autor(usuario), agora=agora())


def _autor(usuario: Usuario) -> Autor:
    return Autor(porta="api", id_usuario=usuario.pk)


def test_cada_um_ouve_so_as_suas_ligacoes(eventos: str, maria: Usuario, jose: Usuario) -> None:
    with Pagina(eventos, sessao_de(maria)) as de_maria, Pagina(eventos, sessao_de(jose)) as de_jose:
        da_maria, do_jose = tocar(maria), tocar(jose)

        # Notices arrive in order: had the first one come to both, it would be the first event of both.
        assert de_jose.seguinte().dados["id_ligacao"] == do_jose.pk
        assert de_maria.seguinte().dados["id_ligacao"] == da_maria.pk


def test_conexao_de_novo_conta_o_que_esta_aberto_e_o_que_fechou_enquanto_isso(eventos: str, maria: Usuario) -> None:
    sessao = sessao_de(maria)
    with Pagina(eventos, sessao) as pagina:
        antiga = tocar(maria)
        assert pagina.seguinte().dados["id_ligacao"] == antiga.pk
    parar_de_tocar(maria)
    nova = tocar(maria, "3732221111")

    estados: dict[str, str] = {}
    with Pagina(eventos, sessao) as pagina:
        # A state may be told twice, when its notice is still under way.
        while len(estados) < 2:
            evento = pagina.seguinte()
            estados[evento.chave] = evento.nome

    assert estados == {str(antiga.pk): "ligacao_encerrada", str(nova.pk): "ligacao"}


def test_ligacao_sem_novidade_ha_muito_nao_e_contada_de_novo(eventos: str, maria: Usuario) -> None:
    Ligacao.objects.create(usuario=maria, ramal="201", telefone="3732220000", notificada_em=agora() - timedelta(minutes=11))
    nova = tocar(maria)

    with Pagina(eventos, sessao_de(maria)) as pagina:
        assert pagina.seguinte().chave == str(nova.pk)


@pytest.mark.parametrize("permissao", [True, False])
def test_nome_do_cliente_so_para_quem_pode_ver_clientes(eventos: str, maria: Usuario, *, permissao: bool) -> None:
    cliente = Cliente.objects.create(nome_razaosocial="BIANCA COUTO", tipo_pessoa="pf", data_cadastro=agora())
    if permissao:
        maria.user_permissions.add(Permission.objects.get(content_type__app_label="clientes", codename="view_cliente"))

    with Pagina(eventos, sessao_de(maria)) as pagina:
        tocar(maria, id_cliente=cliente.pk)
        visto = pagina.seguinte().dados["cliente"]

    assert visto == {
        "id_cliente": cliente.pk if permissao else None,
        "codigo_cliente": cliente.codigo_cliente,
        "nome_razaosocial": "BIANCA COUTO" if permissao else None,
    }


@pytest.mark.parametrize("acabar", FINS)
def test_fim_da_sessao_encerra_o_que_ela_abriu(eventos: str, maria: Usuario, acabar: Callable[[Usuario, Client], None]) -> None:
    navegador = navegador_de(maria)

    with Pagina(eventos, cookies(navegador)) as pagina:
        acabar(maria, navegador)

        assert pagina.proximo() is None


def test_ouvir_nao_prolonga_a_sessao_nem_a_apaga(eventos: str, maria: Usuario) -> None:
    sessao = sessao_de(maria)
    antes = Session.objects.values().get()

    with Pagina(eventos, sessao) as pagina:
        trocar_senha(maria, Client())
        assert pagina.proximo() is None

    assert Session.objects.values().get() == antes


def test_conexao_de_escuta_perdida_volta_e_nada_se_perde(eventos: str, banco: str, maria: Usuario) -> None:
    with Pagina(eventos, sessao_de(maria)) as pagina:
        esperar_a_escuta(banco)
        derrubar_todas(banco)
        ligacao = tocar(maria)
        assert pagina.seguinte().chave == str(ligacao.pk)

        parar_de_tocar(maria)
        assert pagina.esperar("ligacao_encerrada").dados == ligacao.pk


def esperar_a_escuta(banco: str) -> None:
    """Until a process of events listens: pages are let in before."""
    with psycopg.connect(banco, autocommit=True) as conexao:
        while not conexao.execute(
            "select from pg_stat_activity where datname = current_database() and application_name = 'enlace eventos'"
            " and state = 'idle' and (query like 'listen %' or query = 'select 1')"
        ).fetchall():
            pass


def derrubar_todas(banco: str) -> None:
    """Every connection of the process of events, as a restart of PostgreSQL does; those of this test stay."""
    with psycopg.connect(banco, autocommit=True) as conexao, connection.cursor() as minha:
        minha.execute("select pg_backend_pid()")
        (meu,) = minha.fetchone()
        derrubadas = conexao.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity"
            " where datname = current_database() and pid not in (pg_backend_pid(), %s)",
            [meu],
        ).fetchall()
    assert derrubadas


def test_ligacao_que_nao_se_consegue_ler_solta_as_paginas_e_depois_e_contada(eventos: str, banco: str, maria: Usuario) -> None:
    sessao = sessao_de(maria)
    esperar_a_escuta(banco)
    with Pagina(eventos, sessao) as pagina, psycopg.connect(banco) as outra, psycopg.connect(banco, autocommit=True) as central:
        ligacao = tocar(maria)
        assert pagina.seguinte().chave == str(ligacao.pk)
        outra.execute("lock table pbx_ligacao in access exclusive mode")
        aviso = json.dumps({"usuario": maria.pk, "ligacao": ligacao.pk})
        central.execute("select pg_notify(%s, %s)", [CANAL, aviso])

        assert pagina.proximo() is None

    with Pagina(eventos, sessao) as pagina:
        assert pagina.seguinte().chave == str(ligacao.pk)


@contextmanager
def sessoes_presas(banco: str) -> Iterator[None]:
    with psycopg.connect(banco) as outra:
        outra.execute("lock table django_session in access exclusive mode")
        yield


@contextmanager
def sessoes_longe(banco: str) -> Iterator[None]:
    with psycopg.connect(banco, autocommit=True) as outra:
        outra.execute("alter table django_session rename to django_session_longe")
        try:
            yield
        finally:
            outra.execute("alter table django_session_longe rename to django_session")


@pytest.mark.parametrize("estragar", [sessoes_presas, sessoes_longe])
def test_sessao_que_nao_se_consegue_conferir_solta_a_pagina(
    eventos: str, banco: str, maria: Usuario, estragar: Callable[[str], AbstractContextManager[None]]
) -> None:
    sessao = sessao_de(maria)

    with Pagina(eventos, sessao) as pagina, estragar(banco):
        assert pagina.proximo() is None

    with Pagina(eventos, sessao):
        pass


def test_dois_processos_avisam_os_dois(eventos: str, banco: str, maria: Usuario) -> None:
    sessao = sessao_de(maria)
    with processo_de_eventos(banco) as outro, Pagina(eventos, sessao) as uma, Pagina(outro, sessao) as outra:
        ligacao = tocar(maria)

        assert uma.seguinte().chave == outra.seguinte().chave == str(ligacao.pk)
        parar_de_tocar(maria)
        # A page that has just opened may be told a state twice: of its opening, and of the notice.
        assert uma.esperar("ligacao_encerrada").dados == outra.esperar("ligacao_encerrada").dados == ligacao.pk


def test_sigterm_encerra_as_paginas_abertas_em_ordem(banco: str, maria: Usuario) -> None:
    url, processo = iniciar_eventos(banco)

    with Pagina(url, sessao_de(maria)) as pagina:
        processo.send_signal(signal.SIGTERM)

        # A stream that is cut instead of ended raises an error here.
        assert pagina.proximo() is None
        assert processo.wait(PRAZO) == 0


def test_sigkill_do_processo_leva_os_que_ele_abriu(banco: str) -> None:
    _url, processo = iniciar_eventos(banco)
    filhos = psutil.Process(processo.pid).children(recursive=True)

    processo.kill()
    _acabaram, vivos = psutil.wait_procs(filhos, timeout=PRAZO)

    assert processo.wait(PRAZO) == -signal.SIGKILL
    assert filhos
    assert vivos == []
