"""Addresses of this area."""

from django.urls import URLPattern, path

from enlace.painel.rede import views

app_name = "rede"
urlpatterns: list[URLPattern] = [
    path("", views.inicio, name="inicio"),
    path("caixas/", views.caixas, name="caixas"),
    path("zonas/", views.zonas, name="zonas"),
    path("equipamentos/<int:id_equipamento>/", views.equipamento, name="equipamento"),
    path("equipamentos/<int:id_equipamento>/conectados/", views.sessoes, name="sessoes"),
    path("equipamentos/<int:id_equipamento>/concentrador/", views.nas, name="nas"),
    path("caixas/<int:id_caixa_optica>/", views.caixa, name="caixa"),
    path("portas/<int:id_porta_atendimento>/ligar/", views.ligar, name="ligar"),
    path("portas/<int:id_porta_atendimento>/liberar/", views.liberar, name="liberar"),
]
