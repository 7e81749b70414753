"""The monthly run: a due date is chosen, what would be issued is shown, and a job issues it while its page says how far it is."""

from collections import Counter
from datetime import date, timedelta
from typing import Final

from django import forms
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from enlace.clientes.models import Cliente
from enlace.core import datas
from enlace.core.dinheiro import ZERO
from enlace.financeiro.models import CobrancaServico, Faturamento, FaturamentoOcorrencia, FormaCobranca
from enlace.financeiro.periodos import dias_de_vencimento
from enlace.financeiro.planejamento import FaturaPlanejada
from enlace.painel import celulas
from enlace.painel.acesso import autor_de, ir_para, pagina
from enlace.painel.atos import Ato, SemPerguntas, enviado, responder
from enlace.painel.cobranca.andamento import do_faturamento, parte
from enlace.painel.formularios import Dia, Formulario
from enlace.painel.listas import Coluna, Lista, Vazio
from enlace.processos.faturamento_mensal import prever
from enlace.processos.pedidos import ALCANCE, VencimentoForaDoAlcance, pedir_faturamento, retomar_faturamento

_ADIANTE: Final = 35
_ULTIMOS: Final = 30
_MAIS_RECUSAS: Final = 50
_DICA: Final = _("Conserte o que o motivo diz e fature o vencimento de novo: só o que falta é emitido.")


class Escolha(Formulario):
    """Which due date, and whether days of cancelled bills are charged again."""

    vencimento = Dia(label=_("Vencimento"))
    refazer = forms.BooleanField(
        label=_("Cobrar de novo os dias de faturas canceladas"),
        required=False,
        help_text=_("Sem isso, o que foi cancelado conta como cobrado."),
    )

    def clean_vencimento(self) -> date:
        """Within reach: what `pedidos.pedir_faturamento` refuses is said before the preview."""
        vencimento: date = self.cleaned_data["vencimento"]
        hoje = datas.hoje()
        if not hoje <= vencimento <= hoje + ALCANCE:
            raise forms.ValidationError(_("De hoje a daqui a um ano: as faturas não podem nascer vencidas."))
        return vencimento


@pagina("financeiro.faturar")
def faturamento(request: HttpRequest) -> HttpResponse:
    """Choose a due date (GET), see what would be issued (GET with one), have it issued (POST)."""
    dados = request.POST if request.method == "POST" else request.GET if "vencimento" in request.GET else None
    formulario = Escolha(dados)
    if formulario.is_bound and formulario.is_valid():
        escolha = formulario.cleaned_data
        if request.method == "POST":
            return _pedir(request, formulario)
        return _previa(request, escolha["vencimento"], refazer=escolha["refazer"])
    return _escolher(request, formulario)


def _pedir(request: HttpRequest, formulario: Escolha) -> HttpResponse:
    agora, hoje = datas.agora(), datas.hoje()
    try:
        pedido = pedir_faturamento(**formulario.cleaned_data, autor=autor_de(request), agora=agora, hoje=hoje)
    except VencimentoForaDoAlcance as recusa:
        formulario.add_error("vencimento", str(recusa))
        return _escolher(request, formulario)
    return ir_para(request, reverse("painel:cobranca:execucao", args=[pedido.pk]))


def _escolher(request: HttpRequest, formulario: Escolha) -> HttpResponse:
    feitos = Faturamento.objects.select_related("usuario")
    pagina_ = Paginator(feitos, _ULTIMOS).get_page(request.GET.get("pagina"))
    contexto = {"formulario": formulario, "proximos": _proximos(datas.hoje()), "pagina": pagina_}
    return render(request, "painel/cobranca/faturamento.html", contexto, status=422 if formulario.errors else 200)


def _proximos(hoje: date) -> list[tuple[date, int, Faturamento | None]]:
    """The due dates of the next weeks that services have, how many, and the last run of each."""
    dias = Counter(dict(CobrancaServico.objects.values_list("dia_vencimento").annotate(quantos=Count("pk")).order_by()))
    datas_ = [hoje + timedelta(days=adiante) for adiante in range(_ADIANTE)]
    quantos = {data: sum(dias[dia] for dia in dias_de_vencimento(data)) for data in datas_}
    ultimos = {f.data_vencimento: f for f in Faturamento.objects.filter(data_vencimento__in=datas_).order_by("pk")}
    return [(data, quantos[data], ultimos.get(data)) for data in datas_ if quantos[data]]


