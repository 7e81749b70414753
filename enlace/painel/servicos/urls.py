"""Addresses of this area."""

from django.urls import URLPattern, path

from enlace.painel.servicos import views

app_name = "servicos"
urlpatterns: list[URLPattern] = [path("", views.servico, name="servico")]
