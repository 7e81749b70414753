"""Addresses of this area."""

from django.urls import URLPattern, path

from enlace.painel.cobranca import views

app_name = "cobranca"
urlpatterns: list[URLPattern] = [
    path("", views.faturamento, name="faturamento"),
    path("faturamentos/<int:id_faturamento>/", views.execucao, name="execucao"),
    path("remessas/", views.remessas, name="remessas"),
    path("retornos/", views.retornos, name="retornos"),
]
