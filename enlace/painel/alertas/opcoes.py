"""What an alert may be aimed at: the kinds of targets, and the rows of each that a search finds."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Q, QuerySet, Value
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from enlace.clientes.models import Cliente, GrupoCliente
from enlace.core.db import SemAcento
from enlace.enderecos.models import Bairro, Cidade
from enlace.rede.models import Equipamento, InterfaceConexao, Pop

_ACHADOS: Final = 30
_MAIOR_CODIGO: Final = 18


@dataclass(frozen=True)
class Opcao:
    """A kind of target: its column in `Alerta`, its title, its rows, and how they are searched."""

    tipo: str
    titulo: str | Promise
    linhas: "Callable[[], QuerySet[Any]]"
    onde: Callable[[str], Q]

    def com_chaves(self, chaves: Iterable[int]) -> list[tuple[int, str]]:
        """The rows with these keys, with their names; keys of no row are left out."""
        procuradas = list(chaves)
        return [(linha.pk, str(linha)) for linha in self.linhas().filter(pk__in=procuradas)] if procuradas else []

    def achar(self, termo: str, *, menos: Iterable[int]) -> list[tuple[int, str]]:
        """The first rows that a term means (empty: the first of all), without those that are chosen already."""
        linhas = self.linhas().filter(self.onde(termo)) if termo else self.linhas()
        return [(linha.pk, str(linha)) for linha in linhas.exclude(pk__in=list(menos))[:_ACHADOS]]


def _com_nome(termo: str) -> Q:
    return Q(nome__icontains=termo)


def _interface(termo: str) -> Q:
    return Q(nome__icontains=termo) | Q(equipamento__nome__icontains=termo)


def _grupo(termo: str) -> Q:
    return Q(descricao__icontains=termo)


def _cliente(termo: str) -> Q:
    if termo.isdecimal() and termo.isascii() and len(termo) <= _MAIOR_CODIGO:
        return Q(codigo_cliente=int(termo))
    return Q(nome_razaosocial_busca__contains=SemAcento(Value(termo)))


# Only cities that have a neighbourhood of ours: the table holds all of Brazil.
OPCOES: Final = (
    Opcao("cidades", _("Cidades"), lambda: Cidade.objects.filter(bairros__isnull=False).distinct(), _com_nome),
    Opcao("bairros", _("Bairros"), lambda: Bairro.objects.select_related("cidade").order_by("nome", "pk"), _com_nome),
    Opcao("pops", _("POPs"), Pop.objects.all, _com_nome),
    Opcao("equipamentos", _("Equipamentos"), lambda: Equipamento.objects.order_by("nome", "pk"), _com_nome),
    Opcao(
        "interfaces",
        _("Interfaces"),
        lambda: InterfaceConexao.objects.select_related("equipamento").order_by("equipamento__nome", "nome"),
        _interface,
    ),
    Opcao("grupos_cliente", _("Grupos de clientes"), GrupoCliente.objects.all, _grupo),
    Opcao("clientes", _("Clientes"), lambda: Cliente.objects.order_by("pk"), _cliente),
)
