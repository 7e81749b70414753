"""What is asked about a customer, and about who else is reached."""

from datetime import date, datetime
from typing import Any, ClassVar

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from enlace.clientes.alteracao import NovosDados
from enlace.clientes.cadastro import Ficha
from enlace.clientes.contatos import DadosDoContato
from enlace.clientes.models import Cliente, Contato, GrupoCliente
from enlace.core.contatos import digitos
from enlace.painel.celulas import cpf_cnpj, telefone
from enlace.painel.formularios import Dia, FormularioDeModelo

_TELEFONES = ("telefone_primario", "telefone_secundario", "telefone_terciario")


class FormularioDoCliente(FormularioDeModelo):
    """The register as a person writes it. `versao`: which state of it the person saw (`alteracao.py`)."""

    data_nascimento = Dia(label=_("Nascimento ou fundação"), required=False)
    versao = forms.DateTimeField(widget=forms.HiddenInput(), input_formats=["%Y-%m-%dT%H:%M:%S.%f%z"])

    class Meta:
        model = Cliente
        fields: ClassVar = [
            "nome_razaosocial",
            "nome_fantasia",
            "tipo_pessoa",
            "cpf_cnpj",
            "data_nascimento",
            *_TELEFONES,
            "email_principal",
            "email_secundario",
            "rg",
            "rg_emissao",
            "inscricao_estadual",
            "inscricao_municipal",
            "grupos",
            "id_externo",
            "ativo",
        ]
        widgets: ClassVar = {"grupos": forms.CheckboxSelectMultiple()}

    def __init__(self, *args: Any, instance: Cliente, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        inicial = {
            "versao": instance.data_atualizacao.strftime("%Y-%m-%dT%H:%M:%S.%f%z"),
            "data_nascimento": instance.data_nascimento.date() if instance.data_nascimento else None,
            "cpf_cnpj": cpf_cnpj(instance.cpf_cnpj) if instance.cpf_cnpj else "",
            **{nome: telefone(getattr(instance, nome)) if getattr(instance, nome) else "" for nome in _TELEFONES},
        }
        super().__init__(*args, instance=instance, initial=inicial, **kwargs)
        for nome in _TELEFONES:
            self.fields[nome].widget.input_type = "tel"
        grupos = self.fields["grupos"]
        if isinstance(grupos, forms.ModelMultipleChoiceField):
            # One that is no longer in use stays where it is.
            grupos.queryset = GrupoCliente.objects.filter(Q(ativo=True) | Q(clientes=instance)).distinct()
            grupos.help_text = ""

    def clean(self) -> dict[str, Any]:
        """Names in capitals, telephones as digits; CPF/CNPJ is the model's own business."""
        dados: dict[str, Any] = super().clean() or self.cleaned_data
        for nome in ("nome_razaosocial", "nome_fantasia"):
            dados[nome] = (dados.get(nome) or "").upper() or dados.get(nome)
        for nome in _TELEFONES:
            if digitado := dados.get(nome):
                dados[nome] = digitos(digitado)
                if not dados[nome]:
                    self.add_error(nome, _("Escreva o telefone com números."))
        return dados

    def clean_data_nascimento(self) -> date | datetime | None:
        """The hour that came from another register stays with an unchanged day."""
        dia: date | None = self.cleaned_data["data_nascimento"]
        guardado: datetime | None = self.instance.data_nascimento
        return guardado if guardado and guardado.date() == dia else dia

    @staticmethod
    def novos_dados(dados: dict[str, Any]) -> NovosDados:
        """The clean values as the verb takes them."""
        nascimento = dados["data_nascimento"]
        return NovosDados(
            nome_razaosocial=dados["nome_razaosocial"],
            tipo_pessoa=dados["tipo_pessoa"],
            cpf_cnpj=dados["cpf_cnpj"],
            telefones=tuple(dados[nome] for nome in _TELEFONES),
            grupos=list(dados["grupos"]),
            ativo=dados["ativo"],
            ficha=Ficha(
                nome_fantasia=dados["nome_fantasia"],
                email_principal=dados["email_principal"],
                email_secundario=dados["email_secundario"],
                rg=dados["rg"],
                rg_emissao=dados["rg_emissao"],
                inscricao_municipal=dados["inscricao_municipal"],
                inscricao_estadual=dados["inscricao_estadual"],
                data_nascimento=nascimento.date() if isinstance(nascimento, datetime) else nascimento,
                id_externo=dados["id_externo"],
            ),
        )


class FormularioDeContato(FormularioDeModelo):
    """Somebody else to be reached, and about what."""

    class Meta:
        model = Contato
        fields: ClassVar = ["nome", "email", "telefone", "recebe_cobranca"]

    @staticmethod
    def dados_do_contato(dados: dict[str, Any]) -> DadosDoContato:
        """The clean values as the verbs take them."""
        return DadosDoContato(
            nome=dados["nome"], email=dados["email"], telefone=dados["telefone"], recebe_cobranca=dados["recebe_cobranca"]
        )
