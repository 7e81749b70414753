"""What is done with one bill, each with its rule in words: settle, undo, cancel, another link, to the bank again."""

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from enlace.auditoria.registro import Autor
from enlace.core import datas
from enlace.core.dinheiro import em_reais
from enlace.financeiro import baixa, cancelamento
from enlace.financeiro.baixa import Recebido
from enlace.financeiro.models import Fatura, Pagamento
from enlace.financeiro.titulo import ValorNoDia, valores_no_dia
from enlace.painel.acesso import pagina, volta
from enlace.painel.atos import Ato, PorQue, SemPerguntas, enviado, responder
from enlace.painel.formularios import Dia, Dinheiro, Formulario
from enlace.processos import recebimento
from enlace.processos.remessa import registrar_de_novo

_REGRA_DE_RECEBER: Final = _(
    "Recebe-se de uma vez, e no mínimo o valor da fatura: multa e juros que não vierem são perdoados. "
    "O que vier a mais vira crédito na próxima fatura; mais que o triplo do devido é recusado, porque costuma ser engano. "
    "Se um serviço estava suspenso por causa dela, volta na hora. Um recebimento errado pode ser desfeito depois."
)


class Recebimento(Formulario):
    """How much came and on which day."""

    valor = Dinheiro(label=_("Valor recebido (R$)"), min_value=0)
    data_pagamento = Dia(label=_("Dia do pagamento"))


@pagina("financeiro.receber")
def receber(request: HttpRequest, id_fatura: int) -> HttpResponse:
    """Note a payment: of today, for what the bill costs today, unless something else is said."""
    fatura = get_object_or_404(Fatura.objects.select_related("cliente"), pk=id_fatura)
    hoje, agora = datas.hoje(), datas.agora()
    no_dia = valores_no_dia([fatura], hoje)[fatura.pk]

    def fazer(dados: dict[str, Any], autor: Autor) -> Pagamento:
        return recebimento.receber(fatura.pk, Recebido(**dados), autor=autor, agora=agora)

    def feito(pagamento: Pagamento) -> str:
        frase = f"Fatura {fatura.pk} recebida: {em_reais(pagamento.valor)}."
        if pagamento.credito is not None:
            frase += f" {em_reais(-pagamento.credito.valor)} ficam de crédito para a próxima fatura."
        return frase + voltaram(recebimento.servicos_restabelecidos(fatura.cliente_id, em=agora))

    regra = f"{fatura.cliente.nome_razaosocial}: {_como_se_faz(no_dia)}\n{_REGRA_DE_RECEBER}"
    return responder(
        request,
        Ato(titulo=f"Receber a fatura {fatura.pk}", regra=regra, botao=_("Receber")),
        formulario=Recebimento(enviado(request), initial={"valor": no_dia.total, "data_pagamento": hoje}),
        fazer=fazer,
        feito=feito,
        volta=_volta(request, fatura.pk),
    )


@pagina("financeiro.receber")
def desfazer(request: HttpRequest, id_pagamento: int) -> HttpResponse:
    """Undo a payment, with a reason."""
    pagamento = get_object_or_404(Pagamento, pk=id_pagamento)
    regra = _(
        "A fatura volta a ficar em aberto, com o vencimento que tinha, e o crédito que o pagamento gerou é retirado; se ele "
        "já foi usado em outra fatura, não dá para desfazer. Nenhum serviço é suspenso na hora: isso a cobrança do dia decide."
    )
    return responder(
        request,
        Ato(
            titulo=f"Desfazer o pagamento de {em_reais(pagamento.valor)} da fatura {pagamento.fatura_id}",
            regra=regra,
            botao=_("Desfazer o pagamento"),
            perigo=True,
        ),
        formulario=PorQue(enviado(request)),
        fazer=lambda dados, autor: baixa.desfazer(pagamento.pk, **dados, autor=autor, agora=datas.agora()),
        feito=f"Pagamento desfeito: a fatura {pagamento.fatura_id} está em aberto de novo, se nada mais a paga.",
        volta=_volta(request, pagamento.fatura_id),
    )


