"""Addresses of this area."""

from django.urls import URLPattern, path

from enlace.painel.ligacoes import views

app_name = "ligacoes"
urlpatterns: list[URLPattern] = [path("", views.canal, name="canal")]
