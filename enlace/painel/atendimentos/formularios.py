"""What is asked about a ticket."""

from typing import Any, Final

from django import forms
from django.db.models import Value
from django.utils.translation import gettext_lazy as _

from enlace.atendimento.models import (
    MAIOR_DESCRICAO,
    AtendimentoStatus,
    MotivoFechamento,
    OrigemContato,
    TipoAtendimento,
)
from enlace.contas.models import Setor, Usuario
from enlace.core.contatos import telefone_canonico
from enlace.painel.celulas import Texto
from enlace.painel.formularios import Formulario
from enlace.painel.listas import Filtro
from enlace.painel.ordens.filtros import oferecer
from enlace.painel.ordens.formularios import DadosDaOrdem

_SETOR, _PESSOA = "setor", "pessoa"
_DAS_ORDENS: Final = (
    ("finalizar", _("Finalizar também as OS abertas, com o mesmo resultado")),
    ("deixar", _("Deixar as OS abertas: o trabalho continua")),
)


class FiltroDaFila(Filtro):
    """Whose, how far, since when, until when. The box looks everywhere, whatever the others say."""

    q = forms.CharField(label=_("Protocolo ou código"), max_length=40)
    quem = forms.ChoiceField(
        label=_("De quem"),
        choices=(("setor", _("Meus e do setor")), ("meus", _("Só meus")), ("todos", _("De todos"))),
    )
    situacao = forms.ChoiceField(
        label=_("Situação"), choices=(("abertos", _("Abertos")), ("fechados", _("Fechados")), ("todos", _("Abertos e fechados")))
    )
    prazo = forms.ChoiceField(label=_("Prazo"), choices=(("", _("Todos")), ("vencido", _("Vencido")), ("hoje", _("Vence hoje"))))
    idade = forms.ChoiceField(
        label=_("Aberto"),
        choices=(
            ("", _("Em qualquer dia")),
            ("hoje", _("Hoje")),
            ("1a3", _("De 1 a 3 dias atrás")),
            ("mais3", _("Há mais de 3 dias")),
        ),
    )
    tipo = forms.TypedChoiceField(label=_("Tipo"), coerce=int, empty_value=None)
    setor = forms.TypedChoiceField(label=_("Setor"), coerce=int, empty_value=None)
    mais = ("idade", "tipo", "setor")

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        oferecer(self, "tipo", TipoAtendimento.objects.values_list("pk", "descricao"))
        oferecer(self, "setor", Setor.objects.values_list("pk", "descricao"))

    def clean_q(self) -> str:
        """Without what is copied along with a protocol."""
        return str(self.cleaned_data["q"]).strip()


