"""What is asked about an order: what to do, when, who goes, how it ended."""

from datetime import date, datetime, time
from typing import Any, Final

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _agora
from django.utils.translation import gettext_lazy as _

from enlace.atendimento.models import MAIOR_DESCRICAO
from enlace.contas.models import Usuario
from enlace.ordens_servico.escala import compromissos
from enlace.ordens_servico.models import TipoOrdemServico
from enlace.painel.formularios import Dia, Formulario

DEPOIS, JA = "depois", "ja"
_QUANDO: Final = ((DEPOIS, _("Depois: espera uma data")), (JA, _("Agora: escolher dia, hora e técnicos")))


def tecnicos_ativos() -> "QuerySet[Usuario]":
    """Those who may be sent, by name."""
    return Usuario.objects.filter(tecnico=True, is_active=True).order_by("nome")


class Hora(forms.TimeField):
    """A time of the day on the provider's clocks."""

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        kwargs.setdefault("widget", forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
        super().__init__(input_formats=["%H:%M", "%H:%M:%S"], **kwargs)


class HorarioDaOrdem(Formulario):
    """The day, from when until when, and who goes. Who has another order then is named beside the field.

    `ordem`: the key of the order that is scheduled again, which does not stand in its own way.
    """

    template_name = "painel/ordens/horario_da_ordem.html"
    dia = Dia(label=_("Dia"))
    das = Hora(label=_("Das"))
    ate = Hora(label=_("Até"))
    tecnicos = forms.ModelMultipleChoiceField(label=_("Técnicos"), queryset=tecnicos_ativos(), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, ordem: int | None = None, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        self._ordem = ordem

    @property
    def marcada(self) -> bool:
        """Whether a time is agreed now; always, where nothing else is asked."""
        return True

    def clean(self) -> dict[str, Any]:
        """With `inicio` and `termino`, the instants that day and times mean."""
        dados = super().clean() or self.cleaned_data
        if self.marcada and all(dados.get(nome) is not None for nome in ("dia", "das", "ate")):
            dados["inicio"], dados["termino"] = no_relogio(dados["dia"], dados["das"]), no_relogio(dados["dia"], dados["ate"])
            self._conferir(dados)
        return dados

    def _conferir(self, dados: dict[str, Any]) -> None:
        if dados["termino"] <= dados["inicio"]:
            self.add_error("ate", _agora("O término vem depois do início."))
            return
        marcados = compromissos(dados.get("tecnicos") or [], inicio=dados["inicio"], termino=dados["termino"], menos=self._ordem)
        for marcado in marcados:
            self.add_error("tecnicos", _ocupado(marcado.usuario.nome, marcado.ordem_servico.numero_ordem_servico, marcado.reserva))


class DadosDaOrdem(HorarioDaOrdem):
    """A new order: what to do, and its time now or later."""

    quando = forms.ChoiceField(label=_("Marcar o horário"), choices=_QUANDO, widget=forms.RadioSelect, initial=DEPOIS)
    tipo_os = forms.ModelChoiceField(
        label=_("Tipo de OS"), queryset=TipoOrdemServico.objects.filter(ativo=True), empty_label=_("Escolha")
    )
    descricao_os = forms.CharField(label=_("O que fazer"), max_length=MAIOR_DESCRICAO, widget=forms.Textarea(attrs={"rows": 3}))
    field_order: Any = ("tipo_os", "descricao_os", "quando", "dia", "das", "ate", "tecnicos")
    do_horario = ("dia", "das", "ate", "tecnicos")

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        for nome in self.do_horario:
            self.fields[nome].required = False

    @property
    def marcada(self) -> bool:
        """Whether the time is chosen now."""
        return self.cleaned_data.get("quando") == JA

    def clean(self) -> dict[str, Any]:
        """The time is asked for only when it is chosen now."""
        if self.marcada:
            for nome in self.do_horario:
                if not self.cleaned_data.get(nome) and nome not in self.errors:
                    self.add_error(nome, self.fields[nome].error_messages["required"])
        return super().clean()

    @property
    def campos_do_horario(self) -> list[Any]:
        """The fields that are asked for when the time is chosen now."""
        return [self[nome] for nome in self.do_horario]


class NovaOrdemForm(DadosDaOrdem):
    """An order for one of a customer's services."""

    servico = forms.ChoiceField(label=_("Serviço"), widget=forms.RadioSelect)
    field_order = ("servico", *DadosDaOrdem.field_order)

    def __init__(self, *args: Any, servicos: list[tuple[str, str]], **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        self.fields["servico"].choices = servicos  # type: ignore[attr-defined]  # a ChoiceField


class Desfecho(Formulario):
    """How the work ended."""

    resultado = forms.ChoiceField(
        label=_("Resultado"),
        choices=(("concluido", _("Concluída")), ("nao_concluido", _("Não concluída"))),
        widget=forms.RadioSelect,
        initial="concluido",
    )
    descricao = forms.CharField(label=_("O que foi feito"), max_length=MAIOR_DESCRICAO, widget=forms.Textarea(attrs={"rows": 4}))


def no_relogio(dia: date, hora: time) -> datetime:
    """The instant that the provider's clocks call so."""
    return timezone.make_aware(datetime.combine(dia, hora))


def _ocupado(nome: str, numero: int, reserva: Any) -> str:  # noqa: ANN401 - psycopg's range brings no parameters
    horas = {"das": timezone.localtime(reserva.lower), "ate": timezone.localtime(reserva.upper)}
    frase = _agora("%(nome)s tem a OS %(numero)s das %(das)s às %(ate)s.")
    return frase % {"nome": nome, "numero": numero, **{quando: f"{hora:%H:%M}" for quando, hora in horas.items()}}
