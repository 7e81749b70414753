"""For which service a ticket or an order is opened: the one of the address, one of a customer's, or one that is searched first."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.functional import Promise

from enlace.clientes.models import Cliente
from enlace.clientes.procura import como_procurar
from enlace.core.admin import codigo_digitado
from enlace.enderecos.models import Endereco
from enlace.servicos.models import ClienteServico

_ACHADOS: Final = 20
# Three letters are what the index of names works with (trigrams); fewer would read it whole.
_MENOR_TERMO: Final = 3


@dataclass(frozen=True)
class Escolha:
    """A customer, what may be attended to, and which of it was asked for."""

    cliente: Cliente
    servicos: Sequence[ClienteServico]
    servico: ClienteServico | None

    @property
    def opcoes(self) -> list[tuple[str, str]]:
        """The services, as choices of a form."""
        return [(str(servico.pk), descrever(servico)) for servico in self.servicos]

    @property
    def inicial(self) -> str:
        """The one that was asked for; without one the only one."""
        if self.servico is not None:
            return str(self.servico.pk)
        return str(self.servicos[0].pk) if len(self.servicos) == 1 else ""

    @property
    def so_o_pedido(self) -> "Escolha":
        """Without the customer's other services."""
        return replace(self, servicos=[um for um in self.servicos if um == self.servico])

    def por_chave(self, chave: str) -> ClienteServico:
        """The one that a form names."""
        return next(servico for servico in self.servicos if str(servico.pk) == chave)


def escolher(request: HttpRequest, *, id_servico: int | None = None) -> Escolha | None:
    """What `?id_cliente_servico=` or `?id_cliente=` names; None where neither is there. `id_servico` goes before both."""
    chave = id_servico or chave_pedida(request, "id_cliente_servico")
    if chave is not None:
        todos = _servicos(ClienteServico.objects.filter(cliente__servicos=chave))
        servico = next((um for um in todos if um.pk == chave), None)
        if servico is None:
            raise Http404
        return Escolha(servico.cliente, _vivos(todos), servico)
    if (chave := chave_pedida(request, "id_cliente")) is not None:
        todos = _servicos(ClienteServico.objects.filter(cliente=chave))
        cliente = todos[0].cliente if todos else get_object_or_404(Cliente, pk=chave)
        return Escolha(cliente, _vivos(todos), None)
    return None


def procurar(request: HttpRequest, *, titulo: str | Promise) -> HttpResponse:
    """The page that asks for whom: a search, whose results lead back with `?id_cliente=`."""
    termo = request.GET.get("cliente", "").strip()
    curto = bool(termo) and len(termo) < _MENOR_TERMO and not termo.isdecimal()
    contexto = {"titulo": titulo, "termo": termo, "curto": curto, "clientes": [] if curto else _clientes(termo)}
    return render(request, "painel/ordens/escolher_cliente.html", contexto)


def descrever(servico: ClienteServico) -> str:
    """A service as people tell it from another: plan, state, where."""
    return f"{servico}, {servico.status}, {onde(servico.endereco_instalacao)}"


def onde(endereco: Endereco) -> str:
    """Street, number and what helps to find the door, in one line."""
    rua = f"{endereco.logradouro} {endereco.endereco}".strip()
    partes = (rua, endereco.numero, endereco.complemento)
    return ", ".join(parte for parte in partes if parte)


def chave_pedida(request: HttpRequest, nome: str) -> int | None:
    """The key that the address names; None for none, the page of what is not found for what is no key."""
    texto = request.GET.get(nome, "")
    if not texto:
        return None
    if (chave := codigo_digitado(texto)) is None:
        raise Http404
    return chave


def _servicos(linhas: QuerySet[ClienteServico]) -> list[ClienteServico]:
    """Services with all that describes them, and their customer, in one read."""
    return list(linhas.select_related("cliente", "plano", "status", "endereco_instalacao").order_by("numero_plano"))


def _vivos(servicos: Sequence[ClienteServico]) -> list[ClienteServico]:
    return [servico for servico in servicos if servico.status_id != "cancelado"]


def _clientes(termo: str) -> list[Cliente]:
    if not termo:
        return []
    # Sorted afterwards: in the order of an index a rare name would be looked for among all.
    return sorted(Cliente.objects.filter(como_procurar(termo)).order_by()[:_ACHADOS], key=lambda cliente: cliente.nome_razaosocial)
