"""Addresses of this area."""

from django.urls import URLPattern, path

from enlace.painel.cobranca import views

app_name = "cobranca"
urlpatterns: list[URLPattern] = [path("", views.faturamento, name="faturamento")]
