"""The first step: who buys."""

from datetime import date
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from enlace.clientes.cadastro import Ficha
from enlace.clientes.models import Cliente, GrupoCliente
from enlace.core import datas
from enlace.core.contatos import digitos
from enlace.core.documentos import com_mascara_de_cpf_cnpj, cpf_cnpj_valido, e_cpf, normalizar_cpf_cnpj
from enlace.painel.celulas import telefone
from enlace.painel.formularios import Dia, Formulario
from enlace.processos.venda import NovoCliente
from enlace.prospectos.models import Prospecto

_MENOR_TELEFONE: Final = 8


class CampoDeTelefone(forms.CharField):
    """A telephone, kept as its digits."""

    def __init__(self, **opcoes: Any) -> None:  # noqa: ANN401 - a field's own options
        super().__init__(max_length=25, widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}), **opcoes)

    def clean(self, value: Any) -> str:  # noqa: ANN401 - Django's own signature
        """The digits; too few are a slip of the finger."""
        texto = super().clean(value)
        numero = digitos(texto)
        if texto and not _MENOR_TELEFONE <= len(numero) <= 20:  # noqa: PLR2004 - the column's width
            raise forms.ValidationError(_("Informe o telefone com DDD, como (37) 99999-8888."))
        return numero


class CampoDeDocumento(forms.CharField):
    """A CPF or CNPJ, with or without its mask; clean, without it and with the right check digits."""

    def __init__(self, **opcoes: Any) -> None:  # noqa: ANN401 - a field's own options
        super().__init__(max_length=18, widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}), **opcoes)

    def clean(self, value: Any) -> str:  # noqa: ANN401 - Django's own signature
        """The document."""
        documento = normalizar_cpf_cnpj(super().clean(value))
        if documento and not cpf_cnpj_valido(documento):
            raise forms.ValidationError(_("Os dígitos não conferem: veja se foi digitado certo."))
        return documento


def nascimento_ate_hoje(dia: date | None) -> date | None:
    """The day, unless it is still to come."""
    if dia and dia > datas.hoje():
        raise forms.ValidationError(_("A data de nascimento não pode ser no futuro."))
    return dia


def conferir_tipo(formulario: forms.Form) -> None:
    """A person has a CPF, a company a CNPJ: said beside the document."""
    documento, tipo = formulario.cleaned_data.get("cpf_cnpj"), formulario.cleaned_data.get("tipo_pessoa")
    if documento and tipo and e_cpf(documento) != (tipo == Cliente.TipoPessoa.FISICA):
        formulario.add_error("cpf_cnpj", _("Pessoa física tem CPF; pessoa jurídica, CNPJ."))


