"""The form of an alert: its text, from when until when, and for whom."""

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from enlace.painel.alertas import opcoes
from enlace.painel.formularios import Formulario, Instante
from enlace.servicos.alertas import TIPOS_DE_ALVO, Alvos, DadosDoAlerta
from enlace.servicos.models import Alerta

_MAIOR_TEXTO: Final = 2000


class FormularioDeAlerta(Formulario):
    """What is said and when; `procurar_em` and `procurar_por` look for targets, which are ticked and stay."""

    descricao = forms.CharField(
        label=_("Nome do alerta"),
        max_length=100,
        help_text=_("Para a equipe reconhecer; o cliente não vê. Ex.: Rompimento no Centro."),
    )
    texto = forms.CharField(
        label=_("Mensagem"),
        max_length=_MAIOR_TEXTO,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("O que o atendente e o robô de atendimento dizem ao cliente."),
    )
    inicio = Instante(label=_("Vale a partir de"))
    fim = Instante(label=_("Vale até"), required=False, help_text=_("Em branco: até ser encerrado."))
    para_todos = forms.BooleanField(label=_("Para todos os clientes"), required=False)
    procurar_em = forms.ChoiceField(label=_("Procurar em"), choices=[(o.tipo, o.titulo) for o in opcoes.OPCOES], required=False)
    procurar_por = forms.CharField(
        label=_("Nome ou código"), max_length=100, required=False, help_text=_("Em branco: os primeiros da lista.")
    )

    def __init__(self, *args: Any, escolhidos: Mapping[str, frozenset[int]], **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        self.escolhidos = escolhidos

    def clean(self) -> dict[str, Any]:
        """The end after the beginning; somebody whom it is for."""
        dados = super().clean() or self.cleaned_data
        inicio, fim = dados.get("inicio"), dados.get("fim")
        if inicio and fim and fim <= inicio:
            self.add_error("fim", _("O fim deve ser depois do início."))
        if self.alvos().nenhum():
            self.add_error("para_todos", _("Diga para quem é o alerta: todos os clientes ou ao menos um alvo."))
        return dados

    def alvos(self) -> Alvos:
        """For whom, as it stands in the form, whether the rest holds or not."""
        return Alvos(para_todos=bool(self["para_todos"].value()), **self.escolhidos)

    def dados(self) -> DadosDoAlerta:
        """What the verbs take; only of a valid form."""
        d = self.cleaned_data
        return DadosDoAlerta(descricao=d["descricao"], texto=d["texto"], inicio=d["inicio"], fim=d["fim"], alvos=self.alvos())


def inicial(alerta: Alerta) -> dict[str, object]:
    """What the form of an alert that exists begins with."""
    return {
        "descricao": alerta.descricao,
        "texto": alerta.texto_alerta,
        "inicio": alerta.data_inicio,
        "fim": alerta.data_fim,
        "para_todos": alerta.para_todos,
    }


def escolhidos_em(enviado: QueryDict) -> dict[str, frozenset[int]]:
    """The keys of the targets that were ticked, of each kind; what is no key is nobody's."""
    return {
        tipo: frozenset(int(chave) for chave in enviado.getlist(tipo) if chave.isdecimal() and chave.isascii() and len(chave) < 19)  # noqa: PLR2004 - what a bigint holds
        for tipo in TIPOS_DE_ALVO
    }
