"""Addresses of this area."""

from django.urls import URLPattern, path

from enlace.painel.faturas import views

app_name = "faturas"
urlpatterns: list[URLPattern] = [path("", views.lista, name="lista")]
