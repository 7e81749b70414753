"""What is charged or credited to a customer besides the month: now in a bill of its own, or in the next one."""

from typing import Any, Final
from uuid import uuid4

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from enlace.auditoria.registro import Autor
from enlace.clientes.models import Cliente
from enlace.core import datas
from enlace.core.dinheiro import em_reais
from enlace.core.errors import RuleRefused
from enlace.financeiro import lancamento
from enlace.financeiro.avulsa import lancar_e_emitir
from enlace.financeiro.emissao import NovaFatura, emitir
from enlace.financeiro.lancamento import Lancamento
from enlace.financeiro.models import Cobranca, FormaCobranca
from enlace.painel.acesso import pagina, volta
from enlace.painel.atos import Ato, SemPerguntas, enviado, responder
from enlace.painel.formularios import Dia, Dinheiro, Formulario
from enlace.servicos.models import ClienteServico

_MAIS_PARCELAS: Final = 60
_MAIS_ESPERANDO: Final = 100
_REGRA: Final = _(
    "Uma cobrança ou um crédito fora da mensalidade. Na próxima fatura: entra na primeira que vencer a partir do dia escolhido, e "
    "as demais parcelas nos meses seguintes. Emitir agora: cada parcela ganha a sua própria fatura, a primeira com vencimento "
    "nesse dia. Um crédito abate da próxima fatura, e o que sobrar fica para a seguinte."
)


class NovoLancamento(Formulario):
    """What, how much, in how many instalments, and when it is charged."""

    que = forms.ChoiceField(
        label=_("O que fazer"),
        widget=forms.RadioSelect,
        initial="proxima",
        choices=[("proxima", _("Cobrar na próxima fatura")), ("agora", _("Emitir fatura agora")), ("credito", _("Dar crédito"))],
    )
    descricao = forms.CharField(label=_("Descrição"), max_length=200, help_text=_("O cliente lê na fatura: “Taxa de instalação”."))
    valor = Dinheiro(label=_("Valor (R$)"), min_value=0, help_text=_("O total; as parcelas dividem-no."))
    parcelas = forms.IntegerField(label=_("Parcelas"), min_value=1, max_value=_MAIS_PARCELAS, initial=1)
    a_partir = Dia(label=_("A partir de / vencimento"))
    servico = forms.ModelChoiceField(
        label=_("Serviço"), queryset=ClienteServico.objects.none(), required=False, empty_label=_("Nenhum em particular")
    )
    forma = forms.ModelChoiceField(
        label=_("Forma de cobrança"),
        queryset=FormaCobranca.objects.filter(ativo=True),
        required=False,
        help_text=_("Só para emitir agora."),
    )
    pedido = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, dados: Any, *, cliente: Cliente, **kwargs: Any) -> None:  # noqa: ANN401 - a QueryDict or None
        super().__init__(dados, **kwargs)
        servicos = ClienteServico.objects.filter(cliente=cliente).select_related("plano").order_by("pk")
        self.fields["servico"].queryset = servicos  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """What each of the three needs and what it has no use for."""
        dados = super().clean() or {}
        if dados.get("que") == "agora" and not dados.get("forma"):
            self.add_error("forma", _("Diga como a fatura será cobrada."))
        if dados.get("que") == "credito" and dados.get("parcelas", 1) > 1:
            self.add_error("parcelas", _("Um crédito não tem parcelas."))
        if dados.get("que") == "credito" and dados.get("servico"):
            self.add_error("servico", _("Um crédito é do cliente, não de um serviço."))
        return dados


class Emissao(Formulario):
    """How, and until when, what waits is paid."""

    vencimento = Dia(label=_("Vencimento"))
    forma = forms.ModelChoiceField(label=_("Forma de cobrança"), queryset=FormaCobranca.objects.filter(ativo=True))
    todas = forms.BooleanField(label=_("Também o que só seria cobrado depois desse vencimento"), required=False)


class NadaEspera(RuleRefused):
    """There is nothing to be billed by that day."""

    mensagem = "Nada espera fatura até esse vencimento."


@pagina("financeiro.emitir")
def lancar(request: HttpRequest, id_cliente: int) -> HttpResponse:
    """Charge or credit; below, what waits for a bill."""
    cliente = get_object_or_404(Cliente, pk=id_cliente)
    formulario = NovoLancamento(enviado(request), cliente=cliente, initial={"a_partir": datas.hoje(), "pedido": uuid4()})
    return responder(
        request,
        Ato(
            titulo=f"Lançar para {cliente.nome_razaosocial}",
            regra=_REGRA,
            botao=_("Lançar"),
            modelo="painel/faturas/lancar.html",
            contexto={"cliente": cliente, "esperam": esperando(cliente)[:_MAIS_ESPERANDO]},
        ),
        formulario=formulario,
        fazer=lambda dados, autor: _lancar(cliente, dados, autor),
        feito=lambda frase: frase,
        volta=volta(request, reverse("painel:faturas:lancar", args=[cliente.pk])),
    )