@pagina("financeiro.cancelar_fatura")
def cancelar(request: HttpRequest, id_fatura: int) -> HttpResponse:
    """Cancel the bill, with a reason."""
    fatura = get_object_or_404(Fatura, pk=id_fatura)
    agora = datas.agora()
    regra = _(
        "Ninguém mais a paga: o boleto sai do banco na próxima remessa, e o que esperava para ser enviado não sai. "
        "Mensalidades e parcelas que ela cobra são canceladas com ela, e não voltam na próxima fatura; créditos do cliente "
        "voltam a esperar. Os dias do mês só são cobrados de novo se o faturamento for feito outra vez com “cobrar de novo”. "
        "Não dá para desfazer."
    )
    return responder(
        request,
        Ato(
            titulo=f"Cancelar a fatura {fatura.pk} de {em_reais(fatura.valor)}",
            regra=regra,
            botao=_("Cancelar a fatura"),
            perigo=True,
        ),
        formulario=PorQue(enviado(request)),
        fazer=lambda dados, autor: recebimento.cancelar_fatura(fatura.pk, **dados, autor=autor, agora=agora),
        feito=lambda cancelada: (
            f"Fatura {cancelada.pk} cancelada." + voltaram(recebimento.servicos_restabelecidos(cancelada.cliente_id, em=agora))
        ),
        volta=_volta(request, fatura.pk),
    )


@pagina("financeiro.cancelar_fatura")
def revogar_link(request: HttpRequest, id_fatura: int) -> HttpResponse:
    """Give the bill another link, once somebody confirms."""
    fatura = get_object_or_404(Fatura, pk=id_fatura)
    regra = _(
        "O link que já foi enviado deixa de abrir a fatura, também para o próprio cliente: envie-lhe a fatura de novo depois. "
        "Use quando o link foi parar em mãos erradas."
    )
    return responder(
        request,
        Ato(titulo=f"Trocar o link da fatura {fatura.pk}", regra=regra, botao=_("Trocar o link"), perigo=True),
        formulario=SemPerguntas(enviado(request)),
        fazer=lambda _dados, autor: cancelamento.revogar_link(fatura.pk, autor=autor),
        feito=_("O link foi trocado: o antigo não abre mais nada."),
        volta=_volta(request, fatura.pk),
    )


@pagina("financeiro.trocar_arquivos")
def registrar(request: HttpRequest, id_fatura: int) -> HttpResponse:
    """Let a bill that the bank refused go into the next remittance."""
    fatura = get_object_or_404(Fatura, pk=id_fatura)
    regra = _("Corrija antes o que o banco recusou (veja na aba “Banco”). A fatura vai na próxima remessa da conta.")
    return responder(
        request,
        Ato(titulo=f"Registrar a fatura {fatura.pk} de novo no banco", regra=regra, botao=_("Mandar de novo")),
        formulario=SemPerguntas(enviado(request)),
        fazer=lambda _dados, autor: registrar_de_novo(fatura.pk, autor=autor),
        feito=f"A fatura {fatura.pk} vai na próxima remessa.",
        volta=_volta(request, fatura.pk),
    )


def voltaram(servicos: list[str]) -> str:
    """That services work again, as the end of a sentence of success; nothing when none does."""
    if not servicos:
        return ""
    return f" Voltou a funcionar: {', '.join(servicos)}."


def _como_se_faz(no_dia: ValorNoDia) -> str:
    """`hoje custa R$ 102,10 (R$ 100,00 + multa de R$ 2,00 + juros de R$ 0,10)`."""
    partes = [em_reais(no_dia.principal)]
    partes += [f"- desconto de {em_reais(no_dia.desconto)}"] if no_dia.desconto else []
    partes += [f"+ multa de {em_reais(no_dia.multa)}"] if no_dia.multa else []
    partes += [f"+ juros de {em_reais(no_dia.juros)}"] if no_dia.juros else []
    conta = f" ({' '.join(partes)})" if len(partes) > 1 else ""
    return f"hoje custa {em_reais(no_dia.total)}{conta}."


def _volta(request: HttpRequest, id_fatura: int) -> str:
    return volta(request, reverse("painel:faturas:fatura", args=[id_fatura]))
