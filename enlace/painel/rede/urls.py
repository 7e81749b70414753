"""Addresses of this area."""

from django.urls import URLPattern, path

from enlace.painel.rede import views

app_name = "rede"
urlpatterns: list[URLPattern] = [
    path("", views.inicio, name="inicio"),
    path("equipamentos/<int:id_equipamento>/", views.equipamento, name="equipamento"),
]
