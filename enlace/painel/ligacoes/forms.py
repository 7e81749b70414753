"""What is asked before the ticket of a call is opened: nothing that does not have its answer already."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from enlace.atendimento.models import MAIOR_DESCRICAO, TipoAtendimento
from enlace.painel.celulas import telefone
from enlace.painel.formularios import Formulario
from enlace.painel.ligacoes.janela import Janela
from enlace.pbx.models import Ligacao
from enlace.pbx.tela import Pedido

_CAMPO: Final = {"class": "ligacao-campo"}


class PedidoDaLigacao(Formulario):
    """The ticket of a call: its service, type and description, all of them filled in."""

    servico = forms.TypedChoiceField(label=_("Serviço"), coerce=int, widget=forms.Select(attrs=_CAMPO))
    tipo = forms.TypedChoiceField(label=_("Tipo"), coerce=int, widget=forms.Select(attrs=_CAMPO))
    descricao = forms.CharField(
        label=_("O que foi pedido"), max_length=MAIOR_DESCRICAO, widget=forms.Textarea(attrs={**_CAMPO, "rows": 3})
    )

    def __init__(self, janela: Janela, dados: Any = None) -> None:  # noqa: ANN401 - a QueryDict, or the None of an unbound form
        super().__init__(dados, prefix=f"ligacao-{janela.ligacao.pk}")
        self._tipos = {tipo.pk: tipo for tipo in TipoAtendimento.objects.filter(ativo=True)}
        servico, tipo = self.fields["servico"], self.fields["tipo"]
        servico.choices = [(s.linha.pk, str(s.linha)) for s in janela.servicos]  # type: ignore[attr-defined]
        tipo.choices = [(pk, t.descricao) for pk, t in self._tipos.items()]  # type: ignore[attr-defined]
        servico.initial = janela.provavel
        tipo.initial = next((pk for pk, t in self._tipos.items() if t.prefixo == TipoAtendimento.SAC), None)
        self.fields["descricao"].initial = como_comeca(janela.ligacao)

    @property
    def pedido(self) -> Pedido:
        """What was asked for, once it is valid."""
        limpos = self.cleaned_data
        return Pedido(id_cliente_servico=limpos["servico"], tipo=self._tipos[limpos["tipo"]], descricao=limpos["descricao"])


def como_comeca(ligacao: Ligacao) -> str:
    """What the description of a call's ticket says before anybody has written anything."""
    de = f" de {telefone(ligacao.telefone)}" if ligacao.telefone else " sem número"
    ramal = f" no ramal {ligacao.ramal}" if ligacao.ramal else ""
    return f"Ligação recebida{de}{ramal}."
