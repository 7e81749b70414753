"""The trace of personal data read through the API, kept without making the reader wait.

A request leaves its reading in a list of the process; one thread writes what has come together, at most a second later, with COPY
on a connection of its own. What is still there when the process ends is written then. The list is bounded: while the database
is away it keeps `LIMITE` readings, and the log says how many more were lost.
"""

import json
import logging
import os
import threading
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from multiprocessing.util import Finalize
from typing import Final

from django.db import DEFAULT_DB_ALIAS, DatabaseError, InterfaceError, OperationalError, connections

LIMITE: Final = 50_000
INTERVALO_S: Final = 1.0

_COPIAR = "copy auditoria_leitura (quando, cliente_api, id_usuario, endereco_ip, rota, filtros, pessoas) from stdin"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class LeituraFeita:
    """One reading: when, by whom, of what. `filtros` is what was asked for; `pessoas` how many people the answer held."""

    quando: datetime
    cliente_api: str
    id_usuario: int
    endereco_ip: str | None
    rota: str
    filtros: Mapping[str, object]
    pessoas: int


class Caderno:
    """The list of a process and the thread that empties it. Safe between threads and across `fork`."""

    _trava: threading.Lock
    _gravacao: threading.Lock
    _ha_pendentes: threading.Event
    _fim: threading.Event
    _pendentes: deque[LeituraFeita]
    _perdidas: int
    _linha: threading.Thread | None

    def __init__(self, *, limite: int = LIMITE, intervalo: float = INTERVALO_S) -> None:
        self._limite = limite
        self._intervalo = intervalo
        self._comecar_vazio()
        # A child must neither wait for a lock that a thread of its parent held nor write the parent's readings again.
        os.register_at_fork(after_in_child=self._comecar_vazio)

    def anotar(self, leitura: LeituraFeita) -> None:
        """Keep a reading until the next batch."""
        with self._trava:
            if len(self._pendentes) >= self._limite:
                self._perdidas += 1
                return
            self._pendentes.append(leitura)
            if self._linha is None or not self._linha.is_alive():
                self._iniciar()
        self._ha_pendentes.set()

    def gravar(self) -> None:
        """Write what is pending, now and in this thread. Raises OperationalError, with nothing lost, when the database is away."""
        with self._gravacao:
            lote = self._retirar()
            if not lote:
                return
            try:
                _copiar(lote)
            except (OperationalError, InterfaceError):
                self._devolver(lote)
                raise
            except DatabaseError:
                # One that the database does not take must cost no other its trace.
                _log.exception("um lote de leituras foi recusado; gravando uma a uma")
                self._gravar_uma_a_uma(lote)
            self._contar_perdidas()

    def encerrar(self) -> None:
        """Stop the thread and write the rest; for the end of a process. A later reading starts it again."""
        with self._trava:
            linha, self._linha = self._linha, None
        self._fim.set()
        self._ha_pendentes.set()
        if linha is not None and linha is not threading.current_thread():
            linha.join(timeout=10 * self._intervalo)
        try:
            self.gravar()
        except (OperationalError, InterfaceError):
            _log.error("%d leituras perdidas: o banco de dados não respondeu até o fim do processo", len(self._pendentes))

    def _comecar_vazio(self) -> None:
        self._trava = threading.Lock()
        self._gravacao = threading.Lock()
        self._ha_pendentes = threading.Event()
        self._fim = threading.Event()
        self._pendentes = deque()
        self._perdidas = 0
        self._linha = None

    def _iniciar(self) -> None:
        self._fim = threading.Event()
        self._linha = threading.Thread(target=self._trabalhar, args=(self._fim,), name="leituras", daemon=True)
        self._linha.start()
        # Unlike `atexit`, this also runs at the end of the worker processes of a multiprocessing server.
        Finalize(None, self.encerrar, exitpriority=100)

    def _trabalhar(self, fim: threading.Event) -> None:
        avisado = False
        while not fim.is_set():
            self._ha_pendentes.wait()
            # What comes within this time goes in the same batch.
            fim.wait(self._intervalo)
            self._ha_pendentes.clear()
            try:
                self.gravar()
                avisado = False
            except (OperationalError, InterfaceError):
                self._ha_pendentes.set()
                if not avisado:
                    _log.warning("leituras à espera: o banco de dados não responde")
                avisado = True

    def _retirar(self) -> list[LeituraFeita]:
        with self._trava:
            lote = list(self._pendentes)
            self._pendentes.clear()
            return lote

    def _gravar_uma_a_uma(self, lote: list[LeituraFeita]) -> None:
        for posicao, leitura in enumerate(lote):
            try:
                _copiar([leitura])
            except (OperationalError, InterfaceError):
                self._devolver(lote[posicao:])
                raise
            except DatabaseError:
                # What was asked for is lost; who asked, when and for how many people is not.
                _copiar([replace(leitura, filtros={"recusado": True}, endereco_ip=None)])

    def _devolver(self, lote: list[LeituraFeita]) -> None:
        with self._trava:
            cabem = max(self._limite - len(self._pendentes), 0)
            self._perdidas += len(lote) - len(lote[:cabem])
            self._pendentes.extendleft(reversed(lote[:cabem]))

    def _contar_perdidas(self) -> None:
        with self._trava:
            perdidas, self._perdidas = self._perdidas, 0
        if perdidas:
            _log.error("%d leituras perdidas enquanto o banco de dados não respondia", perdidas)


def _copiar(lote: list[LeituraFeita]) -> None:
    """One COPY on a connection opened for it: a batch a second does not pay for keeping one that may have died meanwhile."""
    conexao = connections.create_connection(DEFAULT_DB_ALIAS)
    try:
        # Django does not translate the errors of a COPY by itself.
        with conexao.wrap_database_errors, conexao.cursor() as cursor, cursor.copy(_COPIAR) as copia:
            for leitura in lote:
                copia.write_row(
                    (
                        leitura.quando,
                        leitura.cliente_api[:255],
                        leitura.id_usuario,
                        leitura.endereco_ip,
                        leitura.rota[:80],
                        json.dumps(_guardavel(leitura.filtros), default=str),
                        leitura.pessoas,
                    )
                )
    finally:
        conexao.close()


def _guardavel(valor: object) -> object:
    """The value without what PostgreSQL's jsonb has no place for: NUL and halves of surrogate pairs.

    The values are cleaned, never the JSON made of them, in which a backslash of the client's could be taken for one of JSON's.
    """
    if isinstance(valor, str):
        return valor.replace("\0", "").encode("utf-8", "replace").decode()
    if isinstance(valor, Mapping):
        return {_guardavel(str(chave)): _guardavel(item) for chave, item in valor.items()}
    if isinstance(valor, list | tuple):
        return [_guardavel(item) for item in valor]
    return valor


_caderno = Caderno()
anotar = _caderno.anotar
gravar_pendentes = _caderno.gravar
encerrar = _caderno.encerrar
