"""What the acts on a service ask."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from enlace.ordens_servico.models import TipoOrdemServico
from enlace.painel.celulas import dia, dinheiro, em_mega
from enlace.painel.formularios import Dinheiro, Formulario
from enlace.painel.vendas.endereco import FormularioDeEndereco
from enlace.planos.models import Plano
from enlace.processos.mudanca_de_endereco import Mudanca, OrdemDaMudanca
from enlace.processos.suspensao_a_pedido import MAIOR_PAUSA, MENOR_PAUSA
from enlace.servicos.models import ClienteServico, MotivoCancelamento, ServicoStatus
from enlace.servicos.situacao import ETAPAS

A_PEDIDO: Final = "a_pedido"
POR_DEBITO: Final = "por_debito"


class Dias(Formulario):
    """For how long."""

    dias = forms.TypedChoiceField(label=gettext_lazy("Por quantos dias"), coerce=int)

    def __init__(self, *args: Any, maximo: int, hoje: date, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        opcoes = range(1, maximo + 1)
        campo = self.fields["dias"]
        campo.choices = [(dias, _dias_ate(dias, hoje)) for dias in opcoes]  # type: ignore[attr-defined]  # a choice field's


class Suspensao(Formulario):
    """Why it is suspended."""

    motivo = forms.ChoiceField(
        label=gettext_lazy("Por quê"),
        choices=[(A_PEDIDO, gettext_lazy("A pedido do cliente")), (POR_DEBITO, gettext_lazy("Por débito já avisado"))],
        widget=forms.RadioSelect,
    )
    dias = forms.IntegerField(
        label=gettext_lazy("Por quantos dias"),
        required=False,
        min_value=MENOR_PAUSA,
        max_value=MAIOR_PAUSA,
        initial=MENOR_PAUSA,
        help_text=gettext_lazy("Só na suspensão a pedido."),
    )

    def clean(self) -> dict[str, Any]:
        """A pause has its days."""
        dados = super().clean() or self.cleaned_data
        if dados.get("motivo") == A_PEDIDO and not dados.get("dias") and "dias" not in self.errors:
            self.add_error("dias", _("Informe por quantos dias."))
        return dados


class Etapa(Formulario):
    """What the installation waits for."""

    etapa = forms.ModelChoiceField(
        label=gettext_lazy("O que o serviço espera"), queryset=ServicoStatus.objects.filter(pk__in=ETAPAS), empty_label=None
    )


class Cancelamento(Formulario):
    """Why the customer leaves."""

    motivo = forms.ModelChoiceField(label=gettext_lazy("Motivo"), queryset=MotivoCancelamento.objects.all(), empty_label="")


class NovoPlano(Formulario):
    """Which plan, at what price."""

    plano = forms.TypedChoiceField(label=gettext_lazy("Plano"))
    valor = Dinheiro(
        label=gettext_lazy("Valor por mês (R$)"),
        required=False,
        min_value=Decimal(0),
        help_text=gettext_lazy("Em branco: o do plano."),
    )

    def __init__(self, *args: Any, planos: Sequence[Plano], servico: ClienteServico, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        por_chave = {str(plano.pk): plano for plano in planos}
        campo = self.fields["plano"]
        campo.coerce = por_chave.__getitem__  # type: ignore[attr-defined]  # a typed choice field's
        campo.choices = [  # type: ignore[attr-defined]
            (chave, _plano_em_palavras(plano, atual=plano.pk == servico.plano_id)) for chave, plano in por_chave.items()
        ]
        campo.initial = servico.plano_id


class NovoEnderecoDoServico(FormularioDeEndereco):
    """Where to, what goes along, and whether somebody is to go there."""

    iguais = forms.MultipleChoiceField(
        label=gettext_lazy("Muda também"),
        required=False,
        choices=[
            ("endereco_cadastral", gettext_lazy("O endereço cadastral")),
            ("endereco_cobranca", gettext_lazy("O endereço de cobrança")),
            ("endereco_fiscal", gettext_lazy("O endereço da nota fiscal")),
        ],
        widget=forms.CheckboxSelectMultiple,
    )
    libera_porta = forms.BooleanField(label=gettext_lazy("Liberar a porta da caixa óptica do endereço antigo"), required=False)
    tipo_ordem = forms.ModelChoiceField(
        label=gettext_lazy("Ordem de serviço"),
        queryset=TipoOrdemServico.objects.filter(ativo=True),
        required=False,
        empty_label=gettext_lazy("Nenhuma"),
        help_text=gettext_lazy("Abre uma, que espera data na agenda."),
    )
    descricao_ordem = forms.CharField(
        label=gettext_lazy("O que deve ser feito"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Só com ordem de serviço."),
    )

    def __init__(self, *args: Any, pode_abrir_os: bool, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        if not pode_abrir_os:
            del self.fields["tipo_ordem"], self.fields["descricao_ordem"]

    def clean(self) -> dict[str, Any]:
        """An order says what is to be done."""
        dados = super().clean() or self.cleaned_data
        if dados.get("tipo_ordem") and not dados.get("descricao_ordem", "").strip():
            self.add_error("descricao_ordem", _("Diga o que deve ser feito."))
        return dados

    def mudanca(self) -> Mudanca:
        """What is asked for, of a form that is valid."""
        dados = self.cleaned_data
        tipo = dados.get("tipo_ordem")
        return Mudanca(
            endereco=self.novo_endereco(),
            iguais=frozenset(dados["iguais"]),
            libera_porta=dados["libera_porta"],
            ordem=OrdemDaMudanca(tipo=tipo, descricao=dados["descricao_ordem"]) if tipo else None,
        )


def _dias_ate(dias: int, hoje: date) -> str:
    ate = dia(hoje + timedelta(days=dias))
    return ngettext("%(dias)d dia (até o fim de %(ate)s)", "%(dias)d dias (até o fim de %(ate)s)", dias) % {
        "dias": dias,
        "ate": ate,
    }


def _plano_em_palavras(plano: Plano, *, atual: bool) -> str:
    """`FIBRA 100 · 100/50 Mbit/s · R$ 99,90 (o de agora)`."""
    velocidade = f"{em_mega(plano.velocidade_download)}/{em_mega(plano.velocidade_upload)} Mbit/s"
    nome = f"{plano.nome} · {velocidade} · {dinheiro(plano.valor)}"
    return f"{nome} {_('(o de agora)')}" if atual else nome