@pagina("financeiro.emitir")
def retirar(request: HttpRequest, id_cobranca: int) -> HttpResponse:
    """Withdraw a line that waits for its bill."""
    cobranca = get_object_or_404(Cobranca, pk=id_cobranca)
    return responder(
        request,
        Ato(
            titulo=_("Retirar o que espera fatura"),
            regra=f"{cobranca.descricao}\nNão será cobrado nem creditado. Um crédito que veio de um pagamento não se retira: "
            "desfaça o pagamento.",
            botao=_("Retirar"),
            perigo=True,
        ),
        formulario=SemPerguntas(enviado(request)),
        fazer=lambda _dados, autor: lancamento.retirar(cobranca.pk, autor=autor, agora=datas.agora()),
        feito=_("Retirado."),
        volta=volta(request, reverse("painel:faturas:lancar", args=[cobranca.cliente_id])),
    )


@pagina("financeiro.emitir")
def emitir_o_que_espera(request: HttpRequest, id_cliente: int) -> HttpResponse:
    """A bill of what waits, for a customer whom the monthly run does not reach or who wants it now."""
    cliente = get_object_or_404(Cliente, pk=id_cliente)
    regra = _("Uma só fatura com tudo o que espera, créditos também. Se os créditos pagam tudo, ela já nasce quitada.")

    def fazer(dados: dict[str, Any], autor: Autor) -> str:
        pendentes = esperando(cliente)
        if not dados["todas"]:
            pendentes = pendentes.filter(data_vencimento__lte=dados["vencimento"])
        nova = NovaFatura(cliente=cliente, forma=dados["forma"], vencimento=dados["vencimento"], pendentes=list(pendentes))
        if not nova.pendentes:
            raise NadaEspera
        fatura = emitir(nova, autor=autor, agora=datas.agora())
        return f"Fatura {fatura.pk} emitida: {em_reais(fatura.valor)}, vence em {fatura.data_vencimento:%d/%m/%Y}."

    return responder(
        request,
        Ato(titulo=f"Emitir o que espera de {cliente.nome_razaosocial}", regra=regra, botao=_("Emitir a fatura")),
        formulario=Emissao(enviado(request), initial={"vencimento": datas.hoje()}),
        fazer=fazer,
        feito=lambda frase: frase,
        volta=volta(request, reverse("painel:faturas:lancar", args=[cliente.pk])),
    )


def esperando(cliente: Cliente) -> "QuerySet[Cobranca]":
    """The lines that wait for a bill (index `cobranca_por_faturar`)."""
    return Cobranca.objects.filter(cliente=cliente, fatura__isnull=True, cancelada_em__isnull=True).order_by(
        "data_vencimento", "pk"
    )


def _lancar(cliente: Cliente, dados: dict[str, Any], autor: Autor) -> str:
    agora = datas.agora()
    if dados["que"] == "credito":
        credito = lancamento.creditar(
            cliente,
            dados["valor"],
            descricao=dados["descricao"],
            a_partir=dados["a_partir"],
            autor=autor,
            agora=agora,
            pedido=dados["pedido"],
        )
        return f"Crédito de {em_reais(-credito.valor)} para a próxima fatura."
    campos = {nome: dados[nome] for nome in ("descricao", "valor", "a_partir", "parcelas", "servico", "pedido")}
    novo = Lancamento(cliente=cliente, **campos)
    if dados["que"] == "agora":
        faturas = lancar_e_emitir(novo, forma=dados["forma"], autor=autor, agora=agora)
        numeros = ", ".join(str(fatura.pk) for fatura in faturas)
        return f"Emitida{'s' if len(faturas) > 1 else ''}: fatura{'s' if len(faturas) > 1 else ''} {numeros}."
    cobrancas = lancamento.lancar(novo, autor=autor, agora=agora)
    vezes = f" em {len(cobrancas)} parcelas" if len(cobrancas) > 1 else ""
    return f"Lançado: {em_reais(dados['valor'])}{vezes}, na primeira fatura que vencer a partir de {dados['a_partir']:%d/%m/%Y}."
