"""Addresses of this area."""

from django.urls import URLPattern, path

from enlace.painel.clientes import views

app_name = "clientes"
urlpatterns: list[URLPattern] = [path("", views.lista, name="lista")]
