"""From the exchange's call over the API to the open page, through everything that `enlace demo` starts."""

import asyncio
from collections.abc import Iterator

import psycopg
import pytest
import requests

from enlace.painel.eventos.tests.apoio import PRAZO, Pagina, entrar, onde_estao_os_eventos
from tests.demonstracao import Api

pytestmark = pytest.mark.xdist_group("demo")
BASE = "/api/v1/integracao/pbx/ligacao"
# The telephone of customer 11201 in the demonstration.
CHAMADA = {"ramal": 111, "telefone": 37999912222}


def test_ligacao_notificada_chega_a_pagina_aberta_e_a_cancelada_a_fecha(api: Api) -> None:
    navegador = entrar(api.url)
    eventos = onde_estao_os_eventos(api.url)
    api.pedir("POST", f"{BASE}/cancelar", json={"ramal": 111})

    with Pagina(eventos, dict(navegador.cookies), origem=api.url) as pagina:
        assert api.pedir("POST", f"{BASE}/notificar", json={**CHAMADA, "id_cliente": 11201}).json()["status"] == "success"
        chegou = pagina.esperar("ligacao")
        assert api.pedir("POST", f"{BASE}/cancelar", json=CHAMADA).json()["status"] == "success"
        # The page may be told of older calls too, of other tests.
        while pagina.esperar("ligacao_encerrada").dados != chegou.dados["id_ligacao"]:
            pass

    assert chegou.dados["ramal"] == "111"
    assert chegou.dados["cliente"]["id_cliente"] == 11201
    assert pagina.resposta.headers["Access-Control-Allow-Origin"] == api.url
    assert pagina.resposta.headers["Access-Control-Allow-Credentials"] == "true"


def test_pagina_de_outro_endereco_nao_le_eventos_nem_com_a_sessao(api: Api) -> None:
    navegador = entrar(api.url)
    eventos = onde_estao_os_eventos(api.url)

    for origem in ("https://outro.example", "http://127.0.0.1:1", "null", api.url.replace("http:", "https:")):
        resposta = requests.get(eventos, cookies=navegador.cookies, headers={"Origin": origem}, timeout=PRAZO)

        assert resposta.status_code == 403, origem
        assert "Access-Control-Allow-Origin" not in resposta.headers


PESSOAS = [f"pessoa{numero}@enlace.exemplo" for numero in range(10)]
PAGINAS_DE_CADA = 20


@pytest.fixture
def pessoas(api: Api) -> Iterator[list[str]]:
    """Ten more users of the panel, with the administrator's password and the extensions 900 to 909; their e-mails."""
    with psycopg.connect(api.banco, autocommit=True) as conexao:
        conexao.execute(
            "insert into usuario (nome, email, password, is_active, is_staff, is_superuser, tecnico, data_cadastro, ramal)"
            " select 'Pessoa', nova.email, modelo.password, true, true, false, false, now(), (899 + ordem)::text"
            " from unnest(%s::text[]) with ordinality as nova (email, ordem), usuario as modelo where modelo.id_usuario = 2",
            [PESSOAS],
        )
        yield PESSOAS
        conexao.execute("update usuario set is_active = false, ramal = null where email = any(%s)", [PESSOAS])


def test_duzentas_paginas_abertas_ouvem_cada_uma_a_sua_ligacao_e_a_api_continua_atendendo(api: Api, pessoas: list[str]) -> None:
    eventos = onde_estao_os_eventos(api.url)
    sessoes = [entrar(api.url, pessoa).cookies["sessionid"] for pessoa in pessoas]

    recebidos = asyncio.run(ouvir(api, eventos, [sessao for sessao in sessoes for _ in range(PAGINAS_DE_CADA)]))

    assert len(recebidos) == 200
    for ordem, corpo in enumerate(recebidos):
        assert corpo.count("event: ligacao\n") == 1
        assert f'"ramal": "{900 + ordem // PAGINAS_DE_CADA}"' in corpo


async def ouvir(api: Api, eventos: str, sessoes: list[str]) -> list[str]:
    """What each of as many pages reads, from its opening to its first event; the calls ring when all of them are open."""
    paginas = await asyncio.gather(*(abrir(eventos, sessao) for sessao in sessoes))
    for ramal in range(900, 910):
        resposta = await asyncio.to_thread(api.pedir, "POST", f"{BASE}/notificar", json={"ramal": ramal, "telefone": ramal})
        assert resposta.json()["status"] == "success"
        assert (await asyncio.to_thread(api.consultar, "rede/pop")).json()["status"] == "success"
    async with asyncio.timeout(PRAZO):
        recebidos = await asyncio.gather(*(pagina.readuntil(b"event: ligacao\n") for pagina, _ in paginas))
        dados = await asyncio.gather(*(pagina.readuntil(b"}\n") for pagina, _ in paginas))
    for _, escrita in paginas:
        escrita.close()
    return [(inicio + resto).decode() for inicio, resto in zip(recebidos, dados, strict=True)]


async def abrir(eventos: str, sessao: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """A stream that has answered: from here on it is entered."""
    _, _, servidor, caminho = eventos.split("/", 3)
    host, porta = servidor.split(":")
    leitura, escrita = await asyncio.open_connection(host, int(porta))
    escrita.write(f"GET /{caminho} HTTP/1.1\r\nHost: {servidor}\r\nCookie: sessionid={sessao}\r\n\r\n".encode())
    async with asyncio.timeout(PRAZO):
        assert (await leitura.readline()).startswith(b"HTTP/1.1 200")
        await leitura.readuntil(b"retry: 3000\n\n")
    return leitura, escrita
