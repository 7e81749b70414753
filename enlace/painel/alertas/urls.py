"""Addresses of this area."""

from django.urls import URLPattern, path

from enlace.painel.alertas import views

app_name = "alertas"
urlpatterns: list[URLPattern] = [path("", views.lista, name="lista")]
