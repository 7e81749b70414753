"""The funnel, the list, and the page of one prospect."""

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from enlace.auditoria.models import Registro
from enlace.core import datas
from enlace.enderecos.cidades import cidades_com_enderecos
from enlace.painel import celulas
from enlace.painel.acesso import pagina
from enlace.painel.listas import Coluna, Lista, Vazio
from enlace.painel.prospectos.formularios import FiltroDaLista, FiltroDeProspectos, pedido_de
from enlace.painel.vendas.endereco import CIDADES
from enlace.prospectos.models import Prospecto
from enlace.prospectos.procura import procurar_prospectos
from enlace.prospectos.queries import com_ligados, filtrados
from enlace.prospectos.queries import funil as colunas_do_funil

TONS: Final = {"novo": "info", "em_contato": "atencao", "proposta": "atencao", "convertido": "bom", "perdido": "neutro"}
ORIGENS: Final = ("PAINEL", "API")
# What the history calls the acts that are recorded of a prospect.
_ACOES: Final = {
    "cadastrar": _("Cadastrado"),
    "alterar": _("Dados corrigidos"),
    "mudar_situacao": _("Mudou de etapa"),
    "perder": _("Perdido"),
    "reabrir": _("Reaberto"),
    "converter": _("Virou cliente"),
}
_MAIS_HISTORICO: Final = 30
_ETAPAS: Final = dict(Prospecto.Etapa.choices)


@pagina("prospectos.view_prospecto")
@require_GET
def funil(request: HttpRequest) -> HttpResponse:
    """Who is how far, column by column."""
    filtro = FiltroDeProspectos(request.GET)
    colunas = colunas_do_funil(filtro.pedido(), agora=datas.agora())
    contexto = {
        "filtro": filtro,
        "colunas": [{"coluna": um, "tom": TONS[um.situacao], "lista": _lista_de(request, um.situacao)} for um in colunas],
        "vazio": not any(um.quantos for um in colunas),
        "sem_filtros": not any(request.GET.get(nome) for nome in filtro.fields),
        "cidades": cidades_com_enderecos(CIDADES),
        "origens": ORIGENS,
    }
    return render(request, "painel/prospectos/funil.html", contexto)


@pagina("prospectos.view_prospecto")
@require_GET
def lista(request: HttpRequest) -> HttpResponseBase:
    """All prospects, filtered, sorted, as CSV."""
    return LISTA.responder(request)


@pagina("prospectos.view_prospecto")
@require_GET
def prospecto(request: HttpRequest, id_prospecto: int) -> HttpResponse:
    """Who asked, for what, where; what was done about it, and what can be done."""
    linhas = com_ligados(Prospecto.objects.select_related("usuario"))
    um = get_object_or_404(linhas, pk=id_prospecto)
    contexto = {
        "prospecto": um,
        "oferta": getattr(um, "servico", None),
        "tom": TONS[um.situacao],
        "historico": _historico(um),
    }
    return render(request, "painel/prospectos/prospecto.html", contexto)


def _lista_de(request: HttpRequest, situacao: str) -> str:
    consulta = request.GET.copy()
    consulta["situacao"] = situacao
    return f"{reverse('painel:prospectos:lista')}?{consulta.urlencode()}"


def _historico(um: Prospecto) -> list[dict[str, Any]]:
    """What was recorded of a prospect, newest first (index `auditoria_registro_objeto`): the act, not every column of it."""
    registros = Registro.objects.filter(tabela=Prospecto._meta.db_table, chave=str(um.pk)).select_related("usuario")
    return [
        {
            "acao": _ACOES.get(registro.acao, registro.acao),
            "quem": registro.usuario or registro.cliente_api or registro.porta,
            "quando": registro.quando,
            "detalhe": _detalhe(registro),
        }
        for registro in registros.order_by("-pk")[:_MAIS_HISTORICO]
    ]


def _detalhe(registro: Registro) -> str:
    depois = registro.depois or {}
    if registro.acao == "mudar_situacao":
        return str(_ETAPAS.get(depois.get("etapa", ""), ""))
    return str(depois.get("motivo_perda") or "") if registro.acao == "perder" else ""


def _linhas(_request: HttpRequest, dados: dict[str, Any]) -> "Any":  # noqa: ANN401 - a QuerySet of prospects
    linhas = filtrados(Prospecto.objects.all(), pedido_de(dados))
    if dados["situacao"]:
        linhas = linhas.filter(situacao=dados["situacao"])
    if dados["de"]:
        linhas = linhas.filter(created_at__date__gte=dados["de"])
    if dados["ate"]:
        linhas = linhas.filter(created_at__date__lte=dados["ate"])
    if dados["q"]:
        linhas = procurar_prospectos(linhas, dados["q"].strip())
    return com_ligados(linhas)


def _nome(um: Prospecto) -> SafeString:
    return celulas.link(um.nome_razaosocial, reverse("painel:prospectos:prospecto", args=[um.pk]))


def _telefone(um: Prospecto) -> SafeString:
    return format_html('<span class="junto">{}</span>', celulas.telefone(um.telefone))


def _plano(um: Prospecto) -> str:
    ofertado = getattr(um, "servico", None)
    return str(ofertado.plano) if ofertado else "—"


LISTA: Final = Lista[Prospecto](
    titulo=_("Prospectos"),
    arquivo="prospectos",
    linhas=_linhas,
    ordem=("-pk",),
    filtro=FiltroDaLista,
    modelo="painel/prospectos/lista.html",
    contexto=lambda _request: {"cidades": cidades_com_enderecos(CIDADES), "origens": ORIGENS},
    vazio=Vazio(
        titulo=_("Nenhum prospecto"),
        dica=_("Mude os filtros, ou cadastre quem pediu um plano."),
        rotulo=_("Novo prospecto"),
        endereco=lambda: reverse("painel:prospectos:novo"),
    ),
    colunas=(
        Coluna(titulo=_("Código"), valor=lambda um: um.pk, ordem=("pk",), numero=True),
        Coluna(titulo=_("Nome"), valor=_nome, csv=lambda um: um.nome_razaosocial, principal=True),
        Coluna(titulo=_("CPF/CNPJ"), valor=lambda um: um.cpf_cnpj, so_csv=True),
        Coluna(titulo=_("Telefone"), valor=_telefone, csv=lambda um: um.telefone),
        Coluna(titulo=_("E-mail"), valor=lambda um: um.email, so_csv=True),
        Coluna(titulo=_("Cidade"), valor=lambda um: str(um.endereco.bairro.cidade)),
        Coluna(titulo=_("Plano"), valor=_plano),
        Coluna(
            titulo=_("Situação"),
            valor=lambda um: celulas.selo(um.situacao_por_extenso, TONS[um.situacao]),
            csv=lambda um: um.situacao_por_extenso,
        ),
        Coluna(titulo=_("Motivo da perda"), valor=lambda um: um.motivo_perda, so_csv=True),
        Coluna(titulo=_("Vendedor"), valor=lambda um: str(um.vendedor or "—")),
        Coluna(titulo=_("Origem"), valor=lambda um: um.origem),
        Coluna(
            titulo=_("Cadastrado"),
            valor=lambda um: celulas.ha_quanto(um.created_at, agora=datas.agora()),
            csv=lambda um: um.created_at,
        ),
    ),
)
