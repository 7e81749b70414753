"""`{% load painel %}`: amounts, times and documents as `celulas.py` writes them; icons; the page one is led back to."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString

from enlace.core.datas import agora
from enlace.painel import celulas

register = template.Library()


@register.filter
def dinheiro(valor: Decimal | None) -> str:
    """`R$ 1.234,56`."""
    return celulas.dinheiro(valor)


@register.filter
def dia(valor: date | datetime | None) -> str:
    """`21/11/2026`."""
    return celulas.dia(valor)


@register.filter
def instante(valor: datetime | None) -> str:
    """`21/11/2026 19:20`."""
    return celulas.instante(valor)


@register.filter
def ha_quanto(valor: datetime | None) -> SafeString | str:
    """`há 22 minutos`."""
    return celulas.ha_quanto(valor, agora=agora())


@register.filter
def telefone(valor: str | None) -> str:
    """`(37) 99999-8888`."""
    return celulas.telefone(valor)


@register.filter
def cpf_cnpj(valor: str | None) -> str:
    """With its mask."""
    return celulas.cpf_cnpj(valor)


@register.filter
def trafego(valor: int | None) -> str:
    """`1,4 GB`."""
    return celulas.bytes_em_palavras(valor)


@register.filter
def tom_do_servico(prefixo: str) -> str:
    """The tone of a state of a service."""
    return celulas.TONS_DO_SERVICO.get(prefixo, "info")


@register.simple_tag
def selo(texto: object, tom: str = "neutro") -> SafeString:
    """A state in colour."""
    return celulas.selo(texto, tom)


@register.simple_tag
def icone(nome: str) -> SafeString:
    """A symbol of `icones.svg`, which says nothing to who does not see it."""
    return format_html('<svg class="icone" aria-hidden="true"><use href="{}#{}"></use></svg>', static("painel/icones.svg"), nome)


@register.simple_tag(takes_context=True)
def volta_para_ca(context: dict[str, Any]) -> str:
    """`?volta=<this page>`, for a link to an act that leads back here."""
    request: HttpRequest = context["request"]
    return "?" + urlencode({"volta": request.GET.get("volta") or request.get_full_path()})
