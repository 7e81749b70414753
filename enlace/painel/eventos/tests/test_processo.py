"""`enlace eventos` itself, over its socket, with sessions of the real tables."""

import json
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from datetime import timedelta
from http.client import HTTPConnection

import psutil
import psycopg
import pytest
import requests
from django.contrib.auth.models import Permission
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client

from enlace.auditoria.registro import Autor
from enlace.clientes.models import Cliente
from enlace.contas.models import Usuario
from enlace.core.datas import agora
from enlace.painel.eventos.difusao import FLUXOS_POR_USUARIO
from enlace.painel.eventos.tests.apoio import PRAZO, Pagina, iniciar_eventos, processo_de_eventos
from enlace.pbx.ligacao import CANAL, Chamada, cancelar, notificar
from enlace.pbx.models import Ligacao
from enlace.projeto.ambiente import ler_banco

# Without a transaction, so that the other process sees what a test writes; these tables are emptied afterwards.
_TABELAS = ["enlace.contas", "enlace.pbx", "enlace.clientes", "enlace.auditoria", "django.contrib.sessions"]
pytestmark = pytest.mark.django_db(transaction=True, available_apps=_TABELAS)

Cookies = dict[str, str]


@pytest.fixture(scope="module")
def banco(django_db_setup: None) -> str:  # noqa: ARG001 - makes the database
    """The address of the tests' database, for other processes."""
    partes = {**ler_banco(os.environ["DATABASE_URL"]), "dbname": connection.settings_dict["NAME"]}
    return "postgresql:///?" + "&".join(f"{chave}={valor}" for chave, valor in partes.items())


@pytest.fixture(scope="module")
def eventos(banco: str) -> Iterator[str]:
    """The address of a running stream."""
    with processo_de_eventos(banco) as url:
        yield url


@pytest.fixture
def maria() -> Usuario:
    return Usuario.objects.create(nome="Maria", email="maria@provedor.example", is_staff=True, ramal="201")


@pytest.fixture
def jose() -> Usuario:
    return Usuario.objects.create(nome="José", email="jose@provedor.example", is_staff=True, ramal="202")


def navegador_de(usuario: Usuario) -> Client:
    navegador = Client()
    navegador.force_login(usuario)
    return navegador


def cookies(navegador: Client) -> Cookies:
    return {"sessionid": navegador.cookies["sessionid"].value}


def sessao_de(usuario: Usuario) -> Cookies:
    return cookies(navegador_de(usuario))


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


def _sair(_usuario: Usuario, navegador: Client) -> None:
    navegador.logout()


def _desativar(usuario: Usuario, _navegador: Client) -> None:
    Usuario.objects.filter(pk=usuario.pk).update(is_active=False)


def _tirar_do_painel(usuario: Usuario, _navegador: Client) -> None:
    Usuario.objects.filter(pk=usuario.pk).update(is_staff=False)


def _trocar_senha(usuario: Usuario, _navegador: Client) -> None:
    Usuario.objects.filter(pk=usuario.pk).update(password="outra")


def _vencer(_usuario: Usuario, _navegador: Client) -> None:
    Session.objects.update(expire_date=agora() - timedelta(seconds=1))


FINS = [_sair, _desativar, _tirar_do_painel, _trocar_senha, _vencer]


@pytest.mark.parametrize("acabar", FINS)
def test_fim_da_sessao_encerra_o_que_ela_abriu(eventos: str, maria: Usuario, acabar: Callable[[Usuario, Client], None]) -> None:
    navegador = navegador_de(maria)

    with Pagina(eventos, cookies(navegador)) as pagina:
        acabar(maria, navegador)

        assert pagina.proximo() is None


@pytest.mark.parametrize("acabar", FINS)
def test_sessao_que_acabou_nao_abre_nada(eventos: str, maria: Usuario, acabar: Callable[[Usuario, Client], None]) -> None:
    navegador = navegador_de(maria)
    sessao = cookies(navegador)
    acabar(maria, navegador)

    resposta = requests.get(eventos, cookies=sessao, timeout=PRAZO)

    assert resposta.status_code == 401
    assert resposta.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("chave", ["", "x", "a" * 32, "A" * 32, "a" * 31 + "\x00", "a" * 5000, "'; drop table usuario; --"])
def test_sessao_que_nunca_houve_nao_abre_nada(eventos: str, chave: str) -> None:
    resposta = requests.get(eventos, headers={"Cookie": f'sessionid="{chave}"'.encode("unicode_escape")}, timeout=PRAZO)

    assert resposta.status_code == 401


def test_ouvir_nao_prolonga_a_sessao_nem_a_apaga(eventos: str, maria: Usuario) -> None:
    sessao = sessao_de(maria)
    antes = Session.objects.values().get()

    with Pagina(eventos, sessao) as pagina:
        _trocar_senha(maria, Client())
        assert pagina.proximo() is None

    assert Session.objects.values().get() == antes


def test_host_desconhecido_outro_caminho_e_outro_metodo_sao_recusados(eventos: str, maria: Usuario) -> None:
    sessao = sessao_de(maria)

    assert requests.get(eventos, cookies=sessao, headers={"Host": "outro.example"}, timeout=PRAZO).status_code == 400
    assert requests.get(f"{eventos}x", cookies=sessao, timeout=PRAZO).status_code == 404
    assert requests.get(eventos.replace("/eventos/", "/"), cookies=sessao, timeout=PRAZO).status_code == 404
    for metodo in ("HEAD", "POST", "PUT", "DELETE", "OPTIONS"):
        resposta = requests.request(metodo, eventos, cookies=sessao, timeout=PRAZO)
        assert (resposta.status_code, resposta.headers["Allow"]) == (405, "GET")


@pytest.mark.parametrize("modo", ["no-cors", "navigate", "websocket", "same-origin"])
def test_o_que_nao_pede_como_uma_pagina_que_ouve_e_recusado(eventos: str, maria: Usuario, modo: str) -> None:
    resposta = requests.get(eventos, cookies=sessao_de(maria), headers={"Sec-Fetch-Mode": modo}, timeout=PRAZO)

    assert resposta.status_code == 403
    assert resposta.headers["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize("nome", ["Host", "Origin", "Cookie"])
def test_cabecalho_repetido_e_recusado(eventos: str, maria: Usuario, nome: str) -> None:
    servidor = eventos.split("/")[2]
    cabecalhos = [("Host", servidor), ("Origin", f"http://{servidor}"), ("Cookie", f"sessionid={sessao_de(maria)['sessionid']}")]
    repetido = [par for par in cabecalhos if par[0] == nome]

    def pedir(cabecalhos: list[tuple[str, str]]) -> int:
        conexao = HTTPConnection(servidor, timeout=PRAZO)
        with closing(conexao):
            conexao.putrequest("GET", "/eventos/", skip_host=True)
            for par in cabecalhos:
                conexao.putheader(*par)
            conexao.endheaders()
            return conexao.getresponse().status

    assert pedir(cabecalhos) == 200
    assert pedir(cabecalhos + repetido) == 400


def test_um_usuario_nao_toma_todos_os_lugares(eventos: str, maria: Usuario, jose: Usuario) -> None:
    sessao = sessao_de(maria)
    paginas = [Pagina(eventos, sessao).__enter__() for _ in range(FLUXOS_POR_USUARIO)]

    demais = requests.get(eventos, cookies=sessao, timeout=PRAZO)
    with Pagina(eventos, sessao_de(jose)):
        pass
    for pagina in paginas:
        pagina.resposta.close()

    assert demais.status_code == 429
    assert int(demais.headers["Retry-After"]) > 0


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
