"""Changing what a service is known and connected by; interfaces and ports are found by typing a part of their names."""

import re
from typing import Any, ClassVar, Final, cast

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from enlace.contas.models import Usuario
from enlace.painel.acesso import em_parte, ir_para, pagina
from enlace.painel.atos import Ato, enviado, responder
from enlace.painel.formularios import Dinheiro, FormularioDeModelo
from enlace.painel.servicos.um_servico import de_volta, impedido, obter, sobre
from enlace.processos import edicao_de_servico
from enlace.rede.models import InterfaceConexao, PortaAtendimento
from enlace.servicos.edicao import EDITAVEIS, Edicao, EdicaoDeServicoCancelado, versao
from enlace.servicos.models import ClienteServico, GrupoServico

_SUGESTOES: Final = 10
# What a suggestion ends with, by which it is known again: "OLT-01 gpon 0/1 (12)".
_CODIGO: Final = re.compile(r"\((\d{1,18})\)\s*$")


class Procurado(forms.CharField):
    """A row of a large table, chosen by typing a part of its name: the suggestions end with its code."""

    def __init__(self, *, linhas: "QuerySet[Any]", rota: str, **opcoes: Any) -> None:  # noqa: ANN401 - a field's own options
        atributos = {"list": f"opcoes-{rota}", "autocomplete": "off", "data-sugestoes": rota}
        super().__init__(required=False, widget=forms.TextInput(attrs=atributos), **opcoes)
        self._linhas = linhas

    def prepare_value(self, value: Any) -> Any:  # noqa: ANN401 - a key, or what was typed
        """The name with the code."""
        if not isinstance(value, int):
            return value
        linha = self._linhas.filter(pk=value).first()
        return "" if linha is None else com_codigo(linha)

    def clean(self, value: Any) -> Any:  # noqa: ANN401 - the row, or None
        """The row that is meant."""
        texto = super().clean(value)
        if not texto:
            return None
        codigo = _CODIGO.search(texto)
        linha = self._linhas.filter(pk=int(codigo[1])).first() if codigo else None
        if linha is None:
            raise forms.ValidationError(_("Escolha uma das sugestões: o código entre parênteses diz qual é."))
        return linha

    def has_changed(self, initial: Any, data: Any) -> bool:  # noqa: ANN401 - Django's own signature
        """By the text that was shown."""
        return bool(super().has_changed(self.prepare_value(initial), data))


def com_codigo(linha: InterfaceConexao | PortaAtendimento) -> str:
    """As it is suggested, shown and typed."""
    return f"{linha} ({linha.pk})"


def _interfaces() -> "QuerySet[InterfaceConexao]":
    return InterfaceConexao.objects.select_related("equipamento")


def _portas() -> "QuerySet[PortaAtendimento]":
    return PortaAtendimento.objects.select_related("caixa")


class EdicaoDoServico(FormularioDeModelo):
    """The data of a service. The password is never in the page; `vista` tells whether the page is still what the service is."""

    valor = Dinheiro(label=gettext_lazy("Valor por mês (R$)"), min_value=0)
    senha = forms.CharField(
        label=gettext_lazy("Nova senha de acesso"),
        required=False,
        strip=False,
        max_length=253,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=gettext_lazy("Não é mostrada. Em branco: continua a mesma."),
    )
    interface = Procurado(label=gettext_lazy("Interface de conexão"), linhas=_interfaces(), rota="interfaces")
    interface_roteamento = Procurado(label=gettext_lazy("Interface de roteamento"), linhas=_interfaces(), rota="interfaces")
    porta_atendimento = Procurado(label=gettext_lazy("Porta da caixa óptica"), linhas=_portas(), rota="portas")
    vendedor = forms.ModelChoiceField(
        label=gettext_lazy("Vendedor"), queryset=Usuario.objects.none(), required=False, empty_label=gettext_lazy("Ninguém")
    )
    grupos = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Grupos"), queryset=GrupoServico.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    vista = forms.CharField(widget=forms.HiddenInput)

    class Meta:
        model = ClienteServico
        fields: ClassVar = [*EDITAVEIS, "grupos"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        da_casa = Usuario.objects.filter(is_active=True, is_staff=True) | Usuario.objects.filter(pk=self.instance.vendedor_id)
        cast("forms.ModelChoiceField[Usuario]", self.fields["vendedor"]).queryset = da_casa.order_by("nome")
        usados = GrupoServico.objects.filter(Q(ativo=True) | Q(servicos=self.instance)).distinct()
        cast("forms.ModelChoiceField[GrupoServico]", self.fields["grupos"]).queryset = usados

    def clean_login(self) -> str | None:
        """Nothing typed is no login."""
        return (self.cleaned_data["login"] or "").strip() or None

    def edicao(self) -> Edicao:
        """What was typed, of a form that is valid."""
        digitados = {nome: self.cleaned_data[nome] for nome in EDITAVEIS}
        # A column without a value is null, never an empty text.
        dados: dict[str, Any] = {nome: None if valor == "" else valor for nome, valor in digitados.items()}
        return Edicao(**dados, grupos=tuple(self.cleaned_data["grupos"]))


@pagina("servicos.change_clienteservico")
def editar(request: HttpRequest, id_cliente_servico: int) -> HttpResponse:
    """Login, password, addresses, MAC, interface, port, seller, groups, price. A page of its own: it suggests while one types."""
    if em_parte(request) and request.method != "POST":
        return ir_para(request, request.get_full_path())
    servico = obter(id_cliente_servico)
    titulo = gettext_lazy("Editar o serviço")
    if request.method != "POST" and servico.status_id == "cancelado":
        return impedido(request, servico, titulo, EdicaoDeServicoCancelado.mensagem)
    ato = Ato(
        titulo=titulo,
        regra=_("O estado, o plano e o endereço têm atos próprios. O preço vale para os dias que nenhuma fatura cobrou ainda."),
        botao=gettext_lazy("Gravar"),
        modelo="painel/servicos/editar.html",
    )
    formulario = EdicaoDoServico(enviado(request), instance=servico, initial={"vista": versao(servico)})
    return responder(
        request,
        sobre(servico, ato),
        formulario=formulario,
        fazer=lambda dados, autor: edicao_de_servico.editar(servico.pk, formulario.edicao(), vista=dados["vista"], autor=autor),
        feito=_("Serviço gravado."),
        volta=de_volta(request, servico),
    )


@pagina("servicos.change_clienteservico")
def interfaces(request: HttpRequest) -> HttpResponse:
    """Interfaces whose equipment or name holds each word that was typed."""
    return _sugerir(request, _interfaces().order_by("equipamento__nome", "nome"), "equipamento__nome", "nome")


@pagina("servicos.change_clienteservico")
def portas(request: HttpRequest) -> HttpResponse:
    """Free ports of boxes whose name holds each word that was typed."""
    return _sugerir(request, _portas().filter(servico__isnull=True).order_by("caixa__nome", "numero"), "caixa__nome", "numero")


def _sugerir(request: HttpRequest, linhas: "QuerySet[Any]", nome: str, parte: str) -> HttpResponse:
    achadas = linhas
    for palavra in request.GET.get("q", "")[:100].replace("\0", "").replace("/", " / ").split():
        if palavra != "/":
            achadas = achadas.filter(Q(**{f"{nome}__icontains": palavra}) | Q(**{f"{parte}__icontains": palavra}))
    opcoes = [com_codigo(linha) for linha in achadas[:_SUGESTOES]]
    return render(request, "painel/servicos/sugestoes.html", {"opcoes": opcoes})
