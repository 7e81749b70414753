"""Addresses of this area."""

from django.urls import URLPattern, path

from enlace.painel.configuracao import views

app_name = "configuracao"
urlpatterns: list[URLPattern] = [path("", views.inicio, name="inicio")]
