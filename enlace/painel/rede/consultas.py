"""What the pages of the network read. Live sessions of a concentrator by their own index (`radacct_aberta_nas`)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import Count, IntegerField, Max, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from enlace.radius.models import Nas, PedidoAoNas, Sessao
from enlace.rede.models import CaixaOptica, Equipamento, InterfaceConexao, PortaAtendimento
from enlace.servicos.models import ClienteServico

# A number of live sessions beyond it is told as "more than".
MUITAS: Final = 10_000
# Those of an equipment that feeds more are in the list of boxes.
CAIXAS_NA_PAGINA: Final = 50


def equipamentos() -> "QuerySet[Equipamento]":
    """Equipment with place, model and concentrator, how many interfaces it has and how many customers are connected through it.

    `conectados` is null for what is no concentrator.
    """
    return Equipamento.objects.select_related("pop", "modelo__fabricante", "nas").annotate(
        n_interfaces=_contar(InterfaceConexao.objects.filter(equipamento=OuterRef("pk")), "equipamento"),
        conectados=Subquery(
            vivas_de(OuterRef("nas__endereco")).order_by().values("acctstoptime").annotate(n=Count("*")).values("n")
        ),
    )


def vivas_de(endereco: object) -> "QuerySet[Sessao]":
    """The live sessions that a concentrator with this address tells of."""
    return Sessao.objects.filter(acctstoptime=None).alias(origem=Coalesce("nas_origem", "nasipaddress")).filter(origem=endereco)


def vivas_do_equipamento(equipamento: Equipamento, nas: Nas | None) -> "QuerySet[Sessao]":
    """The live sessions of a concentrator; of other equipment, those of the services connected to its interfaces."""
    linhas = Sessao.objects.filter(acctstoptime=None)
    if nas is not None:
        linhas = vivas_de(nas.endereco)
    else:
        servicos = ClienteServico.objects.filter(interface__equipamento=equipamento).order_by().values("pk")
        linhas = linhas.filter(cliente_servico__in=servicos)
    return linhas.select_related("cliente_servico__cliente")


@dataclass(frozen=True)
class Sinal:
    """How many are connected through a concentrator (up to `MUITAS`), when it last told of one, what it last answered."""

    conectados: int
    ultimo: datetime | None
    pedido: PedidoAoNas | None

    @property
    def muitos(self) -> bool:
        """Whether nobody counted further."""
        return self.conectados == MUITAS


def sinal(nas: Nas) -> Sinal:
    """What is known of a concentrator's being alive: nobody asks it for this page."""
    vivas = vivas_de(nas.endereco).order_by("-radacctid").annotate(visto=Coalesce("acctupdatetime", "acctstarttime"))
    lido: dict[str, Any] = vivas.values("visto")[:MUITAS].aggregate(n=Count("*"), ultimo=Max("visto"))
    return Sinal(lido["n"], lido["ultimo"], PedidoAoNas.objects.filter(nas=nas).order_by("-quando").first())


def interfaces(equipamento: Equipamento) -> "QuerySet[InterfaceConexao]":
    """The interfaces of an equipment, each with how many services stand at it, cancelled ones too: so the index alone is read."""
    servicos = ClienteServico.objects.filter(interface=OuterRef("pk"))
    return equipamento.interfaces.order_by("nome").annotate(n_servicos=_contar(servicos, "interface"))


def caixas() -> "QuerySet[CaixaOptica]":
    """Optical boxes, each with how many ports it has and how many of them are free."""
    portas = PortaAtendimento.objects.filter(caixa=OuterRef("pk"))
    return CaixaOptica.objects.select_related("interface__equipamento").annotate(
        n_portas=_contar(portas, "caixa"), n_livres=_contar(portas_livres().filter(caixa=OuterRef("pk")), "caixa")
    )


def portas_livres() -> "QuerySet[PortaAtendimento]":
    """The ports in which nobody is."""
    return PortaAtendimento.objects.filter(servico=None)


def portas(caixa: CaixaOptica) -> "QuerySet[PortaAtendimento]":
    """The ports of a box, each with the service and the customer in it."""
    return caixa.portas.select_related("servico__cliente", "servico__plano", "servico__status").order_by("numero")


def _contar(linhas: "QuerySet[Any]", por: str) -> Coalesce:
    contadas = linhas.order_by().values(por).annotate(n=Count("*")).values("n")
    return Coalesce(Subquery(contadas), Value(0), output_field=IntegerField())