def _previa(request: HttpRequest, vencimento: date, *, refazer: bool) -> HttpResponse:
    previa = prever(vencimento, hoje=datas.hoje(), refazer=refazer)
    recusas = previa.recusas[:_MAIS_RECUSAS]
    clientes = Cliente.objects.in_bulk({chave for chave, _motivo in recusas} | {f.id_cliente for f in previa.exemplos})
    formas = FormaCobranca.objects.in_bulk()
    contexto = {
        "vencimento": vencimento,
        "refazer": refazer,
        "previa": previa,
        "exemplos": [_exemplo(fatura, clientes, formas) for fatura in previa.exemplos],
        "motivos": Counter(motivo for _chave, motivo in previa.recusas).most_common(),
        "recusas": [(clientes[chave], motivo) for chave, motivo in recusas if chave in clientes],
        "em_andamento": Faturamento.objects.filter(data_vencimento=vencimento, terminado_em__isnull=True).first(),
    }
    return render(request, "painel/cobranca/previa.html", contexto)


def _exemplo(fatura: FaturaPlanejada, clientes: dict[int, Cliente], formas: dict[int, FormaCobranca]) -> dict[str, object]:
    pendentes = sum((pendente.valor for pendente in fatura.pendentes), ZERO)
    creditos = sum((credito.usado for credito in fatura.creditos), ZERO)
    return {
        "cliente": clientes[fatura.id_cliente],
        "forma": formas[fatura.id_forma_cobranca],
        "valor": fatura.valor,
        "linhas": [linha.descricao for linha in fatura.linhas],
        "pendentes": pendentes,
        "creditos": creditos,
    }


@pagina("financeiro.faturar")
def execucao(request: HttpRequest, id_faturamento: int) -> HttpResponse:
    """A run: how far it is, asked again every other second while it moves (`?parte=andamento`), and what it left out."""
    este = get_object_or_404(Faturamento.objects.select_related("usuario"), pk=id_faturamento)
    andamento = do_faturamento(este, agora=datas.agora())
    contexto = {"faturamento": este, "andamento": andamento, "retomar": reverse("painel:cobranca:retomar", args=[este.pk])}
    if request.GET.get("parte") == "andamento":
        return parte(request, "painel/cobranca/faturando.html", contexto, andamento)
    ocorrencias = este.ocorrencias.select_related("cliente").order_by("pk")
    contexto["ocorrencias"] = ocorrencias[:_MAIS_RECUSAS]
    contexto["quantas"] = ocorrencias.count()
    return render(request, "painel/cobranca/execucao.html", contexto)


@pagina("financeiro.faturar")
def retomar(request: HttpRequest, id_faturamento: int) -> HttpResponse:
    """Go on with a run that stopped."""
    este = get_object_or_404(Faturamento, pk=id_faturamento)
    regra = _("Continua de onde parou: o que já foi emitido fica como está, e ninguém recebe duas faturas.")
    return responder(
        request,
        Ato(titulo=f"Retomar o faturamento de {este.data_vencimento:%d/%m/%Y}", regra=regra, botao=_("Retomar")),
        formulario=SemPerguntas(enviado(request)),
        fazer=lambda _dados, _autor: retomar_faturamento(este.pk, agora=datas.agora()),
        feito=_("O faturamento foi retomado."),
        volta=reverse("painel:cobranca:execucao", args=[este.pk]),
    )


@pagina("financeiro.faturar")
def ocorrencias(request: HttpRequest, id_faturamento: int) -> HttpResponseBase:
    """Who was left out of a run and why, all of them, as a list that can be taken away."""
    este = get_object_or_404(Faturamento, pk=id_faturamento)
    return Lista[FaturamentoOcorrencia](
        titulo=f"Quem ficou de fora em {este.data_vencimento:%d/%m/%Y}",
        arquivo=f"fora-do-faturamento-{este.pk}",
        linhas=lambda _request, _filtro: FaturamentoOcorrencia.objects.filter(faturamento=este).select_related("cliente"),
        colunas=(
            Coluna(titulo=_("Cliente"), valor=_cliente, csv=lambda o: o.cliente.nome_razaosocial, principal=True),
            Coluna(titulo=_("Código"), valor=lambda o: o.cliente.codigo_cliente, so_csv=True),
            Coluna(titulo=_("Por quê"), valor=lambda o: o.motivo),
        ),
        ordem=("id_faturamento_ocorrencia",),
        vazio=Vazio(_("Ninguém ficou de fora"), _DICA),
        modelo="painel/cobranca/ocorrencias.html",
        contexto=lambda _request: {"faturamento": este},
    ).responder(request)


def _cliente(ocorrencia: FaturamentoOcorrencia) -> str:
    cliente = ocorrencia.cliente
    nome = f"{cliente.codigo_cliente} · {cliente.nome_razaosocial}"
    return celulas.link(nome, reverse("painel:clientes:ficha", args=[cliente.pk]))
