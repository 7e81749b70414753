"""Addresses of this area."""

from django.urls import URLPattern, path

from enlace.painel.prospectos import atos, views

app_name = "prospectos"
urlpatterns: list[URLPattern] = [
    path("", views.funil, name="funil"),
    path("lista/", views.lista, name="lista"),
    path("novo/", atos.novo, name="novo"),
    path("<int:id_prospecto>/", views.prospecto, name="prospecto"),
    path("<int:id_prospecto>/editar/", atos.editar, name="editar"),
    path("<int:id_prospecto>/mover/", atos.mover, name="mover"),
    path("<int:id_prospecto>/perder/", atos.perder, name="perder"),
    path("<int:id_prospecto>/reabrir/", atos.reabrir, name="reabrir"),
]
