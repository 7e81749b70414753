"""Addresses of this area."""

from django.urls import URLPattern, path

from enlace.painel.servicos import views

app_name = "servicos"
urlpatterns: list[URLPattern] = [
    path("<int:id_cliente_servico>/", views.servico, name="servico"),
    path("<int:id_cliente_servico>/desbloquear/", views.desbloquear, name="desbloquear"),
    path("<int:id_cliente_servico>/desconectar/", views.desconectar, name="desconectar"),
    path("<int:id_cliente_servico>/limpar-mac/", views.limpar_mac, name="limpar_mac"),
    path("<int:id_cliente_servico>/suspender/", views.suspender, name="suspender"),
    path("<int:id_cliente_servico>/habilitar/", views.habilitar, name="habilitar"),
    path("<int:id_cliente_servico>/cancelar/", views.cancelar, name="cancelar"),
    path("<int:id_cliente_servico>/mudar-plano/", views.mudar_plano, name="mudar_plano"),
    path("<int:id_cliente_servico>/mudar-endereco/", views.mudar_endereco, name="mudar_endereco"),
    path("<int:id_cliente_servico>/editar/", views.editar, name="editar"),
    path("<int:id_cliente_servico>/ver-senha/", views.ver_senha, name="ver_senha"),
]
