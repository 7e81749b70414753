"""Pages of what connects customers: concentrators, sessions, accesses, the settings, and who had an address."""

from enlace.radius.admin.acessos import AcessoAdmin
from enlace.radius.admin.configuracao import ConfiguracaoRadiusAdmin
from enlace.radius.admin.consultas import ConsultaDeEnderecoAdmin
from enlace.radius.admin.nas import NasAdmin
from enlace.radius.admin.pedidos import PedidoAoNasAdmin
from enlace.radius.admin.sessoes import SessaoAdmin

__all__ = ["AcessoAdmin", "ConfiguracaoRadiusAdmin", "ConsultaDeEnderecoAdmin", "NasAdmin", "PedidoAoNasAdmin", "SessaoAdmin"]
