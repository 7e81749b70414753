"""The WSGI entry that granian serves."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "enlace.projeto.settings")

application = get_wsgi_application()

# What has been loaded stays until the end: the collector need not look at it again at every turn.
gc.collect()
gc.freeze()
