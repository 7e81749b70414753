"""Processes of a server do not outlive the one that started them."""

import multiprocessing
import os
import threading
from multiprocessing.connection import wait


def terminar_com_o_pai() -> None:
    """From now on, end when the parent process is gone: a worker left over by a SIGKILL would keep the port."""
    threading.Thread(target=_esperar_o_fim, daemon=True).start()


def _esperar_o_fim() -> None:
    pai = multiprocessing.parent_process()
    if pai is not None:
        wait([pai.sentinel])
        os._exit(1)
