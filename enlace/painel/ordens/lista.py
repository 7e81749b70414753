"""All orders, as a list: by how far they are, whose, what kind, where and when."""

from dataclasses import replace
from typing import Any, Final

from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from enlace.core import datas
from enlace.ordens_servico.models import OrdemServico
from enlace.painel.acesso import pagina
from enlace.painel.listas import Coluna, Lista, Vazio
from enlace.painel.ordens import celulas, consultas
from enlace.painel.ordens.filtros import FiltroDeOrdens


def _linhas(_request: HttpRequest, pedido: dict[str, Any]) -> "QuerySet[OrdemServico]":
    return consultas.da_lista(pedido, agora=datas.agora())


_ABERTAS: Final = Lista[OrdemServico](
    titulo=_("Ordens de serviço"),
    arquivo="ordens-de-servico",
    linhas=_linhas,
    filtro=FiltroDeOrdens,
    ordem=("data_inicio_programado", "id_ordem_servico"),
    modelo="painel/ordens/lista.html",
    vazio=Vazio(
        titulo=_("Nenhuma OS"),
        dica=_("Mude os filtros, ou abra uma OS quando alguém precisar ir até o cliente."),
        rotulo=_("Ver a agenda"),
        endereco=lambda: reverse("painel:ordens:agenda"),
    ),
    colunas=(
        Coluna(
            titulo=_("OS"), valor=celulas.numero, csv=lambda o: o.numero_ordem_servico, ordem=("id_ordem_servico",), principal=True
        ),
        Coluna(titulo=_("Cliente"), valor=celulas.cliente),
        Coluna(titulo=_("Código"), valor=lambda o: o.cliente_servico.cliente.codigo_cliente, so_csv=True),
        Coluna(titulo=_("Tipo"), valor=lambda o: o.tipo),
        Coluna(titulo=_("Situação"), valor=celulas.situacao),
        Coluna(titulo=_("Quando"), valor=celulas.quando, csv=lambda o: o.data_inicio_programado, ordem=("data_inicio_programado",)),
        Coluna(titulo=_("Até"), valor=lambda o: o.data_termino_programado, so_csv=True),
        Coluna(titulo=_("Técnicos"), valor=celulas.nomes_dos_tecnicos),
        Coluna(titulo=_("Onde"), valor=celulas.lugar),
        Coluna(titulo=_("Iniciada em"), valor=lambda o: o.data_inicio_executado, so_csv=True),
        Coluna(titulo=_("Terminada em"), valor=lambda o: o.data_termino_executado, so_csv=True),
    ),
)
_AS_OUTRAS: Final = replace(_ABERTAS, ordem=("-id_ordem_servico",))


@pagina("ordens_servico.view_ordemservico")
def lista(request: HttpRequest) -> HttpResponseBase:
    """What is to be done comes by its time; what is searched, or over, newest first."""
    por_hora = request.GET.get("situacao", "") in {"", "abertas", "aguardando", "agendadas", "atrasadas", "execucao"}
    return (_ABERTAS if por_hora and not request.GET.get("q") else _AS_OUTRAS).responder(request)
