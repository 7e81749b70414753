"""Pages of people, of what they may do, and of the programs that use the API. Importing this package registers them."""

from enlace.contas.admin.clientes_api import ClienteApiAdmin
from enlace.contas.admin.usuarios import FalhaDeAcessoAdmin, GrupoAdmin, SetorAdmin, UsuarioAdmin

__all__ = ["ClienteApiAdmin", "FalhaDeAcessoAdmin", "GrupoAdmin", "SetorAdmin", "UsuarioAdmin"]
