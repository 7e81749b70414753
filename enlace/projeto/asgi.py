"""The ASGI entry that granian serves for `enlace eventos`: live events, and nothing else of the panel."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "enlace.projeto.settings")
django.setup()

from enlace.painel.eventos.aplicacao import Aplicacao  # noqa: E402 - it reads the tables, which are there now
from enlace.projeto.pai import terminar_com_o_pai  # noqa: E402 - below the other one

application = Aplicacao()
terminar_com_o_pai()
