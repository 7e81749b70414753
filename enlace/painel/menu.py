"""The daily screens, in the order of the menu: for the panel's own pages and, above the reference tables, for the admin's."""

from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Tela:
    """An entry of the menu: its words, its address by name, its icon (`icones.svg` here, Material Symbols there), who sees it.

    `permissoes`: any one of them; empty for everybody.
    """

    titulo: str | Promise
    rota: str
    icone: str
    do_admin: str
    permissoes: tuple[str, ...] = ()
    # Areas whose pages are found through this one.
    tambem: tuple[str, ...] = ()

    @property
    def areas(self) -> set[str]:
        """The names of the areas in which its entry is marked."""
        return {self.rota.split(":")[1], *self.tambem}


TELAS: Final = (
    Tela(_("Início"), "painel:inicio:inicio", "inicio", "home"),
    Tela(_("Clientes"), "painel:clientes:lista", "clientes", "groups", ("clientes.view_cliente",), ("servicos", "vendas")),
    Tela(_("Atendimentos"), "painel:atendimentos:fila", "atendimento", "support_agent", ("atendimento.view_atendimento",)),
    Tela(_("Agenda de OS"), "painel:ordens:agenda", "agenda", "event", ("ordens_servico.view_ordemservico",)),
    Tela(_("Faturas"), "painel:faturas:lista", "fatura", "receipt_long", ("financeiro.view_fatura",), ("cobranca",)),
    Tela(_("Prospectos"), "painel:prospectos:funil", "prospecto", "person_add", ("prospectos.view_prospecto",)),
    Tela(_("Rede"), "painel:rede:inicio", "rede", "router", ("rede.view_equipamento",)),
    Tela(_("Alertas"), "painel:alertas:lista", "alerta", "campaign", ("servicos.change_alerta",)),
    Tela(_("Configuração"), "painel:configuracao:inicio", "configuracao", "settings", ("configuracao.view_provedor",)),
)


@dataclass(frozen=True)
class Entrada:
    """An entry as it is shown on one page."""

    titulo: str
    endereco: str
    icone: str
    do_admin: str
    atual: bool


def montar(request: HttpRequest) -> list[Entrada]:
    """The entries that this person may open; the one of the area that the page is in is marked."""
    resolvido = request.resolver_match
    area = resolvido.namespaces[-1] if resolvido and resolvido.namespaces else ""
    return [
        Entrada(str(tela.titulo), reverse(tela.rota), tela.icone, tela.do_admin, atual=area in tela.areas)
        for tela in TELAS
        if not tela.permissoes or any(request.user.has_perm(nome) for nome in tela.permissoes)
    ]
