"""The second step: where, and what for how much."""

from decimal import Decimal
from typing import Any, Final

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from enlace.clientes.models import Cliente
from enlace.contas.models import Usuario
from enlace.core.dinheiro import em_reais
from enlace.core.documentos import normalizar_cep
from enlace.core.errors import RuleRefused
from enlace.enderecos.cidades import cidade_escrita
from enlace.enderecos.models import Endereco
from enlace.financeiro.models import FormaCobranca
from enlace.painel.celulas import em_mega
from enlace.painel.formularios import Dinheiro
from enlace.painel.vendas.endereco import FormularioDeEndereco, como_se_digita
from enlace.planos.models import Plano
from enlace.processos.venda import ComoCobrar
from enlace.prospectos.models import Prospecto, ProspectoServico
from enlace.prospectos.oferta import planos_a_venda
from enlace.servicos.models import ClienteServico

OUTRO: Final = "outro"
_USOS: Final = (("cadastral", _("no cadastro")), ("fiscal", _("na nota fiscal")), ("cobranca", _("na cobrança")))
_PRIMEIRO_O_CEP: Final = _("Informe o CEP e a cidade")
_ESCOLHA: Final = _("Escolha o plano")
_NENHUM: Final = _("Nenhum plano é vendido nesse CEP")


def planos_em(cep: str, cidade: str) -> list[Plano] | None:
    """What is on sale at a place as it is typed; None while nobody can tell which place that is."""
    numeros = normalizar_cep(cep)
    if numeros is None or not cidade.strip():
        return None
    try:
        return planos_a_venda(cep=numeros, id_cidade=cidade_escrita(cidade).pk)
    except RuleRefused:
        return None


def opcoes_de(planos: list[Plano] | None) -> list[tuple[str, str]]:
    """The choices of a list of plans, each with speed and price, and a first one that says what to do."""
    if planos is None:
        return [("", str(_PRIMEIRO_O_CEP))]
    vazia = ("", str(_ESCOLHA if planos else _NENHUM))
    return [vazia, *((str(p.pk), f"{p.nome} · {em_mega(p.velocidade_download)} mega · {em_reais(p.valor)}") for p in planos)]


