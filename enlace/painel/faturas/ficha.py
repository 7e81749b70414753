"""One bill: what it costs today and why, how it is paid, what came for it, and what was said about it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from enlace.auditoria.models import Registro
from enlace.configuracao.models import Provedor
from enlace.core.datas import hoje as hoje_no_provedor
from enlace.core.origem import endereco_do_servidor
from enlace.financeiro.apresentacao import apresentar, link
from enlace.financeiro.models import Fatura, FeriadoLocal
from enlace.financeiro.prazos import vencida
from enlace.mensagens.models import Mensagem
from enlace.painel.acesso import pagina
from enlace.painel.faturas.celulas import ABERTA, situacao
from enlace.processos.textos import base_publica

_ULTIMAS: Final = 100


@dataclass(frozen=True)
class _Dia:
    """Today, with the provider's own holidays since the bill was due."""

    hoje: date
    feriados: frozenset[date]


@dataclass(frozen=True)
class _Aba:
    """A part of the page: its words, who sees it, its template and what this one needs."""

    rotulo: str
    permissao: str
    modelo: str
    contexto: "Callable[[HttpRequest, Fatura, _Dia], Mapping[str, object]]"


@pagina("financeiro.view_fatura")
def fatura(request: HttpRequest, id_fatura: int) -> HttpResponse:
    """The bill, one part of it at a time (`?aba=`)."""
    todas = Fatura.objects.select_related("cliente", "conta", "aviso")
    esta = get_object_or_404(todas, pk=id_fatura)
    desde = FeriadoLocal.objects.filter(data__gte=esta.data_vencimento)
    dia = _Dia(hoje_no_provedor(), frozenset(desde.values_list("data", flat=True)))
    abas = {nome: aba for nome, aba in _ABAS.items() if request.user.has_perm(aba.permissao)}
    escolhida = request.GET.get("aba", "dados")
    if escolhida not in abas:
        escolhida = "dados"
    aberta = esta.situacao == ABERTA
    contexto = {
        "fatura": esta,
        "aberta": aberta,
        "situacao": situacao(esta, vencida=aberta and vencida(esta.data_vencimento, dia.hoje, dia.feriados)),
        "pdf": link(esta.token, ""),
        "abas": [(nome, aba.rotulo) for nome, aba in abas.items()],
        "aba": escolhida,
        "parte": abas[escolhida].modelo,
    }
    return render(request, "painel/faturas/fatura.html", {**contexto, **_ABAS[escolhida].contexto(request, esta, dia)})


def _dados(request: HttpRequest, fatura: Fatura, dia: _Dia) -> Mapping[str, object]:
    provedor = Provedor.atual()
    mostrada = apresentar(fatura, hoje=dia.hoje, feriados=dia.feriados, provedor=provedor)
    return {
        "mostrada": mostrada,
        "no_dia": mostrada.no_dia,
        "link": link(fatura.token, base_publica(provedor, endereco_do_servidor(request) or "")),
        "linhas": fatura.cobrancas.order_by("pk"),
        "pagamentos": fatura.pagamentos.select_related("usuario", "credito").order_by("-pk"),
        "renegociadas": fatura.renegociadas.order_by("pk").values_list("pk", flat=True) if fatura.data_renegociacao else (),
    }


def _mensagens(_request: HttpRequest, fatura: Fatura, _dia: _Dia) -> Mapping[str, object]:
    sobre = Mensagem.objects.filter(referencia__in=[f"fatura:{fatura.pk}", f"aviso:{fatura.pk}"])
    return {
        "mensagens": sobre.defer("texto", "html", "dados").order_by("-pk")[:_ULTIMAS],
        "aviso": getattr(fatura, "aviso", None),
    }


def _banco(_request: HttpRequest, fatura: Fatura, _dia: _Dia) -> Mapping[str, object]:
    return {
        "remessas": fatura.remessas.select_related("remessa").defer("remessa__conteudo").order_by("-pk")[:_ULTIMAS],
        "retornos": fatura.retornos.select_related("retorno").order_by("-pk")[:_ULTIMAS],
    }


def _historico(_request: HttpRequest, fatura: Fatura, _dia: _Dia) -> Mapping[str, object]:
    pagamentos = [str(chave) for chave in fatura.pagamentos.values_list("pk", flat=True)]
    dela = Q(tabela="fatura", chave=str(fatura.pk)) | Q(tabela="pagamento", chave__in=pagamentos)
    return {"registros": Registro.objects.filter(dela).select_related("usuario").order_by("-pk")[:_ULTIMAS]}


_ABAS: Final = {
    "dados": _Aba("Fatura", "financeiro.view_fatura", "painel/faturas/dados.html", _dados),
    "mensagens": _Aba("Mensagens e aviso", "mensagens.view_mensagem", "painel/faturas/mensagens.html", _mensagens),
    "banco": _Aba("Banco", "financeiro.view_fatura", "painel/faturas/banco.html", _banco),
    "historico": _Aba("Histórico", "auditoria.view_registro", "painel/faturas/historico.html", _historico),
}
