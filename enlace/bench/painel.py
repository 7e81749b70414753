"""The daily screens of the panel, each asked a hundred times by one signed-in person: time of the server, and weight.

One connection, one request at a time: what is measured is the server's own work for a page, not a queue before it.
"""

import gzip
import http.client
import random
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import psycopg
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.urls import URLPattern, URLResolver, reverse
from psycopg import sql

from enlace.bench import carga_nua
from enlace.bench.comparacao import Alvo
from enlace.bench.dados import Pessoa
from enlace.contas.models import Usuario
from enlace.painel.urls import AREAS

_VEZES: Final = 100
_AQUECER: Final = 5
_SEMENTE: Final = 17
_EMAIL: Final = "telas@enlace.invalid"
# A key of an address -> the table whose keys it takes; a table without rows leaves the page out, and the report says so.
_TABELAS: Final[Mapping[str, str]] = {
    "id_cliente": "cliente",
    "id_cliente_servico": "cliente_servico",
    "id_contato": "cliente_contato",
    "id_atendimento": "atendimento",
    "id_ordem_servico": "ordem_servico",
    "id_fatura": "fatura",
    "id_pagamento": "pagamento",
    "id_faturamento": "faturamento",
    "id_prospecto": "prospecto",
    "id_alerta": "alerta",
    "id_equipamento": "equipamento",
    "id_caixa_optica": "caixa_optica",
    "id_pop": "pop",
}


@dataclass(frozen=True)
class _Tela:
    """What is asked: its name in the report, and the addresses that it takes by turns."""

    nome: str
    enderecos: list[str]


def medir(alvo: Alvo) -> Iterator[str]:
    """The lines of the report: every address of the panel that answers a GET, and the searches that people type."""
    sorteio = random.Random(_SEMENTE)
    with carga_nua.conectar(alvo.dsn) as conexao:
        telas, sem_linhas = _telas(conexao, sorteio)
    telas += _pedidos(alvo, sorteio)
    cookie = _entrar()
    yield f"| tela do painel ({_VEZES} vezes cada, uma por vez) | p50 ms | p99 ms | kB (gzip) |"
    yield "|---|---:|---:|---:|"
    for tela in telas:
        if linha := _uma(alvo, tela, cookie):
            yield linha
    if sem_linhas:
        yield ""
        yield f"Fora, por não haver linhas neste banco: {', '.join(sem_linhas)}."


def _uma(alvo: Alvo, tela: _Tela, cookie: str) -> str:
    conexao = http.client.HTTPConnection(*alvo.endereco, timeout=60)
    tempos: list[float] = []
    maior = 0
    for vez in range(_AQUECER + _VEZES):
        inicio = time.perf_counter()
        conexao.request("GET", tela.enderecos[vez % len(tela.enderecos)], headers={"Cookie": cookie})
        resposta = conexao.getresponse()
        corpo = resposta.read()
        if vez >= _AQUECER:
            tempos.append(1000 * (time.perf_counter() - inicio))
        if resposta.status in {302, 405}:
            # Leads elsewhere, or is only for doing something: no page of its own.
            return ""
        if resposta.status != http.client.OK:
            raise ConnectionError(f"{tela.nome}: {resposta.status}")
        maior = max(maior, len(gzip.compress(corpo, 6)))
    conexao.close()
    tempos.sort()
    return f"| {tela.nome} | {tempos[len(tempos) // 2]:.1f} | {tempos[int(0.99 * len(tempos))]:.1f} | {maior / 1000:.1f} |"


def _telas(conexao: "psycopg.Connection[Any]", sorteio: random.Random) -> tuple[list[_Tela], list[str]]:
    """Every address with rows that exist, and the names of those whose tables are empty."""
    telas, sem_linhas = [], []
    for nome, padrao in _rotas(AREAS, "painel"):
        nomes = list(padrao.pattern.converters)
        if any(chave not in _TABELAS for chave in nomes):
            continue
        chaves = {chave: _chaves(conexao, _TABELAS[chave], chave, sorteio) for chave in nomes}
        if all(chaves.values()):
            enderecos = [reverse(nome, kwargs={chave: sorteio.choice(chaves[chave]) for chave in nomes}) for _ in range(_VEZES)]
            telas.append(_Tela(nome.removeprefix("painel:"), enderecos if nomes else enderecos[:1]))
        else:
            sem_linhas.append(nome.removeprefix("painel:"))
    return telas, sem_linhas


