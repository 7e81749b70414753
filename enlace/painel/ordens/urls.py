"""Addresses of this area."""

from django.urls import URLPattern, path

from enlace.painel.ordens import views

app_name = "ordens"
urlpatterns: list[URLPattern] = [path("", views.agenda, name="agenda")]