class FormularioDePlano(FormularioDeEndereco):
    """An address and the plan that is wanted there, at which price: also what is known of a prospect."""

    plano = forms.CharField(label=_("Plano"), widget=forms.Select, help_text=_("Os vendidos nesse CEP."))
    valor = Dinheiro(
        label=_("Valor por mês (R$)"),
        required=False,
        min_value=Decimal(0),
        help_text=_("Em branco: o preço do plano."),
    )
    vendedor = forms.ModelChoiceField(label=_("Vendedor"), queryset=Usuario.objects.none(), required=False)

    def __init__(self, *args: Any, fica: Plano | None = None, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        # A plan that may stay although it is not on sale: what a prospect was offered.
        self.plano_que_fica = fica
        self.fields["vendedor"].queryset = Usuario.objects.filter(is_active=True, is_staff=True)  # type: ignore[attr-defined]
        if not self.is_bound:
            self._listar(planos_em(str(self.initial.get("cep") or ""), str(self.initial.get("cidade") or "")))

    def clean(self) -> dict[str, Any]:
        """The plan is one that is sold there."""
        dados = super().clean() or self.cleaned_data
        planos = planos_a_venda(cep=dados["cep"], id_cidade=dados["cidade"].pk) if {"cep", "cidade"} <= dados.keys() else None
        self._listar(planos)
        if planos is not None and dados.get("plano"):
            possiveis = [*planos, *([self.plano_que_fica] if self.plano_que_fica else [])]
            dados["plano"] = next((plano for plano in possiveis if str(plano.pk) == dados["plano"]), None)
            if dados["plano"] is None:
                self.add_error("plano", _("Esse plano não é vendido nesse CEP. Escolha entre os deste endereço."))
        return dados

    @property
    def preco(self) -> Decimal:
        """R$ a month, of a form that is valid: what was agreed on, else the plan's price."""
        valor: Decimal | None = self.cleaned_data["valor"]
        plano: Plano = self.cleaned_data["plano"]
        return plano.valor if valor is None else valor

    def _listar(self, planos: list[Plano] | None) -> None:
        opcoes = opcoes_de(planos)
        fica = self.plano_que_fica
        if fica and str(fica.pk) not in dict(opcoes):
            opcoes.append((str(fica.pk), f"{fica.nome} · {em_reais(fica.valor)} ({_('ofertado')})"))
        self.fields["plano"].widget.choices = opcoes


class Onde(FormularioDePlano):
    """Where the service is installed, what it is, how it is charged, who sold it."""

    dia_vencimento = forms.IntegerField(
        label=_("Dia do vencimento"),
        validators=[MinValueValidator(1), MaxValueValidator(31)],
        help_text=_("Nos meses mais curtos, o último dia."),
        widget=forms.NumberInput(attrs={"min": "1", "max": "31"}),
    )
    forma = forms.ModelChoiceField(label=_("Forma de cobrança"), queryset=FormaCobranca.objects.none(), empty_label=_("Escolha"))
    outro_endereco = forms.MultipleChoiceField(
        label=_("Usar outro endereço"),
        choices=_USOS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Nada marcado: o da instalação serve para tudo."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        formas = FormaCobranca.objects.filter(ativo=True)
        self.fields["forma"].queryset = formas  # type: ignore[attr-defined]  # a ModelChoiceField's
        # A provider that has not set up charging yet must still be able to sell.
        self.sem_formas = not formas
        if self.sem_formas:
            del self.fields["forma"], self.fields["dia_vencimento"]

    def como_cobrar(self) -> ComoCobrar | None:
        """The agreement on charging, of a form that is valid."""
        if self.sem_formas:
            return None
        return ComoCobrar(dia_vencimento=self.cleaned_data["dia_vencimento"], forma=self.cleaned_data["forma"])

    def resumo(self, outro: "OutroEndereco") -> list[tuple[str, str]]:
        """What the last step shows of this one."""
        dados = self.cleaned_data
        usos = [str(rotulo) for uso, rotulo in _USOS if uso in dados["outro_endereco"]]
        linhas = [
            (str(_("Instalação")), self.por_extenso()),
            (str(_("Outro endereço")), f"{outro.por_extenso()} ({', '.join(usos)})" if usos else ""),
            (str(_("Plano")), f"{dados['plano']}, {em_reais(self.preco)} por mês"),
            (str(_("Cobrança")), f"dia {dados['dia_vencimento']}, {dados['forma']}" if not self.sem_formas else "não combinada"),
            (str(_("Vendedor")), str(dados["vendedor"] or "")),
        ]
        return [(rotulo, valor) for rotulo, valor in linhas if valor]


class OutroEndereco(FormularioDeEndereco):
    """An address for what does not go to the place of installation; nothing is asked of it where it is not used."""

    def __init__(self, *args: Any, usado: bool, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, prefix=OUTRO, **kwargs)
        self.use_required_attribute = False
        if not usado:
            for campo in self.fields.values():
                campo.required = False

    def clean_cep(self) -> str:
        """Its eight digits, where one is told."""
        return super().clean_cep() if self.cleaned_data["cep"] else ""

    def clean_cidade(self) -> Any:  # noqa: ANN401 - a city, or nothing
        """The city, where one is told."""
        return super().clean_cidade() if self.cleaned_data["cidade"] else None


def inicial_da_venda(*, prospecto: Prospecto | None, cliente: Cliente | None, vendedor: Usuario) -> dict[str, Any]:
    """What is known before the step is typed: from the prospect, or from what the customer has."""
    inicial: dict[str, Any] = {"vendedor": vendedor.pk}
    if prospecto:
        inicial |= do_prospecto(prospecto)
        inicial["vendedor"] = prospecto.vendedor_id or vendedor.pk
    elif cliente and (servico := ultimo_servico(cliente)):
        inicial |= como_se_digita(servico.endereco_instalacao)
        if cobranca := getattr(servico, "cobranca", None):
            inicial |= {"dia_vencimento": cobranca.dia_vencimento, "forma": cobranca.forma_id}
    return inicial


def do_prospecto(prospecto: Prospecto, *, mesmo_fora_de_venda: bool = False) -> dict[str, Any]:
    """The address, the plan and the price that a prospect was offered; of a plan that is out of sale only if that is asked for."""
    inicial: dict[str, Any] = {**como_se_digita(prospecto.endereco), "vendedor": prospecto.vendedor_id}
    ofertado: ProspectoServico | None = getattr(prospecto, "servico", None)
    # The price of what cannot be sold any more says nothing about what is sold instead.
    if ofertado is None or not (ofertado.plano.ativo or mesmo_fora_de_venda):
        return inicial
    return inicial | {"plano": str(ofertado.plano_id), "valor": ofertado.valor}


def ultimo_servico(cliente: Cliente) -> ClienteServico | None:
    """The customer's newest service, with its address and how it is charged."""
    servicos = ClienteServico.objects.filter(cliente=cliente).select_related("endereco_instalacao__bairro__cidade", "cobranca")
    return servicos.order_by("-numero_plano").first()


def endereco_de_origem(prospecto: Prospecto | None, cliente: Cliente | None) -> Endereco | None:
    """The address that the step began with: said again it is the same row, not another."""
    if prospecto:
        return prospecto.endereco
    servico = ultimo_servico(cliente) if cliente else None
    return servico.endereco_instalacao if servico else None
