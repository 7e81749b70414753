"""Addresses of this area."""

from django.urls import URLPattern, path

from enlace.painel.configuracao import ajustes, clientes_api, papeis, testes, usuarios, views

app_name = "configuracao"
urlpatterns: list[URLPattern] = [
    path("", views.inicio, name="inicio"),
    path("provedor/", ajustes.provedor, name="provedor"),
    path("desbloqueio/", ajustes.desbloqueio, name="desbloqueio"),
    path("radius/", ajustes.radius, name="radius"),
    path("cobranca/", ajustes.regras_de_cobranca, name="regras_de_cobranca"),
    path("cobranca/nova/", ajustes.nova_regra, name="nova_regra"),
    path("cobranca/<int:id_regra_cobranca>/", ajustes.regra, name="regra"),
    path("email/<int:id_servidor_email>/testar/", testes.email, name="testar_email"),
    path("sms/<int:id_gateway_sms>/testar/", testes.sms, name="testar_sms"),
    path("push/testar/", testes.push, name="testar_push"),
    path("mapa/testar/", testes.mapa, name="testar_mapa"),
    path("clientes-api/", clientes_api.lista, name="clientes_api"),
    path("clientes-api/novo/", clientes_api.novo, name="cliente_api_novo"),
    path("clientes-api/<int:id_cliente_api>/", clientes_api.cliente, name="cliente_api"),
    path("clientes-api/<int:id_cliente_api>/editar/", clientes_api.editar, name="cliente_api_editar"),
    path("clientes-api/<int:id_cliente_api>/segredo/", clientes_api.trocar_segredo, name="cliente_api_segredo"),
    path("clientes-api/<int:id_cliente_api>/revogar/", clientes_api.revogar, name="cliente_api_revogar"),
    path("clientes-api/<int:id_cliente_api>/ligar/", clientes_api.ligar, name="cliente_api_ligar"),
    path("usuarios/", usuarios.lista, name="usuarios"),
    path("usuarios/novo/", usuarios.novo, name="usuario_novo"),
    path("usuarios/<int:id_usuario>/", usuarios.usuario, name="usuario"),
    path("usuarios/<int:id_usuario>/editar/", usuarios.editar, name="usuario_editar"),
    path("usuarios/<int:id_usuario>/senha/", usuarios.senha, name="usuario_senha"),
    path("usuarios/<int:id_usuario>/ligar/", usuarios.ligar, name="usuario_ligar"),
    path("papeis/", papeis.lista, name="papeis"),
]
