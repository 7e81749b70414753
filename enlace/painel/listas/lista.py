"""A list as data, and the page that it makes of a request."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Final, Generic, TypeVar

from django.core.exceptions import PermissionDenied
from django.core.paginator import Page
from django.db import models
from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from enlace.core.admin import PaginadorDeTabelaGrande
from enlace.core.admin.paginacao import LIMITE
from enlace.painel.acesso import em_parte
from enlace.painel.formularios import Formulario
from enlace.painel.listas.exportacao import PERMISSAO, exportar

_L = TypeVar("_L", bound=models.Model)
Texto = str | Promise

_POR_PAGINA: Final = 50
_NADA: Final = _("Nada encontrado")
_MUDE: Final = _("Mude os filtros ou procure por outro termo.")


class Filtro(Formulario):
    """What a list may be asked for; every field optional, sent in the address, so that a filtered list is a bookmark."""

    # Shown in a row of their own that opens by a click.
    mais: ClassVar[Sequence[str]] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        for campo in self.fields.values():
            campo.required = False

    @property
    def principais(self) -> list[Any]:
        """The fields that are always seen."""
        return [self[nome] for nome in self.fields if nome not in self.mais]

    @property
    def outros(self) -> list[Any]:
        """Those of `mais`."""
        return [self[nome] for nome in self.mais]

    @property
    def outros_em_uso(self) -> bool:
        """Whether one of `mais` was asked for, so that it must be seen."""
        return any(self.data.get(nome) for nome in self.mais)


@dataclass(frozen=True)
class Vazio:
    """What a list without rows says: that there are none, and what to do about it."""

    titulo: Texto = _NADA
    dica: Texto = _MUDE
    rotulo: Texto = ""
    endereco: Callable[[], str] | None = None


@dataclass(frozen=True, kw_only=True)
class Coluna(Generic[_L]):
    """A column: its title and what a row shows in it.

    `valor` gives text or safe HTML (`celulas.py`); `csv` what a spreadsheet gets, `valor` unless told. `ordem`: the columns of the
    table by which it sorts, ascending, which an index must serve in a large table; empty: it does not sort. `numero`: at the right.
    """

    titulo: Texto
    valor: Callable[[_L], object]
    csv: Callable[[_L], object] | None = None
    ordem: tuple[str, ...] = ()
    numero: bool = False
    # What a narrow screen shows as the head of the row.
    principal: bool = False
    so_csv: bool = False
    # Buttons, and what the spreadsheet has in columns of their own.
    so_tela: bool = False


@dataclass(frozen=True, kw_only=True)
class Lista(Generic[_L]):
    """A list: its rows for a request and the clean values of its filter, its columns, its order.

    `linhas` gives the query with all that the columns need (`select_related`, annotations): a page must make the same number of
    statements whatever its rows. `ordem` is the order when none is asked for. `arquivo` names the CSV. `contexto` adds to the page.
    """

    titulo: Texto
    arquivo: str
    linhas: Callable[[HttpRequest, dict[str, Any]], "models.QuerySet[_L]"]
    colunas: Sequence[Coluna[_L]]
    ordem: tuple[str, ...]
    filtro: type[Filtro] = Filtro
    vazio: Vazio = field(default_factory=Vazio)
    modelo: str = "painel/lista.html"
    por_pagina: int = _POR_PAGINA
    # How many rows are counted, and may be paged through: fewer where a row is dear to find.
    conta_ate: int = LIMITE
    contexto: Callable[[HttpRequest], Mapping[str, Any]] = lambda _request: {}
    # Without this permission a list is seen and not taken away whole.
    permissao_de_exportar: str = PERMISSAO

    def responder(self, request: HttpRequest) -> HttpResponseBase:
        """The page, its table alone when htmx asks for it, or the CSV (`?formato=csv`)."""
        filtro = self.filtro(request.GET)
        linhas = self._linhas(request, filtro)
        if request.GET.get("formato") == "csv":
            if not request.user.has_perm(self.permissao_de_exportar):
                raise PermissionDenied
            campos = [(str(coluna.titulo), coluna.csv or coluna.valor) for coluna in self.colunas if not coluna.so_tela]
            return exportar(request, linhas, campos, arquivo=self.arquivo)
        contexto = {
            "lista": self,
            "filtro": filtro,
            "tabela": self._tabela(request, linhas),
            "exporta": request.user.has_perm(self.permissao_de_exportar),
            "sem_filtros": not any(request.GET.get(nome) for nome in filtro.fields),
            **self.contexto(request),
        }
        return render(request, "painel/tabela.html" if em_parte(request) else self.modelo, contexto)

    def _linhas(self, request: HttpRequest, filtro: Filtro) -> "models.QuerySet[_L]":
        if not filtro.is_valid():
            return self.linhas(request, dict.fromkeys(filtro.fields)).none()
        return self.linhas(request, filtro.cleaned_data).order_by(*self._ordem(request.GET.get("ordem", "")))

    def _ordem(self, pedida: str) -> tuple[str, ...]:
        """The order that `?ordem=2` or `?ordem=-2` (a column's place) means, with the list's own to tell equals apart."""
        place = pedida.removeprefix("-")
        if not (place.isdecimal() and len(place) < 3 and int(place) < len(self.colunas)):  # noqa: PLR2004 - nobody has so many
            return self.ordem
        colunas = self.colunas[int(place)].ordem
        return (*(_ao_contrario(coluna) if pedida.startswith("-") else coluna for coluna in colunas), *self.ordem)

    def _tabela(self, request: HttpRequest, linhas: "models.QuerySet[_L]") -> "Tabela[_L]":
        paginador = PaginadorDeTabelaGrande(linhas, self.por_pagina)
        paginador.limite = self.conta_ate
        return Tabela(self, paginador.get_page(request.GET.get("pagina")), request.GET)


@dataclass(frozen=True)
class Titulo:
    """The head of a column: where a click leads, and how it is sorted now (`ascending`, `descending` or nothing)."""

    texto: str
    numero: bool
    endereco: str
    sentido: str


@dataclass(frozen=True)
class Celula:
    """One cell: the head of its column, for narrow screens, and its content."""

    titulo: str
    conteudo: object
    numero: bool
    principal: bool


@dataclass(frozen=True)
class Tabela(Generic[_L]):
    """One page of a list, as its template draws it."""

    lista: Lista[_L]
    pagina: "Page[Any]"
    pedido: QueryDict

    @property
    def ha_mais(self) -> bool:
        """Whether there may be more rows than were counted."""
        return self.pagina.paginator.count >= self.lista.conta_ate

    @property
    def titulos(self) -> list[Titulo]:
        """The heads of the columns that are shown."""
        return [self._titulo(lugar, coluna) for lugar, coluna in enumerate(self.lista.colunas) if not coluna.so_csv]

    @property
    def linhas(self) -> list[list[Celula]]:
        """The cells of each row."""
        colunas = [coluna for coluna in self.lista.colunas if not coluna.so_csv]
        return [
            [Celula(str(coluna.titulo), coluna.valor(linha), coluna.numero, coluna.principal) for coluna in colunas]
            for linha in self.pagina.object_list
        ]

    @property
    def anterior(self) -> str:
        """The address of the page before, empty at the first."""
        return self._com(pagina=self.pagina.previous_page_number()) if self.pagina.has_previous() else ""

    @property
    def seguinte(self) -> str:
        """The address of the next page, empty at the last."""
        return self._com(pagina=self.pagina.next_page_number()) if self.pagina.has_next() else ""

    @property
    def csv(self) -> str:
        """The address of all rows as CSV, filtered and sorted as here."""
        return self._com(formato="csv", pagina="")

    def _titulo(self, lugar: int, coluna: Coluna[_L]) -> Titulo:
        if not coluna.ordem:
            return Titulo(str(coluna.titulo), coluna.numero, "", "")
        sentido = {str(lugar): "ascending", f"-{lugar}": "descending"}.get(self.pedido.get("ordem", ""), "")
        proxima = f"-{lugar}" if sentido == "ascending" else str(lugar)
        return Titulo(str(coluna.titulo), coluna.numero, self._com(ordem=proxima, pagina=""), sentido)

    def _com(self, **mudancas: object) -> str:
        pedido = self.pedido.copy()
        for nome, valor in mudancas.items():
            if valor:
                pedido[nome] = str(valor)
            else:
                pedido.pop(nome, None)
        return f"?{pedido.urlencode()}"


def _ao_contrario(coluna: str) -> str:
    return coluna[1:] if coluna.startswith("-") else f"-{coluna}"