def _rotas(padroes: "list[URLPattern | URLResolver]", prefixo: str) -> Iterator[tuple[str, URLPattern]]:
    for padrao in padroes:
        if isinstance(padrao, URLResolver):
            yield from _rotas(padrao.url_patterns, f"{prefixo}:{padrao.namespace}" if padrao.namespace else prefixo)
        else:
            yield f"{prefixo}:{padrao.name}", padrao


def _chaves(conexao: "psycopg.Connection[Any]", tabela: str, coluna: str, sorteio: random.Random) -> list[int]:
    """Up to a hundred keys, spread over the table."""
    maior = sql.SQL("select coalesce(max({0}), 0) from {1}").format(sql.Identifier(coluna), sql.Identifier(tabela))
    ate = int((conexao.execute(maior).fetchone() or (0,))[0])
    achar = sql.SQL("select {0} from {1} where {0} >= %s order by {0} limit 1").format(
        sql.Identifier(coluna), sql.Identifier(tabela)
    )
    linhas = [conexao.execute(achar, [sorteio.randint(1, max(1, ate))]).fetchone() for _ in range(_VEZES if ate else 0)]
    return [int(linha[0]) for linha in linhas if linha]


def _pedidos(alvo: Alvo, sorteio: random.Random) -> list[_Tela]:
    """What people type into the box and choose in the lists."""
    pessoas = [Pessoa(sorteio.randint(1, alvo.clientes)) for _ in range(_VEZES)]
    busca, clientes, faturas, fila = "/painel/busca/sugestoes/", "/painel/clientes/", "/painel/faturas/", "/painel/atendimentos/"
    return [
        _Tela("busca: parte comum do nome", [f"{busca}?q={termo}" for termo in ("maria", "silva", "jose", "ana", "costa", "ma")]),
        _Tela("busca: CPF", [f"{busca}?q={pessoa.cpf_cnpj}" for pessoa in pessoas]),
        _Tela("busca: telefone", [f"{busca}?q={pessoa.telefone}" for pessoa in pessoas]),
        _Tela("busca: login", [f"{busca}?q={pessoa.login}" for pessoa in pessoas]),
        _Tela("busca: IP da sessão", [f"{busca}?q={pessoa.ipv4}" for pessoa in pessoas]),
        _Tela("busca: MAC", [f"{busca}?q={pessoa.mac}" for pessoa in pessoas]),
        _Tela("clientes por nome comum", [f"{clientes}?q={termo}" for termo in ("maria", "silva", "jose", "ana")]),
        _Tela("clientes por situação", [f"{clientes}?situacao={estado}" for estado in ("servico_habilitado", "suspenso_debito")]),
        _Tela("clientes, ordenados pelo nome, página 50", [f"{clientes}?ordem=1&pagina=50"]),
        _Tela("faturas vencidas", [f"{faturas}?situacao=vencida"]),
        _Tela("faturas pagas", [f"{faturas}?situacao=paga"]),
        _Tela("atendimentos de todos", [f"{fila}?quem=todos"]),
        _Tela("atendimentos fechados", [f"{fila}?quem=todos&situacao=fechados"]),
    ]


def _entrar() -> str:
    """The cookie of a session of somebody who may do everything."""
    pessoa, _nova = Usuario.objects.get_or_create(
        email=_EMAIL, defaults={"nome": "Medição das telas", "is_staff": True, "is_superuser": True, "password": "!"}
    )
    return cookie_de(pessoa)


def cookie_de(pessoa: Usuario) -> str:
    """A new session of a person, as a browser sends it."""
    sessao = SessionStore()
    sessao[SESSION_KEY] = str(pessoa.pk)
    sessao[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    sessao[HASH_SESSION_KEY] = pessoa.get_session_auth_hash()
    sessao.create()
    return f"{settings.SESSION_COOKIE_NAME}={sessao.session_key}"
