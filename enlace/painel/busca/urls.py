"""Addresses of this area."""

from django.urls import URLPattern, path

from enlace.painel.busca import views

app_name = "busca"
urlpatterns: list[URLPattern] = [path("", views.busca, name="busca"), path("sugestoes/", views.sugestoes, name="sugestoes")]
