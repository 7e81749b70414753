"""Who is not let in by `enlace eventos`, over its socket."""

from collections.abc import Callable
from contextlib import closing
from http.client import HTTPConnection

import pytest
import requests
from django.test import Client

from enlace.contas.models import Usuario
from enlace.painel.eventos.difusao import FLUXOS_POR_USUARIO
from enlace.painel.eventos.tests.apoio import PRAZO, Pagina
from enlace.painel.eventos.tests.sessoes import FINS, TABELAS, cookies, navegador_de, sessao_de

pytestmark = pytest.mark.django_db(transaction=True, available_apps=TABELAS)


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
