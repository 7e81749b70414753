"""Pages of the outbox, of the texts and of the ways out."""

from enlace.mensagens.admin import saida, vias

__all__ = ["saida", "vias"]
