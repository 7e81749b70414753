"""Addresses of this area."""

from django.urls import URLPattern, path

from enlace.painel.faturas import views

app_name = "faturas"
urlpatterns: list[URLPattern] = [
    path("", views.lista, name="lista"),
    path("<int:id_fatura>/", views.fatura, name="fatura"),
    path("<int:id_fatura>/enviar/", views.enviar, name="enviar"),
    path("<int:id_fatura>/receber/", views.receber, name="receber"),
    path("receber/", views.receber_varias, name="receber_varias"),
    path("pagamentos/<int:id_pagamento>/desfazer/", views.desfazer, name="desfazer"),
    path("<int:id_fatura>/cancelar/", views.cancelar, name="cancelar"),
    path("renegociar/<int:id_cliente>/", views.renegociar, name="renegociar"),
    path("lancar/<int:id_cliente>/", views.lancar, name="lancar"),
]
