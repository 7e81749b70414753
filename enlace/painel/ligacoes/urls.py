"""Addresses of this area."""

from django.urls import URLPattern, path

from enlace.painel.ligacoes import atos, views

app_name = "ligacoes"
# `js/ligacao.js` and `js/eventos.js` know where these stand: they run on pages whose templates are not ours, too.
urlpatterns: list[URLPattern] = [
    path("", views.canal, name="canal"),
    path("minhas/", views.lista, name="lista"),
    path("simular/", atos.simular, name="simular"),
    path("<int:id_ligacao>/", views.ligacao, name="ligacao"),
    path("<int:id_ligacao>/procurar/", views.procurar, name="procurar"),
    path("<int:id_ligacao>/cliente/", atos.identificar, name="cliente"),
    path("<int:id_ligacao>/atendimento/", atos.abrir_atendimento, name="abrir_atendimento"),
    path("<int:id_ligacao>/encerrar/", atos.encerrar, name="encerrar"),
]
