"""Addresses of this area."""

from django.urls import URLPattern, path

from enlace.painel.atendimentos import views

app_name = "atendimentos"
urlpatterns: list[URLPattern] = [
    path("", views.fila, name="fila"),
    path("novo/", views.novo, name="novo"),
    path("<int:id_atendimento>/", views.atendimento, name="atendimento"),
    path("<int:id_atendimento>/responder/", views.responder, name="responder"),
    path("<int:id_atendimento>/encaminhar/", views.encaminhar, name="encaminhar"),
    path("<int:id_atendimento>/fechar/", views.fechar, name="fechar"),
    path("<int:id_atendimento>/reabrir/", views.reabrir, name="reabrir"),
]
