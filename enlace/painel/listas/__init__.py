"""Lists of the daily screens: filtered, sorted, paged, and exported as CSV, each told in one `Lista`."""

from enlace.painel.listas.lista import Coluna, Filtro, Lista, Vazio

__all__ = ["Coluna", "Filtro", "Lista", "Vazio"]
