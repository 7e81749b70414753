"""The panel's addresses."""

from django.urls import URLPattern, path

from enlace.painel import views

urlpatterns: list[URLPattern] = [path("", views.inicio, name="inicio")]
