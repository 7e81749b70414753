"""The tables of sales before there is a customer."""

from enlace.prospectos.models.prospecto import Prospecto, ProspectoServico
from enlace.prospectos.models.rascunho import RascunhoDeVenda
from enlace.prospectos.models.unidades import FaixaDeCep, UnidadeNegocio

__all__ = ["FaixaDeCep", "Prospecto", "ProspectoServico", "RascunhoDeVenda", "UnidadeNegocio"]
