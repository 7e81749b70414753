"""The WSGI entry that granian serves, in each of its processes."""

import gc
import multiprocessing
import os
import threading
from multiprocessing.connection import wait

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from enlace.projeto.corpo import CorpoDeUmaVez

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "enlace.projeto.settings")

application = CorpoDeUmaVez(get_wsgi_application(), limite=settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0)

# What has been loaded stays until the end: the collector need not look at it again at every turn.
gc.collect()
gc.freeze()


def _terminar_com_o_pai() -> None:
    """End when the process that started this one is gone: a worker left over by a SIGKILL would keep the port."""
    pai = multiprocessing.parent_process()
    if pai is not None:
        wait([pai.sentinel])
        os._exit(1)


threading.Thread(target=_terminar_com_o_pai, daemon=True).start()
