"""Addresses of this area."""

from django.urls import URLPattern, path

from enlace.painel.vendas import views

app_name = "vendas"
urlpatterns: list[URLPattern] = [
    path("", views.novo, name="novo"),
]