class DeQuemEAVez(forms.ChoiceField):
    """A department or a person, in one list; its clean value is the row."""

    def __init__(self, *, vazio: Texto, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(choices=self._opcoes, **kwargs)
        self._vazio = vazio

    def _opcoes(self) -> list[Any]:
        """Both tables in one read."""
        setores = Setor.objects.filter(ativo=True).values_list(Value(_SETOR), "pk", "descricao").order_by()
        pessoas = Usuario.objects.filter(is_active=True, is_staff=True).values_list(Value(_PESSOA), "pk", "nome").order_by()
        grupos: dict[str, list[tuple[str, str]]] = {_SETOR: [], _PESSOA: []}
        for qual, chave, nome in sorted(setores.union(pessoas, all=True), key=lambda linha: linha[2]):
            grupos[qual].append((f"{qual}-{chave}", nome))
        return [("", self._vazio), (_("Setores"), grupos[_SETOR]), (_("Pessoas"), grupos[_PESSOA])]

    def clean(self, value: Any) -> Setor | Usuario | None:  # noqa: ANN401 - Django's own signature
        """The row, or None where nothing was chosen and nothing need be."""
        escolha = super().clean(value)
        if not escolha:
            return None
        qual, _traco, chave = escolha.partition("-")
        return Setor.objects.get(pk=chave) if qual == _SETOR else Usuario.objects.get(pk=chave)


class Resposta(Formulario):
    """Something to add."""

    mensagem = forms.CharField(label=_("Mensagem"), max_length=MAIOR_DESCRICAO, widget=forms.Textarea(attrs={"rows": 4}))


class Encaminhamento(Formulario):
    """Whose turn it will be, and why."""

    para = DeQuemEAVez(label=_("Para"), vazio=_("Escolha"))
    mensagem = forms.CharField(
        label=_("Recado"), required=False, max_length=MAIOR_DESCRICAO, widget=forms.Textarea(attrs={"rows": 3})
    )


class Fechamento(Formulario):
    """How it ended; of a ticket with open orders also what becomes of them."""

    resultado = forms.ChoiceField(
        label=_("Resultado"),
        choices=(("concluido", _("Concluído")), ("nao_concluido", _("Não concluído"))),
        widget=forms.RadioSelect,
        initial="concluido",
    )
    motivo = forms.ModelChoiceField(
        label=_("Motivo"), queryset=MotivoFechamento.objects.filter(ativo=True), required=False, empty_label=_("Não informado")
    )
    descricao = forms.CharField(label=_("Como terminou"), max_length=MAIOR_DESCRICAO, widget=forms.Textarea(attrs={"rows": 4}))
    ordens = forms.ChoiceField(label=_("OS abertas"), choices=_DAS_ORDENS, widget=forms.RadioSelect)

    def __init__(self, *args: Any, com_ordens: bool, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        if not com_ordens:
            del self.fields["ordens"]


class Classificacao(Formulario):
    """What it is taken for, how far it is."""

    tipo = forms.ModelChoiceField(label=_("Tipo"), queryset=TipoAtendimento.objects.filter(ativo=True))
    status = forms.ModelChoiceField(label=_("Situação"), queryset=AtendimentoStatus.objects.filter(ativo=True))
    diagnostico = forms.CharField(
        label=_("Diagnóstico"), required=False, max_length=MAIOR_DESCRICAO, widget=forms.Textarea(attrs={"rows": 3})
    )


class NovoAtendimentoForm(DadosDaOrdem):
    """A ticket for one of a customer's services, with an order when it is asked for."""

    servico = forms.ChoiceField(label=_("Serviço"), widget=forms.RadioSelect)
    tipo = forms.ChoiceField(label=_("Tipo"))
    origem = forms.ModelChoiceField(
        label=_("Como chegou"), queryset=OrigemContato.objects.filter(ativo=True), required=False, empty_label=_("Não informado")
    )
    descricao = forms.CharField(label=_("O que pede"), max_length=MAIOR_DESCRICAO, widget=forms.Textarea(attrs={"rows": 5}))
    nome = forms.CharField(label=_("Quem pede"), max_length=150, required=False)
    telefone = forms.CharField(label=_("Telefone"), max_length=30, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    para = DeQuemEAVez(label=_("De quem é a vez"), required=False, vazio=_("Minha"))
    com_os = forms.BooleanField(label=_("Abrir OS junto"), required=False)
    da_ordem = ("tipo_os", "descricao_os", "quando", *DadosDaOrdem.do_horario)

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - Django's own
        servicos: list[tuple[str, str]],
        pode_abrir_os: bool,
        **kwargs: Any,  # noqa: ANN401 - Django's own
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["servico"].choices = servicos  # type: ignore[attr-defined]  # a ChoiceField
        self._tipos = {str(tipo.pk): tipo for tipo in TipoAtendimento.objects.filter(ativo=True)}
        self.fields["tipo"].choices = [(chave, tipo.descricao) for chave, tipo in self._tipos.items()]  # type: ignore[attr-defined]
        self.fields["tipo"].initial = next((c for c, tipo in self._tipos.items() if tipo.prefixo == TipoAtendimento.SAC), None)
        self.pede_os = pode_abrir_os
        for nome in self.da_ordem:
            self.fields[nome].required = False
        self.fields["descricao_os"].help_text = _("Em branco: o que o cliente pede.")
        if not pode_abrir_os:
            for nome in ("com_os", *self.da_ordem):
                del self.fields[nome]

    @property
    def marcada(self) -> bool:
        """Whether an order is wanted, and its time chosen now."""
        return bool(self.cleaned_data.get("com_os")) and super().marcada

    def clean_tipo(self) -> TipoAtendimento:
        """The row, which was read to be offered."""
        return self._tipos[self.cleaned_data["tipo"]]

    def clean_telefone(self) -> str:
        """Digits, as telephones are kept."""
        return telefone_canonico(self.cleaned_data["telefone"])

    def clean(self) -> dict[str, Any]:
        """An order that is wanted has a type; what to do is what the customer asks for unless it is told."""
        dados = super().clean()
        if dados.get("com_os") and not dados.get("tipo_os"):
            self.add_error("tipo_os", self.fields["tipo_os"].error_messages["required"])
        return dados
