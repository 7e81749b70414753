"""Jobs of the panel. When they run, `enlace/jobs/agenda.py` says."""

from procrastinate import App
from procrastinate.contrib.django import app

from enlace.core import datas
from enlace.painel.inicio import resumo

fila: App = app


@fila.task(name="painel.contar_para_o_inicio")
def contar_para_o_inicio() -> None:
    """Count anew what the first page shows. Safe to repeat."""
    resumo.atualizar(agora=datas.agora())
