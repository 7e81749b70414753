"""Addresses of this area."""

from django.urls import URLPattern, path

from enlace.painel.servicos import acesso, contrato, edicao, pagina, situacao

app_name = "servicos"
urlpatterns: list[URLPattern] = [
    path("interfaces/", edicao.interfaces, name="interfaces"),
    path("portas/", edicao.portas, name="portas"),
    path("<int:id_cliente_servico>/", pagina.servico, name="servico"),
    path("<int:id_cliente_servico>/desbloquear/", acesso.desbloquear, name="desbloquear"),
    path("<int:id_cliente_servico>/desconectar/", acesso.desconectar, name="desconectar"),
    path("<int:id_cliente_servico>/limpar-mac/", acesso.limpar_mac, name="limpar_mac"),
    path("<int:id_cliente_servico>/ver-senha/", acesso.ver_senha, name="ver_senha"),
    path("<int:id_cliente_servico>/suspender/", situacao.suspender, name="suspender"),
    path("<int:id_cliente_servico>/habilitar/", situacao.habilitar, name="habilitar"),
    path("<int:id_cliente_servico>/etapa/", situacao.etapa, name="etapa"),
    path("<int:id_cliente_servico>/cancelar/", situacao.cancelar, name="cancelar"),
    path("<int:id_cliente_servico>/mudar-plano/", contrato.mudar_plano, name="mudar_plano"),
    path("<int:id_cliente_servico>/mudar-endereco/", contrato.mudar_endereco, name="mudar_endereco"),
    path("<int:id_cliente_servico>/editar/", edicao.editar, name="editar"),
]
