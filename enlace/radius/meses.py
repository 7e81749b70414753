"""The monthly tables of the sessions and of the accesses: made ahead, and dropped when they are old enough.

Both need the parent table for themselves for an instant. Behind whoever waits for that, accounting waits too: so nobody waits long
here, and what did not get its turn is left to the next run.
"""

import logging
from collections.abc import Callable
from datetime import date
from typing import Final

from django.conf import settings
from django.db import OperationalError, connection, transaction
from django.db.backends.utils import CursorWrapper
from psycopg import errors, sql

from enlace.auditoria.registro import Autor, registrar
from enlace.configuracao.models import ConfiguracaoRadius
from enlace.core import datas

MESES_A_FRENTE: Final = 3
# Records of connection are kept for a year (Marco Civil da Internet, Lei 12.965/2014, art. 13), whatever the settings say.
MENOR_GUARDA_DE_SESSOES: Final = 12
SESSOES: Final = "radacct"
ACESSOS: Final = "radius_acesso"

# A NAS asks again after some three seconds, and again; nobody notices one.
_ESPERA: Final = "1s"
_log = logging.getLogger(__name__)


def garantir_meses(*, hoje: date) -> None:
    """Make the tables of this month, the last one (sessions that ended while nobody listened) and the next ones. Safe to repeat."""
    for tabela in (SESSOES, ACESSOS):
        feitos = {mes for mes, _nome in _mensais(tabela)}
        for mes in (datas.meses_depois(hoje, n, dia=1) for n in range(-1, MESES_A_FRENTE + 1)):
            if mes not in feitos:
                _tentar(f"criar {tabela} de {mes:%m/%Y}", _criacao(tabela, mes))


def apagar_meses_antigos(*, hoje: date, autor: Autor) -> list[str]:
    """Drop the tables of the months that need not be kept any longer, and record which; their names, oldest first.

    Kept are the month of `hoje` and as many whole ones before it as the settings say. Safe to repeat.
    """
    configuracao = ConfiguracaoRadius.atual()
    guardas = {
        SESSOES: max(configuracao.meses_de_sessoes, MENOR_GUARDA_DE_SESSOES),
        ACESSOS: max(configuracao.meses_de_acessos, 1),
    }
    apagados = []
    for tabela, meses in guardas.items():
        primeiro = datas.meses_depois(hoje, -meses, dia=1)
        for mes, nome in _mensais(tabela):
            if mes < primeiro and _tentar(f"apagar {nome}", _remocao(nome, configuracao, autor)):
                apagados.append(nome)
        if tabela == SESSOES:
            _apagar_enderecos(ate=primeiro)
    return apagados


def guardadas_desde() -> date | None:
    """The first day of the sessions that are kept; None while no month has its table."""
    return min((mes for mes, _nome in _mensais(SESSOES)), default=None)


def _apagar_enderecos(*, ate: date) -> None:
    """Forget the addresses that sessions had had before others, as the months of sessions are forgotten."""
    with connection.cursor() as cursor:
        cursor.execute("delete from radacct_endereco where ate < %s::timestamp at time zone %s", [ate, settings.TIME_ZONE])


def _mensais(tabela: str) -> list[tuple[date, str]]:
    """The months that have a table, and its name; never the one of the open sessions."""
    with connection.cursor() as cursor:
        cursor.execute(
            """select to_date(right(c.relname, 6), 'YYYYMM'), c.relname
               from pg_inherits i
               join pg_class c on c.oid = i.inhrelid
               where i.inhparent = %(tabela)s::regclass
                   and c.relname ~ concat('^', %(tabela)s, '_[0-9]{6}$')
               order by c.relname""",
            {"tabela": tabela},
        )
        return list(cursor.fetchall())


def _criacao(tabela: str, mes: date) -> Callable[[CursorWrapper], None]:
    def criar(cursor: CursorWrapper) -> None:
        cursor.execute(f"select {tabela}_criar_mes(%s, %s)", [mes, settings.TIME_ZONE])

    return criar


def _remocao(nome: str, configuracao: ConfiguracaoRadius, autor: Autor) -> Callable[[CursorWrapper], None]:
    def apagar(cursor: CursorWrapper) -> None:
        # PostgreSQL's estimate: counting millions of rows to forget them is no use to anybody. -1: it never looked.
        cursor.execute("select nullif(reltuples, -1)::bigint from pg_class where oid = %s::regclass", [nome])
        (linhas,) = cursor.fetchone()
        registrar(autor, "apagar_mes", configuracao, antes={"tabela": nome, "linhas_mais_ou_menos": linhas}, depois=None)
        cursor.execute(sql.SQL("drop table {}").format(sql.Identifier(nome)))

    return apagar


def _tentar(o_que: str, fazer: Callable[[CursorWrapper], None]) -> bool:
    """Do it in a transaction of its own, unless it would have to wait; whether it was done."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"set local lock_timeout = '{_ESPERA}'")
            fazer(cursor)
    except OperationalError as erro:
        if not isinstance(erro.__cause__, errors.LockNotAvailable | errors.DeadlockDetected):
            raise
        _log.warning("%s fica para a próxima vez: as conexões estavam em uso", o_que)
        return False
    return True
