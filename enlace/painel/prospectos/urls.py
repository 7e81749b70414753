"""Addresses of this area."""

from django.urls import URLPattern, path

from enlace.painel.prospectos import views

app_name = "prospectos"
urlpatterns: list[URLPattern] = [path("", views.funil, name="funil")]
