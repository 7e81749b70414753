"""What the pages of tickets show of one."""

from datetime import datetime
from typing import Final

from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from enlace.atendimento.models import Atendimento
from enlace.core import datas
from enlace.painel.celulas import duracao, ha_quanto, instante, link, selo

_UM_DIA_S: Final = 86_400
_PALAVRA: Final = 80


def atendimento(este: Atendimento) -> SafeString:
    """The protocol, leading to the ticket; who asks, leading to the customer's file; about what."""
    quem = este.cliente_servico.cliente
    return format_html(
        '<span>{}<br>{}<br><span class="apagado">{}</span></span>',
        link(este.protocolo, reverse("painel:atendimentos:atendimento", args=[este.pk])),
        link(quem.nome_razaosocial, reverse("painel:clientes:ficha", args=[quem.pk])),
        este.cliente_servico,
    )


def tipo_e_situacao(atendimento: Atendimento) -> SafeString:
    """What kind of matter it is, and how far."""
    return format_html("<span>{}<br>{}</span>", atendimento.tipo, situacao(atendimento))


def de_quem_e_a_vez(atendimento: Atendimento) -> str:
    """A person, or a department."""
    return str(atendimento.usuario_responsavel or atendimento.setor_responsavel)


def idade(atendimento: Atendimento) -> SafeString | str:
    """How long ago it was opened."""
    return ha_quanto(atendimento.data_cadastro, agora=datas.agora())


def prazo(atendimento: Atendimento) -> SafeString:
    """How much time is left, or by how much it is over, in colour and words; of a closed one, when it was closed."""
    agora = datas.agora()
    if atendimento.data_fechamento is not None:
        return selo(_("fechado há %(quanto)s") % {"quanto": duracao(agora - atendimento.data_fechamento)})
    if atendimento.data_prazo is None:
        return selo(_("sem prazo"))
    texto, tom = _do_prazo(atendimento.data_prazo, agora)
    return format_html('<span title="{}">{}</span>', instante(atendimento.data_prazo), selo(texto, tom))


def _do_prazo(ate: datetime, agora: datetime) -> tuple[str, str]:
    if ate < agora:
        return _("vencido há %(quanto)s") % {"quanto": duracao(agora - ate)}, "ruim"
    resta = ate - agora
    texto = _("vence em %(quanto)s") % {"quanto": duracao(resta)}
    return texto, "atencao" if resta.total_seconds() < _UM_DIA_S else "bom"


def situacao(atendimento: Atendimento) -> SafeString:
    """How far it is, in the provider's words; closed is said besides."""
    if atendimento.data_fechamento is None:
        return selo(atendimento.status, "info")
    concluido = atendimento.status_fechamento == Atendimento.StatusFechamento.CONCLUIDO
    return selo(_("Fechado: %(como)s") % {"como": str(atendimento.get_status_fechamento_display()).lower()}, _tom(concluido))


def ultima_palavra(atendimento: Atendimento) -> SafeString | str:
    """Who said or did something last, when, and how it begins (the annotation of `consultas.da_lista`)."""
    dito = getattr(atendimento, "ultima_palavra", None)
    if not dito:
        return "—"
    quando = ha_quanto(parse_datetime(dito["quando"]), agora=datas.agora())
    texto = Truncator(dito["texto"]).chars(_PALAVRA)
    return format_html('<span><span class="apagado">{}, {}:</span> {}</span>', dito["quem"], quando, texto)


def ultima_palavra_inteira(atendimento: Atendimento) -> str:
    """The same for a spreadsheet, as much of it as was read."""
    dito = getattr(atendimento, "ultima_palavra", None)
    return f"{dito['quem']}: {dito['texto']}" if dito else ""


def _tom(concluido: bool) -> str:  # noqa: FBT001 - one question
    return "bom" if concluido else "atencao"
