"""Not outliving the process that started us: a pipe of which the parent holds the other end.

The kernel closes that end however the parent dies, a SIGKILL included; then we end ourselves as a SIGTERM would.
"""

import ctypes
import os
import select
import signal
import sys
import threading

VARIAVEL = "ENLACE_VIGIA"
_PR_SET_PDEATHSIG = 1  # linux/prctl.h


def vigiar() -> None:
    """Start watching, if the parent left a pipe to watch."""
    descritor = os.environ.pop(VARIAVEL, "")
    if descritor:
        threading.Thread(target=_esperar_o_fim, args=(int(descritor),), daemon=True).start()


def vigiar_quem_virei() -> None:
    """The same for a process that is about to become another program, which knows of no pipe: there the kernel itself ends it.

    Only Linux can; elsewhere the program goes on when its parent is killed. Call it last: a change of user forgets it.
    """
    descritor = os.environ.pop(VARIAVEL, "")
    if not descritor:
        return
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    # Its other end is closed: the parent died before we asked.
    if select.select([int(descritor)], [], [], 0)[0]:
        raise SystemExit(1)
    os.close(int(descritor))


def _esperar_o_fim(descritor: int) -> None:
    while os.read(descritor, 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
