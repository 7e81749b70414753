"""Addresses of this area."""

from django.urls import URLPattern, path

from enlace.painel.ordens import abertura, agenda, atos, ficha, lista, mapa

app_name = "ordens"
urlpatterns: list[URLPattern] = [
    path("", agenda.agenda, name="agenda"),
    path("lista/", lista.lista, name="lista"),
    path("mapa/", mapa.mapa, name="mapa"),
    path("nova/", abertura.nova, name="nova"),
    path("<int:id_ordem_servico>/", ficha.ordem, name="ordem"),
    path("<int:id_ordem_servico>/agendar/", atos.agendar, name="agendar"),
    path("<int:id_ordem_servico>/desmarcar/", atos.desmarcar, name="desmarcar"),
    path("<int:id_ordem_servico>/iniciar/", atos.iniciar, name="iniciar"),
    path("<int:id_ordem_servico>/finalizar/", atos.finalizar, name="finalizar"),
    path("<int:id_ordem_servico>/cancelar/", atos.cancelar, name="cancelar"),
]
