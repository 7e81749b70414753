"""Addresses of this area."""

from django.urls import URLPattern, path

from enlace.painel.atendimentos import abertura, atos, ficha, fila

app_name = "atendimentos"
urlpatterns: list[URLPattern] = [
    path("", fila.fila, name="fila"),
    path("novo/", abertura.novo, name="novo"),
    path("<int:id_atendimento>/", ficha.atendimento, name="atendimento"),
    path("<int:id_atendimento>/responder/", atos.responder, name="responder"),
    path("<int:id_atendimento>/encaminhar/", atos.encaminhar, name="encaminhar"),
    path("<int:id_atendimento>/classificar/", atos.classificar, name="classificar"),
    path("<int:id_atendimento>/fechar/", atos.fechar, name="fechar"),
    path("<int:id_atendimento>/reabrir/", atos.reabrir, name="reabrir"),
]
