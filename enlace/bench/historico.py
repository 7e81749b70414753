"""Thirteen months of sessions for the customers of the bench, made in the database itself: tens of millions in minutes.

Everybody has the same number of sessions, so a provider with a hundred times the sessions has a hundred times the customers, and an
answer is as long in one as in the other: what is compared is the size of the table. Each session has another address, as with
addresses that are lent.
"""

import datetime as dt
import math
from collections.abc import Iterator
from typing import Any, Final
from zoneinfo import ZoneInfo

import psycopg
from django.conf import settings
from psycopg import sql

POR_CLIENTE: Final = 200
DIAS: Final = 395
PASSO: Final = dt.timedelta(days=DIAS) / POR_CLIENTE
# Who is not connected now: one of this many.
DESCONECTADO_A_CADA: Final = 8
_MEMORIA: Final = "256MB"
# Far from any divisor of the number of customers, so that lent addresses go around.
_SALTO: Final = 7919

# Session k of customer c, counted from the newest. The open ones are those with k = 0, never heard of, so that nobody takes
# them for gone. Without indexes: they are made when the table becomes a month of the accounting.
_SESSOES = """
with pessoa as materialized (
    select c, 'cliente' || c as login, upper(lpad(to_hex(c), 12, '0')::macaddr::text) as mac
    from generate_series(1, %(clientes)s) c
),
emprestado as materialized (
    select
        n,
        inet '100.64.0.0' + n as ipv4,
        format('2804:11:%%s:%%s::/64', to_hex(n >> 16), to_hex(n & 65535))::inet as wan,
        format('2804:10:%%s:%%s00::/56', to_hex(n >> 8), to_hex(n & 255))::inet as lan
    from generate_series(0, %(clientes)s - 1) n
)
insert into {tabela} (
    radacctid, acctsessionid, acctuniqueid, username, id_cliente_servico, nasipaddress, nas_origem, nasportid, nasporttype,
    acctstarttime, acctupdatetime, acctstoptime, acctsessiontime, acctinputoctets, acctoutputoctets, calledstationid,
    callingstationid, acctterminatecause, framedipaddress, framedipv6prefix, delegatedipv6prefix
)
select
    k::bigint * %(clientes)s + c,
    to_hex(c) || '-' || k,
    md5(c || '-' || k),
    login,
    c,
    '10.0.0.2',
    '10.0.0.2',
    'ether1',
    'Ethernet',
    inicio,
    fim,
    fim,
    extract(epoch from coalesce(fim, %(agora)s) - inicio),
    c * 1000003::bigint,
    c * 9000011::bigint,
    'service1',
    mac,
    case when fim is not null then 'User-Request' end,
    ipv4,
    wan,
    lan
from generate_series(%(do)s::int, %(ao)s::int) k
cross join pessoa
join emprestado on n = mod(c + k::bigint * %(salto)s, %(clientes)s)::int
cross join lateral (
    select
        -- When the newest session of this customer began.
        %(agora)s - make_interval(secs => mod(c * 104729::bigint, extract(epoch from %(passo)s)::bigint)) as ultima
) o
cross join lateral (
    select
        ultima - k * %(passo)s as inicio,
        case when k > 0 then ultima - (k - 1) * %(passo)s - interval '4 minutes' end as fim
) s
where {quais}
"""


def ipv4(n: int) -> str:
    """One of the addresses that are lent, from 0 on; as many as there are customers."""
    return f"100.{64 + (n >> 16)}.{n >> 8 & 255}.{n & 255}"


def ipv6_lan(n: int) -> str:
    """An address within one of the networks that are lent, numbered alike."""
    return f"2804:10:{n >> 8:x}:{n & 255:x}01::1"


def feito(conexao: "psycopg.Connection[Any]") -> bool:
    """Whether it was made to its end: the open sessions are written last."""
    return conexao.execute("select from radacct_aberta where acctuniqueid = md5('1-0')").rowcount > 0


def criar(conexao: "psycopg.Connection[Any]", clientes: int, *, agora: dt.datetime) -> None:
    """Replace all sessions of a provider of `clientes` customers by `POR_CLIENTE` of each, the newest of which is open."""
    conexao.execute(
        sql.SQL("set maintenance_work_mem = {}; set synchronous_commit = off; set jit = off").format(sql.Literal(_MEMORIA))
    )
    conexao.execute("truncate radacct")
    for mes in _existentes(conexao):
        conexao.execute(sql.SQL("drop table {}").format(sql.Identifier(mes)))
    for inicio, fim in _meses(agora):
        _fazer_mes(conexao, clientes, agora=agora, inicio=inicio, fim=fim)
    _inserir(
        conexao,
        "radacct_aberta",
        clientes,
        agora=agora,
        sessoes=(0, 0),
        quais=sql.SQL("mod(c, {}) <> 0").format(DESCONECTADO_A_CADA),
    )
    conexao.execute("select setval(pg_get_serial_sequence('radacct', 'radacctid'), max(radacctid)) from radacct")
    conexao.execute("vacuum analyze radacct")


def _existentes(conexao: "psycopg.Connection[Any]") -> list[str]:
    linhas = conexao.execute(
        "select inhrelid::regclass::text from pg_inherits where inhparent = 'radacct'::regclass and inhrelid <> %s::regclass",
        ["radacct_aberta"],
    )
    return [str(linha[0]) for linha in linhas]


def _meses(agora: dt.datetime) -> Iterator[tuple[dt.datetime, dt.datetime]]:
    """The local months in which sessions ended, from the first one, and the next one."""
    fuso = ZoneInfo(settings.TIME_ZONE)
    inicio = (agora - dt.timedelta(days=DIAS) - PASSO).astimezone(fuso).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    while inicio <= agora + dt.timedelta(days=31):
        fim = (inicio + dt.timedelta(days=32)).replace(day=1)
        yield inicio, fim
        inicio = fim


def _fazer_mes(
    conexao: "psycopg.Connection[Any]", clientes: int, *, agora: dt.datetime, inicio: dt.datetime, fim: dt.datetime
) -> None:
    """Fill a table and attach it: the indexes of a month are then made by sorting, several times as fast as row by row."""
    nome = f"radacct_{inicio:%Y%m}"
    tabela = sql.Identifier(nome)
    conexao.execute(sql.SQL("create table {} (like radacct)").format(tabela))
    sessoes = max(1, math.floor((agora - fim) / PASSO)), min(POR_CLIENTE - 1, math.ceil((agora - inicio) / PASSO) + 1)
    quais = sql.SQL("fim >= {} and fim < {}").format(inicio, fim)
    _inserir(conexao, nome, clientes, agora=agora, sessoes=sessoes, quais=quais)
    conexao.execute(
        sql.SQL("alter table radacct attach partition {} for values from ({}) to ({})").format(
            tabela, inicio.isoformat(), fim.isoformat()
        )
    )
    conexao.execute(sql.SQL("create index {} on {} (acctuniqueid)").format(sql.Identifier(f"{nome}_unico"), tabela))


def _inserir(
    conexao: "psycopg.Connection[Any]",
    tabela: str,
    clientes: int,
    *,
    agora: dt.datetime,
    sessoes: tuple[int, int],
    quais: sql.Composable,
) -> None:
    instrucao = sql.SQL(_SESSOES).format(tabela=sql.Identifier(tabela), quais=quais)
    parametros = {"clientes": clientes, "agora": agora, "passo": PASSO, "salto": _SALTO, "do": sessoes[0], "ao": sessoes[1]}
    psycopg.ClientCursor(conexao).execute(instrucao, parametros)
