"""Forms of prospects: the filter of the funnel and of the list, what is known of one, the reason why one was lost."""

from typing import Any, ClassVar, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from enlace.clientes.models import Cliente
from enlace.contas.models import Usuario
from enlace.core.documentos import com_mascara_de_cpf_cnpj
from enlace.core.errors import RuleRefused
from enlace.enderecos.cidades import cidade_escrita
from enlace.enderecos.models import Cidade
from enlace.painel.formularios import Dia, Formulario
from enlace.painel.listas import Filtro
from enlace.painel.vendas.onde import FormularioDePlano, do_prospecto
from enlace.painel.vendas.quem import CampoDeDocumento, CampoDeTelefone, conferir_tipo, nascimento_ate_hoje
from enlace.planos.models import Plano
from enlace.prospectos.cadastro import FichaDoProspecto
from enlace.prospectos.models import Prospecto
from enlace.prospectos.queries import FiltroDoFunil

MOTIVOS: Final = (
    _("Sem cobertura no endereço"),
    _("Achou caro"),
    _("Ficou com outro provedor"),
    _("Não responde"),
    _("Desistiu"),
)
_ETAPAS: Final = [(etapa.value, etapa.label) for etapa in Prospecto.EM_ANDAMENTO]


class FiltroDeProspectos(Filtro):
    """By whom, where, what, through which door."""

    vendedor = forms.TypedChoiceField(label=_("Vendedor"), coerce=int, empty_value=None)
    cidade = forms.CharField(label=_("Cidade"), max_length=110, widget=forms.TextInput(attrs={"list": "cidades"}))
    plano = forms.TypedChoiceField(label=_("Plano ofertado"), coerce=int, empty_value=None)
    origem = forms.CharField(label=_("Origem"), max_length=20, widget=forms.TextInput(attrs={"list": "origens"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        # Read once, to be shown and to be checked against.
        vendedores = Usuario.objects.filter(is_active=True, is_staff=True).values_list("pk", "nome")
        for nome, linhas in (("vendedor", vendedores), ("plano", Plano.objects.values_list("pk", "nome"))):
            self.fields[nome].choices = [("", _("Todos")), *linhas]  # type: ignore[attr-defined]  # a ChoiceField's

    def clean_cidade(self) -> Cidade | None:
        """The city that is meant."""
        escrita: str = self.cleaned_data["cidade"]
        try:
            return cidade_escrita(escrita) if escrita else None
        except RuleRefused as recusa:
            raise forms.ValidationError(str(recusa)) from recusa

    def pedido(self) -> FiltroDoFunil:
        """What is asked for; nothing where the form is not valid."""
        return pedido_de(self.cleaned_data if self.is_valid() else {})


class FiltroDaLista(FiltroDeProspectos):
    """The same for the list, which also searches and goes back to the first of them."""

    mais: ClassVar = ("plano", "origem", "de", "ate")

    q = forms.CharField(label=_("Procurar"), max_length=100, help_text="")
    situacao = forms.ChoiceField(label=_("Situação"), choices=[("", _("Todas")), *Prospecto.Situacao.choices])
    de = Dia(label=_("Cadastrado de"))
    ate = Dia(label=_("até"))
    field_order = ("q", "situacao", "vendedor", "cidade", "plano", "origem", "de", "ate")


def pedido_de(dados: dict[str, Any]) -> FiltroDoFunil:
    """The clean values of a filter, by their keys."""
    cidade: Cidade | None = dados.get("cidade")
    return FiltroDoFunil(
        vendedor=dados.get("vendedor"),
        cidade=cidade.pk if cidade else None,
        plano=dados.get("plano"),
        origem=dados.get("origem") or "",
    )


class FormularioDoProspecto(FormularioDePlano):
    """Everything that is known of a prospect. `repetido` is another prospect with the same document."""

    nome_razaosocial = forms.CharField(label=_("Nome ou razão social"), max_length=150)
    tipo_pessoa = forms.ChoiceField(
        label=_("Tipo"), choices=Cliente.TipoPessoa.choices, widget=forms.RadioSelect, initial=Cliente.TipoPessoa.FISICA
    )
    cpf_cnpj = CampoDeDocumento(label=_("CPF ou CNPJ"))
    data_nascimento = Dia(label=_("Nascimento"), required=False)
    telefone = CampoDeTelefone(label=_("Telefone"))
    telefone_secundario = CampoDeTelefone(label=_("Segundo telefone"), required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    rg = forms.CharField(label=_("RG"), max_length=30, required=False)
    rg_emissor = forms.CharField(label=_("Emissor do RG"), max_length=30, required=False)
    observacao = forms.CharField(label=_("Observação"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": "3"}))

    repetido: Prospecto | None = None

    def __init__(self, *args: Any, prospecto: Prospecto | None = None, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        self.prospecto = prospecto
        ofertado = getattr(prospecto, "servico", None)
        super().__init__(*args, fica=ofertado.plano if ofertado else None, **kwargs)

    def clean_data_nascimento(self) -> Any:  # noqa: ANN401 - a day, or nothing
        """Not in the future."""
        return nascimento_ate_hoje(self.cleaned_data["data_nascimento"])

    def clean(self) -> dict[str, Any]:
        """One person is one prospect."""
        dados = super().clean()
        conferir_tipo(self)
        outros = Prospecto.objects.exclude(pk=self.prospecto.pk) if self.prospecto else Prospecto.objects.all()
        if dados.get("cpf_cnpj"):
            self.repetido = outros.filter(cpf_cnpj=dados["cpf_cnpj"]).first()
        if self.repetido:
            self.add_error("cpf_cnpj", _("Já é o prospecto %(prospecto)s.") % {"prospecto": self.repetido})
        return dados

    def ficha(self) -> FichaDoProspecto:
        """Who asks, of a form that is valid; the code elsewhere stays."""
        nomes = ("nome_razaosocial", "tipo_pessoa", "cpf_cnpj", "telefone", "telefone_secundario", "email")
        outros = ("observacao", "rg", "rg_emissor", "data_nascimento")
        ditos = {nome: self.cleaned_data[nome] for nome in (*nomes, *outros)}
        return FichaDoProspecto(**ditos, id_externo=self.prospecto.id_externo if self.prospecto else None)


def como_esta(prospecto: Prospecto) -> dict[str, Any]:
    """The initial values of the form for a prospect."""
    nomes = ("nome_razaosocial", "tipo_pessoa", "data_nascimento", "telefone", "telefone_secundario", "email")
    outros = ("rg", "rg_emissor", "observacao")
    return {
        **{nome: getattr(prospecto, nome) for nome in (*nomes, *outros)},
        "cpf_cnpj": com_mascara_de_cpf_cnpj(prospecto.cpf_cnpj),
        **do_prospecto(prospecto, mesmo_fora_de_venda=True),
    }


class PorQuePerdeu(Formulario):
    """The reason; the usual ones are suggested."""

    motivo = forms.CharField(
        label=_("Por que"), max_length=200, widget=forms.TextInput(attrs={"list": "motivos", "autocomplete": "off"})
    )


class ParaQueEtapa(Formulario):
    """One of the steps that are under way."""

    etapa = forms.ChoiceField(label=_("Etapa"), choices=_ETAPAS, widget=forms.RadioSelect)
