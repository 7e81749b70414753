"""The list of alerts."""

from datetime import datetime
from typing import Any, Final

from django import forms
from django.db.models import Case, Count, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from enlace.core.datas import agora
from enlace.painel.celulas import instante, link, selo
from enlace.painel.listas import Coluna, Filtro, Lista, Vazio
from enlace.servicos.alertas import TIPOS_DE_ALVO
from enlace.servicos.models import Alerta

_TONS: Final = {"vigente": "atencao", "agendado": "info", "encerrado": "neutro"}
_RESUMO: Final = 90


class FiltroDeAlertas(Filtro):
    """In force, to come or over; by words of the name or of the message."""

    situacao = forms.ChoiceField(
        label=gettext_lazy("Situação"), choices=[("", gettext_lazy("Todas")), *Alerta.Situacao.choices], required=False
    )
    termo = forms.CharField(label=gettext_lazy("Nome ou mensagem"), max_length=100)


def _linhas(_request: HttpRequest, filtro: dict[str, Any]) -> "QuerySet[Alerta]":
    em = agora()
    linhas = _na_situacao(filtro["situacao"] or "", em)
    if termo := filtro["termo"]:
        linhas = linhas.filter(Q(descricao__icontains=termo) | Q(texto_alerta__icontains=termo))
    # Those that are over stand last.
    passado = Case(When(Q(ativo=False) | Q(data_fim__lte=em), then=Value(1)), default=Value(0), output_field=IntegerField())
    return linhas.annotate(passado=passado, **{f"n_{tipo}": _quantos(tipo) for tipo in TIPOS_DE_ALVO})


def _na_situacao(situacao: str, em: datetime) -> "QuerySet[Alerta]":
    match situacao:
        case Alerta.Situacao.VIGENTE:
            return Alerta.objects.vigentes(em=em)
        case Alerta.Situacao.AGENDADO:
            return Alerta.objects.agendados(em=em)
        case Alerta.Situacao.ENCERRADO:
            return Alerta.objects.encerrados(em=em)
        case _:
            return Alerta.objects.all()


def _quantos(tipo: str) -> Coalesce:
    ligacao: Any = Alerta._meta.get_field(tipo).remote_field.through  # type: ignore[union-attr]  # of a many-to-many
    contados = ligacao.objects.filter(alerta=OuterRef("pk")).order_by().values("alerta").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(contados), Value(0))


def _nome(alerta: Alerta) -> SafeString:
    return link(alerta.descricao, reverse("painel:alertas:alerta", args=[alerta.pk]))


def _situacao(alerta: Alerta) -> SafeString:
    situacao = alerta.situacao(em=agora())
    return selo(situacao.label, _TONS[situacao])


def _para_quem(alerta: Alerta) -> str:
    if alerta.para_todos:
        return _("Todos os clientes")
    partes = {tipo: getattr(alerta, f"n_{tipo}") for tipo in TIPOS_DE_ALVO}
    return ", ".join(f"{number_format(n, force_grouping=True)} {_palavra(tipo, n)}" for tipo, n in partes.items() if n) or "—"


def _palavra(tipo: str, n: int) -> str:
    return {
        "cidades": ngettext("cidade", "cidades", n),
        "bairros": ngettext("bairro", "bairros", n),
        "pops": ngettext("POP", "POPs", n),
        "equipamentos": ngettext("equipamento", "equipamentos", n),
        "interfaces": ngettext("interface", "interfaces", n),
        "grupos_cliente": ngettext("grupo", "grupos", n),
        "clientes": ngettext("cliente", "clientes", n),
    }[tipo]


LISTA: Final = Lista[Alerta](
    titulo=gettext_lazy("Alertas"),
    arquivo="alertas",
    linhas=_linhas,
    colunas=(
        Coluna(titulo=gettext_lazy("Alerta"), valor=_nome, csv=lambda a: a.descricao, principal=True, ordem=("descricao",)),
        Coluna(titulo=gettext_lazy("Situação"), valor=_situacao),
        Coluna(
            titulo=gettext_lazy("Mensagem"),
            valor=lambda a: Truncator(a.texto_alerta).chars(_RESUMO),
            csv=lambda a: a.texto_alerta,
        ),
        Coluna(titulo=gettext_lazy("Para quem"), valor=_para_quem),
        Coluna(
            titulo=gettext_lazy("De"), valor=lambda a: instante(a.data_inicio), csv=lambda a: a.data_inicio, ordem=("data_inicio",)
        ),
        Coluna(
            titulo=gettext_lazy("Até"),
            valor=lambda a: instante(a.data_fim) if a.data_fim else _("ser encerrado"),
            csv=lambda a: a.data_fim,
            ordem=("data_fim",),
        ),
    ),
    ordem=("passado", "-data_inicio", "-pk"),
    filtro=FiltroDeAlertas,
    modelo="painel/alertas/lista.html",
    vazio=Vazio(
        titulo=gettext_lazy("Nenhum alerta"),
        dica=gettext_lazy("Um alerta diz aos clientes de um lugar, de um equipamento ou a todos o que está acontecendo."),
        rotulo=gettext_lazy("Novo alerta"),
        endereco=lambda: reverse("painel:alertas:novo"),
    ),
)
