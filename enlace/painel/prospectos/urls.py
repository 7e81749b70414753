"""Addresses of this area."""

from django.urls import URLPattern, path

from enlace.painel.prospectos import views

app_name = "prospectos"
urlpatterns: list[URLPattern] = [
    path("", views.funil, name="funil"),
    path("novo/", views.novo, name="novo"),
    path("<int:id_prospecto>/", views.prospecto, name="prospecto"),
]
