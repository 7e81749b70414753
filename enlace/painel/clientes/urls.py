"""Addresses of this area."""

from django.urls import URLPattern, path

from enlace.painel.clientes import abas, conexoes, edicao, ficha, historico, listagem

app_name = "clientes"
urlpatterns: list[URLPattern] = [
    path("", listagem.lista, name="lista"),
    path("<int:id_cliente>/", ficha.ficha, name="ficha"),
    path("<int:id_cliente>/faturas/", abas.faturas, name="faturas"),
    path("<int:id_cliente>/atendimentos/", abas.atendimentos, name="atendimentos"),
    path("<int:id_cliente>/ordens/", abas.ordens, name="ordens"),
    path("<int:id_cliente>/conexoes/", conexoes.conexoes, name="conexoes"),
    path("<int:id_cliente>/mensagens/", abas.mensagens, name="mensagens"),
    path("<int:id_cliente>/historico/", historico.historico, name="historico"),
    path("<int:id_cliente>/editar/", edicao.editar, name="editar"),
    path("<int:id_cliente>/contatos/novo/", edicao.contato_novo, name="contato_novo"),
    path("contatos/<int:id_contato>/", edicao.contato_editar, name="contato_editar"),
    path("contatos/<int:id_contato>/apagar/", edicao.contato_apagar, name="contato_apagar"),
]