class Quem(Formulario):
    """Who buys. `ja_cliente` is who already has the document, and stops the step; `prospecto` who asked with it, and does not."""

    nome_razaosocial = forms.CharField(label=_("Nome ou razão social"), max_length=150)
    tipo_pessoa = forms.ChoiceField(
        label=_("Tipo"), choices=Cliente.TipoPessoa.choices, widget=forms.RadioSelect, initial=Cliente.TipoPessoa.FISICA
    )
    cpf_cnpj = CampoDeDocumento(
        label=_("CPF ou CNPJ"), required=False, help_text=_("Em branco só para estrangeiro que não tem CPF.")
    )
    data_nascimento = Dia(label=_("Nascimento"), required=False)
    telefone_primario = CampoDeTelefone(label=_("Telefone"))
    telefone_secundario = CampoDeTelefone(label=_("Segundo telefone"), required=False)
    telefone_terciario = CampoDeTelefone(label=_("Terceiro telefone"), required=False)
    email_principal = forms.EmailField(label=_("E-mail"), required=False, help_text=_("Para onde vão as faturas."))
    nome_fantasia = forms.CharField(label=_("Nome fantasia"), max_length=150, required=False)
    rg = forms.CharField(label=_("RG"), max_length=30, required=False)
    rg_emissao = forms.CharField(label=_("Emissor do RG"), max_length=30, required=False)
    inscricao_estadual = forms.CharField(label=_("Inscrição estadual"), max_length=30, required=False)
    grupos = forms.ModelMultipleChoiceField(
        label=_("Grupos"), queryset=GrupoCliente.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )

    ja_cliente: Cliente | None = None
    prospecto: Prospecto | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        self.fields["grupos"].queryset = GrupoCliente.objects.filter(ativo=True)  # type: ignore[attr-defined]  # a ModelChoiceField's

    def clean_data_nascimento(self) -> date | None:
        """Not in the future."""
        return nascimento_ate_hoje(self.cleaned_data["data_nascimento"])

    def clean(self) -> dict[str, Any]:
        """One person is one customer: who is there already gets another service, not another register."""
        dados = super().clean() or self.cleaned_data
        conferir_tipo(self)
        if documento := dados.get("cpf_cnpj"):
            self.ja_cliente = Cliente.objects.filter(cpf_cnpj=documento).first()
            self.prospecto = Prospecto.objects.filter(cpf_cnpj=documento, cliente=None).first()
        if self.ja_cliente:
            self.add_error("cpf_cnpj", _("Já é cliente: %(cliente)s.") % {"cliente": self.ja_cliente})
        return dados

    def novo_cliente(self, prospecto: Prospecto | None) -> NovoCliente:
        """Who buys, of a form that is valid; the code elsewhere comes with the prospect."""
        dados = self.cleaned_data
        telefones = (dados["telefone_primario"], dados["telefone_secundario"], dados["telefone_terciario"])
        return NovoCliente(
            nome_razaosocial=dados["nome_razaosocial"],
            tipo_pessoa=dados["tipo_pessoa"],
            cpf_cnpj=dados["cpf_cnpj"] or None,
            telefones=[numero for numero in telefones if numero],
            ficha=Ficha(
                nome_fantasia=dados["nome_fantasia"],
                email_principal=dados["email_principal"],
                rg=dados["rg"],
                rg_emissao=dados["rg_emissao"],
                inscricao_estadual=dados["inscricao_estadual"],
                data_nascimento=dados["data_nascimento"],
                id_externo=prospecto.id_externo if prospecto else None,
            ),
            grupos=list(dados["grupos"]),
        )

    def resumo(self) -> list[tuple[str, str]]:
        """What the last step shows of this one."""
        dados = self.cleaned_data
        nascimento = f"{dados['data_nascimento']:%d/%m/%Y}" if dados["data_nascimento"] else ""
        telefones = [
            telefone(dados[nome]) for nome in ("telefone_primario", "telefone_secundario", "telefone_terciario") if dados[nome]
        ]
        return [
            (str(_("Nome")), " ".join(dados["nome_razaosocial"].split()).upper()),
            (str(_("CPF/CNPJ")), com_mascara_de_cpf_cnpj(dados["cpf_cnpj"]) or str(_("não tem"))),
            (str(_("Telefones")), ", ".join(telefones)),
            (str(_("E-mail")), dados["email_principal"]),
            (str(_("Nascimento")), nascimento),
            (str(_("Grupos")), ", ".join(str(grupo) for grupo in dados["grupos"])),
        ]


def do_prospecto(prospecto: Prospecto) -> dict[str, Any]:
    """What is known of a prospect, as the initial values of the step."""
    return {
        "nome_razaosocial": prospecto.nome_razaosocial,
        "tipo_pessoa": prospecto.tipo_pessoa,
        "cpf_cnpj": com_mascara_de_cpf_cnpj(prospecto.cpf_cnpj),
        "data_nascimento": prospecto.data_nascimento,
        "telefone_primario": prospecto.telefone,
        "telefone_secundario": prospecto.telefone_secundario or "",
        "email_principal": prospecto.email or "",
        "rg": prospecto.rg or "",
        "rg_emissao": prospecto.rg_emissor or "",
    }
