"""Addresses of this area."""

from django.urls import URLPattern, path

from enlace.painel.atendimentos import views

app_name = "atendimentos"
urlpatterns: list[URLPattern] = [path("", views.fila, name="fila")]
