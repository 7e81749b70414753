"""Addresses of this area."""

from django.urls import URLPattern, path

from enlace.painel.inicio import views

app_name = "inicio"
urlpatterns: list[URLPattern] = [path("", views.inicio, name="inicio")]
