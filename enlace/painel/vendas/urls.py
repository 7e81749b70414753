"""Addresses of this area."""

from django.urls import URLPattern, path

from enlace.painel.vendas import confirmacao, views

app_name = "vendas"
urlpatterns: list[URLPattern] = [
    path("", views.novo, name="novo"),
    path("cliente/<int:id_cliente>/", views.outro_servico, name="outro_servico"),
    path("cep/", confirmacao.cep, name="cep"),
    path("planos/", confirmacao.planos, name="planos"),
    path("<int:id_rascunho_venda>/quem/", views.quem, name="quem"),
    path("<int:id_rascunho_venda>/onde/", views.onde, name="onde"),
    path("<int:id_rascunho_venda>/instalacao/", confirmacao.instalacao, name="instalacao"),
    path("<int:id_rascunho_venda>/pronto/", views.pronto, name="pronto"),
    path("<int:id_rascunho_venda>/descartar/", views.descartar, name="descartar"),
]
