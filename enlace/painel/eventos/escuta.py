"""The one connection of a process on which PostgreSQL tells what happened (LISTEN)."""

import asyncio
import json
import logging
from typing import Any, Final

import psycopg
from django.conf import settings
from django.db import DatabaseError, InterfaceError
from django.db import connection as conexao_do_django
from psycopg import AsyncConnection, sql

from enlace.painel.eventos.difusao import Difusao
from enlace.pbx.ligacao import CANAL

_PRIMEIRA_PAUSA: Final = 0.2
_MAIOR_PAUSA: Final = 10.0
# A database whose machine is gone says nothing, not even that: the system asks after half a minute of silence (not on sockets).
_VIVA: Final = {"connect_timeout": 10, "keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3}
_log = logging.getLogger(__name__)


async def escutar(difusao: Difusao) -> None:
    """Hand on what happens until cancelled; a lost connection is opened again, with growing pauses.

    Nothing that was missed meanwhile is told again by PostgreSQL: so each new connection begins by telling everybody how things
    stand, after LISTEN, so that nothing falls between the two.
    """
    pausa = _PRIMEIRA_PAUSA
    while True:
        try:
            async with await AsyncConnection.connect(**_parametros(), autocommit=True) as conexao:
                await conexao.execute(sql.SQL("listen {}").format(sql.Identifier(CANAL)))
                await difusao.situar_todos()
                pausa = _PRIMEIRA_PAUSA
                async for aviso in conexao.notifies():
                    await _repassar(aviso.payload, difusao)
        except (psycopg.Error, DatabaseError, InterfaceError) as erro:
            # The driver's words may quote the address, and with it the password.
            _log.warning("escuta de eventos interrompida (%s); nova tentativa em %.1f s", type(erro).__name__, pausa)
        except Exception:  # noqa: BLE001 - said below
            # A mistake of ours must not leave a thousand pages open and deaf.
            _log.exception("escuta de eventos interrompida")
        await asyncio.sleep(pausa)
        pausa = min(2 * pausa, _MAIOR_PAUSA)


async def _repassar(texto: str, difusao: Difusao) -> None:
    try:
        aviso = json.loads(texto)
        id_usuario, id_ligacao = int(aviso["usuario"]), int(aviso["ligacao"])
    except (ValueError, TypeError, KeyError):
        # Every role of the database may notify.
        _log.warning("aviso ilegível no canal %s", CANAL)
        return
    await difusao.avisar(id_usuario=id_usuario, id_ligacao=id_ligacao)


def _parametros() -> dict[str, Any]:  # what psycopg takes is text, numbers and more
    banco = settings.AMBIENTE.banco
    return {"application_name": "enlace eventos", **_VIVA, **banco, "dbname": conexao_do_django.settings_dict["NAME"]}
