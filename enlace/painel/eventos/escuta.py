"""The one connection of a process on which PostgreSQL tells what happened (LISTEN)."""

import asyncio
import json
import logging
from typing import Any, Final

import psycopg
from django.conf import settings
from django.db import DatabaseError, InterfaceError
from django.db import connection as conexao_do_django
from django.db.models import BigIntegerField
from psycopg import AsyncConnection, sql

from enlace.painel.eventos.difusao import Difusao
from enlace.painel.eventos.leitor import VIVA
from enlace.pbx.ligacao import CANAL

_PRIMEIRA_PAUSA: Final = 0.2
_MAIOR_PAUSA: Final = 10.0
# Silence is what one hears of a quiet day and of a connection that leads nowhere: after so long of it one asks, and waits so long.
_SILENCIO: Final = 10.0
_ESPERA: Final = 5.0
# Keys are bigint: a number with more digits than that is none of ours.
_MAIOR_AVISO: Final = 100
_log = logging.getLogger(__name__)


async def escutar(difusao: Difusao) -> None:
    """Hand on what happens until cancelled; a lost connection is opened again, with growing pauses.

    Nothing that was missed meanwhile is told again by PostgreSQL: so each new connection begins by telling everybody how things
    stand, after LISTEN, so that nothing falls between the two. What cannot be read, or not heard at the second attempt either, ends
    the streams: no page shall look as if it listened when nobody tells it anything.
    """
    pausa = _PRIMEIRA_PAUSA
    while True:
        try:
            async with await AsyncConnection.connect(**_parametros(), autocommit=True) as conexao:
                await _perguntar(conexao, sql.SQL("listen {}").format(sql.Identifier(CANAL)))
                await difusao.situar_todos()
                pausa = _PRIMEIRA_PAUSA
                await _ouvir(conexao, difusao)
        except (psycopg.Error, TimeoutError) as erro:
            if pausa > _PRIMEIRA_PAUSA:
                difusao.soltar()
            # The driver's words may quote the address, and with it the password.
            _log.warning("escuta de eventos interrompida (%s); nova tentativa em %.1f s", type(erro).__name__, pausa)
        except (DatabaseError, InterfaceError) as erro:
            difusao.soltar()
            _log.warning("leitura de eventos sem resposta (%s); páginas soltas", type(erro).__name__)
        except Exception:  # noqa: BLE001 - said below
            # A mistake of ours must not leave a thousand pages open and deaf.
            difusao.soltar()
            _log.exception("escuta de eventos interrompida")
        await asyncio.sleep(pausa)
        pausa = min(2 * pausa, _MAIOR_PAUSA)


async def _ouvir(conexao: AsyncConnection, difusao: Difusao) -> None:
    """Hand on notices for as long as the other end answers. Raises psycopg.Error or TimeoutError."""
    while True:
        # All that came since the last round, equal ones once: the row is read after all of them.
        avisos = {aviso.payload: None async for aviso in conexao.notifies(timeout=_SILENCIO, stop_after=1)}
        for texto in avisos:
            await _repassar(texto, difusao)
        if not avisos:
            await _perguntar(conexao, sql.SQL("select 1"))


async def _perguntar(conexao: AsyncConnection, comando: sql.SQL | sql.Composed) -> None:
    async with asyncio.timeout(_ESPERA):
        await conexao.execute(comando)


async def _repassar(texto: str, difusao: Difusao) -> None:
    try:
        id_usuario, id_ligacao = _chaves(texto)
    except (ValueError, TypeError, KeyError):
        # Every role of the database may notify.
        _log.warning("aviso ilegível no canal %s", CANAL)
        return
    await difusao.avisar(id_usuario=id_usuario, id_ligacao=id_ligacao)


def _chaves(texto: str) -> tuple[int, int]:
    """User and call of a notice. Raises ValueError, TypeError or KeyError for what is none."""
    if len(texto) > _MAIOR_AVISO:
        raise ValueError(texto)
    aviso = json.loads(texto)
    id_usuario, id_ligacao = aviso["usuario"], aviso["ligacao"]
    if type(id_usuario) is not int or type(id_ligacao) is not int or max(id_usuario, id_ligacao) > BigIntegerField.MAX_BIGINT:
        raise ValueError(texto)
    return id_usuario, id_ligacao


def _parametros() -> dict[str, Any]:  # what psycopg takes is text, numbers and more
    banco = settings.AMBIENTE.banco
    return {"application_name": "enlace eventos", **VIVA, **banco, "dbname": conexao_do_django.settings_dict["NAME"]}
