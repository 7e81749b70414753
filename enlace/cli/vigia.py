"""Not outliving the process that started us: a pipe of which the parent holds the other end.

The kernel closes that end however the parent dies, a SIGKILL included; then we end ourselves as a SIGTERM would.
"""

import os
import signal
import threading

VARIAVEL = "ENLACE_VIGIA"


def vigiar() -> None:
    """Start watching, if the parent left a pipe to watch."""
    descritor = os.environ.pop(VARIAVEL, "")
    if descritor:
        threading.Thread(target=_esperar_o_fim, args=(int(descritor),), daemon=True).start()


def _esperar_o_fim(descritor: int) -> None:
    while os.read(descritor, 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
