"""The WSGI entry that granian serves, in each of its processes."""

import gc
import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from enlace.projeto.corpo import CorpoDeUmaVez
from enlace.projeto.pai import terminar_com_o_pai

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "enlace.projeto.settings")

application = CorpoDeUmaVez(
    get_wsgi_application(), limite=settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0, maiores=settings.CORPOS_MAIORES
)

# What has been loaded stays until the end: the collector need not look at it again at every turn.
gc.collect()
gc.freeze()

terminar_com_o_pai()
