"""What the list of orders may be asked for."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, Final, cast

from django import forms
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _agora
from django.utils.translation import gettext_lazy as _

from enlace.contas.models import Usuario
from enlace.enderecos.models import Bairro, Cidade
from enlace.ordens_servico.models import TipoOrdemServico
from enlace.painel.formularios import Dia
from enlace.painel.listas import Filtro

# Of what is over: more is for reports.
_MAIOR_PERIODO: Final = timedelta(days=92)
SITUACOES: Final = (
    ("abertas", _("Abertas")),
    ("aguardando", _("Esperam uma data")),
    ("agendadas", _("Agendadas")),
    ("atrasadas", _("Atrasadas")),
    ("execucao", _("Em execução")),
    ("finalizadas", _("Finalizadas")),
    ("canceladas", _("Canceladas")),
    ("todas", _("Todas")),
)


class FiltroDeOrdens(Filtro):
    """How far, whose, of what kind, where, planned for when. The box looks everywhere, whatever the others say."""

    q = forms.CharField(label=_("OS, protocolo ou código"), max_length=40)
    situacao = forms.ChoiceField(label=_("Situação"), choices=SITUACOES)
    tecnico = forms.TypedChoiceField(label=_("Técnico"), coerce=int, empty_value=None)
    de = Dia(label=_("Do dia"))
    ate = Dia(label=_("Até o dia"))
    tipo = forms.TypedChoiceField(label=_("Tipo"), coerce=int, empty_value=None)
    cidade = forms.TypedChoiceField(label=_("Cidade"), coerce=int, empty_value=None)
    mais = ("tipo", "cidade", "de", "ate")

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        atendidas = Cidade.objects.filter(Exists(Bairro.objects.filter(cidade=OuterRef("pk"))))
        oferecer(self, "tecnico", Usuario.objects.filter(tecnico=True).order_by("nome").values_list("pk", "nome"))
        oferecer(self, "tipo", TipoOrdemServico.objects.values_list("pk", "descricao"))
        oferecer(self, "cidade", atendidas.values_list("pk", "nome"))

    def clean_q(self) -> str:
        """Without what is copied along with a number, and without its sign."""
        return str(self.cleaned_data["q"]).strip().removeprefix("#")

    def clean(self) -> dict[str, Any]:
        """Of finished orders at most three months; a period with one end gets the other."""
        dados = super().clean() or self.cleaned_data
        de, ate = dados.get("de"), dados.get("ate")
        if de and ate and ate < de:
            self.add_error("ate", _agora("O último dia vem depois do primeiro."))
        elif dados.get("situacao") == "finalizadas" and (de or ate):
            dados["de"], dados["ate"] = _periodo(de, ate)
            if dados["ate"] - dados["de"] > _MAIOR_PERIODO:
                self.add_error("ate", _agora("Peça até três meses de OS finalizadas por vez."))
        return dados


def oferecer(filtro: Filtro, campo: str, linhas: Iterable[tuple[int, str]]) -> None:
    """Give a field of choices the rows of a table, read once: what is checked is what is shown."""
    filtro.fields[campo].choices = [("", _("Todos")), *linhas]  # type: ignore[attr-defined]  # a field of choices


def _periodo(de: date | None, ate: date | None) -> tuple[date, date]:
    """Both ends, the missing one as far from the other as may be."""
    if de is None:
        ultimo = cast("date", ate)
        return ultimo - _MAIOR_PERIODO, ultimo
    return de, ate or de + _MAIOR_PERIODO
