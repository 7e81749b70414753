"""Addresses of this area."""

from django.urls import URLPattern, path

from enlace.painel.alertas import views

app_name = "alertas"
urlpatterns: list[URLPattern] = [
    path("", views.lista, name="lista"),
    path("novo/", views.novo, name="novo"),
    path("<int:id_alerta>/", views.alerta, name="alerta"),
    path("<int:id_alerta>/encerrar/", views.encerrar, name="encerrar"),
]
