"""Pages of the network: places, equipment, interfaces, zones and optical boxes."""

from django.contrib import admin

from enlace.core.admin import Inline, PainelModelAdmin
from enlace.rede.models import (
    CaixaOptica,
    Equipamento,
    Fabricante,
    InterfaceConexao,
    ModeloEquipamento,
    Pop,
    PortaAtendimento,
    ZonaAtendimento,
)


class InterfacesDoEquipamento(Inline[InterfaceConexao, Equipamento]):
    """The ports of an equipment."""

    model = InterfaceConexao
    fields = ("nome", "tipo", "descricao", "called_sid")


class PortasDaCaixa(Inline[PortaAtendimento, CaixaOptica]):
    """The ports of an optical box."""

    model = PortaAtendimento
    fields = ("numero",)


@admin.register(Fabricante)
class FabricanteAdmin(PainelModelAdmin[Fabricante]):
    """Makers of equipment."""

    list_display = ("nome", "dialeto_radius")
    search_fields = ("nome",)


@admin.register(ModeloEquipamento)
class ModeloEquipamentoAdmin(PainelModelAdmin[ModeloEquipamento]):
    """Models of equipment."""

    list_display = ("nome", "fabricante")
    list_filter = ("fabricante",)
    search_fields = ("nome", "fabricante__nome")
    autocomplete_fields = ("fabricante",)
    relacionados = ("fabricante",)


@admin.register(Pop)
class PopAdmin(PainelModelAdmin[Pop]):
    """Points of presence."""

    list_display = ("nome", "endereco")
    search_fields = ("nome",)
    autocomplete_fields = ("endereco",)
    relacionados = ("endereco__bairro__cidade",)


@admin.register(Equipamento)
class EquipamentoAdmin(PainelModelAdmin[Equipamento]):
    """Equipment with its interfaces."""

    list_display = ("nome", "pop", "modelo", "ipv4", "ipv6")
    list_filter = ("modelo__fabricante", "pop")
    search_fields = ("nome", "ipv4")
    autocomplete_fields = ("pop", "modelo")
    relacionados = ("pop", "modelo__fabricante")
    inlines = (InterfacesDoEquipamento,)


@admin.register(InterfaceConexao)
class InterfaceConexaoAdmin(PainelModelAdmin[InterfaceConexao]):
    """Interfaces of all equipment."""

    list_display = ("nome", "equipamento", "tipo", "descricao", "called_sid")
    list_filter = ("tipo",)
    search_fields = ("nome", "equipamento__nome", "called_sid")
    autocomplete_fields = ("equipamento",)
    relacionados = ("equipamento",)


@admin.register(ZonaAtendimento)
class ZonaAtendimentoAdmin(PainelModelAdmin[ZonaAtendimento]):
    """Zones and the interfaces that serve them."""

    list_display = ("nome", "descricao")
    search_fields = ("nome",)
    autocomplete_fields = ("interfaces",)


@admin.register(CaixaOptica)
class CaixaOpticaAdmin(PainelModelAdmin[CaixaOptica]):
    """Optical boxes with their ports."""

    list_display = ("nome", "interface")
    search_fields = ("nome",)
    autocomplete_fields = ("interface",)
    relacionados = ("interface__equipamento",)
    inlines = (PortasDaCaixa,)


@admin.register(PortaAtendimento)
class PortaAtendimentoAdmin(PainelModelAdmin[PortaAtendimento]):
    """Ports of all boxes: where a service is connected is chosen from here."""

    list_display = ("caixa", "numero")
    search_fields = ("caixa__nome",)
    autocomplete_fields = ("caixa",)
    relacionados = ("caixa",)
