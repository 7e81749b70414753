"""The users and clients of these tests are those of the domain's own."""

from enlace.contas.tests.conftest import cliente, cliente_e_segredo, senha_guardada, usuario

__all__ = ["cliente", "cliente_e_segredo", "senha_guardada", "usuario"]
