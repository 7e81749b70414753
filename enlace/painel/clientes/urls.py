"""Addresses of this area."""

from django.urls import URLPattern, path

from enlace.painel.clientes import views

app_name = "clientes"
urlpatterns: list[URLPattern] = [
    path("", views.lista, name="lista"),
    path("<int:id_cliente>/", views.ficha, name="ficha"),
    path("<int:id_cliente>/faturas/", views.faturas, name="faturas"),
    path("<int:id_cliente>/atendimentos/", views.atendimentos, name="atendimentos"),
    path("<int:id_cliente>/ordens/", views.ordens, name="ordens"),
    path("<int:id_cliente>/conexoes/", views.conexoes, name="conexoes"),
    path("<int:id_cliente>/mensagens/", views.mensagens, name="mensagens"),
    path("<int:id_cliente>/historico/", views.historico, name="historico"),
    path("<int:id_cliente>/editar/", views.editar, name="editar"),
    path("<int:id_cliente>/contatos/novo/", views.contato_novo, name="contato_novo"),
    path("contatos/<int:id_contato>/", views.contato_editar, name="contato_editar"),
    path("contatos/<int:id_contato>/apagar/", views.contato_apagar, name="contato_apagar"),
]
