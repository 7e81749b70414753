"""Addresses of this area."""

from django.urls import URLPattern, path

from enlace.painel.ordens import views

app_name = "ordens"
urlpatterns: list[URLPattern] = [
    path("", views.agenda, name="agenda"),
    path("lista/", views.lista, name="lista"),
    path("mapa/", views.mapa, name="mapa"),
    path("nova/", views.nova, name="nova"),
    path("<int:id_ordem_servico>/", views.ordem, name="ordem"),
    path("<int:id_ordem_servico>/agendar/", views.agendar, name="agendar"),
    path("<int:id_ordem_servico>/iniciar/", views.iniciar, name="iniciar"),
    path("<int:id_ordem_servico>/finalizar/", views.finalizar, name="finalizar"),
    path("<int:id_ordem_servico>/cancelar/", views.cancelar, name="cancelar"),
]
