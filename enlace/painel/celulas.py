"""What stands in cells and beside labels: links, states in colour, times and amounts as people say them."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString

from enlace.core.datas import dia_local
from enlace.core.dinheiro import em_reais

Texto = str | Promise

# Tones of a state: `bom`, `atencao`, `ruim`, `neutro`, `info` (estilo.css, each AA on its ground).
TONS_DO_SERVICO: Final = {
    "servico_habilitado": "bom",
    "suspenso_debito": "ruim",
    "suspenso_parcialmente": "atencao",
    "suspenso_pedido_cliente": "atencao",
    "franquia_excedida": "atencao",
    "cancelado": "neutro",
}
_MINUTO, _HORA, _DIA = 60, 3600, 86400
_MUITOS_DIAS: Final = 30


def link(texto: object, endereco: str) -> SafeString:
    """A link."""
    return format_html('<a href="{}">{}</a>', endereco, texto)


def selo(texto: object, tom: str = "neutro") -> SafeString:
    """A state: a word on a coloured ground; the colour says nothing that the word does not."""
    return format_html('<span class="selo {}">{}</span>', tom, texto)


def dinheiro(valor: Decimal | None) -> str:
    """`R$ 1.234,56`, or a dash."""
    return "—" if valor is None else em_reais(valor)


def dia(valor: date | datetime | None) -> str:
    """`21/11/2026`, or a dash."""
    if valor is None:
        return "—"
    return f"{dia_local(valor) if isinstance(valor, datetime) else valor:%d/%m/%Y}"


def instante(valor: datetime | None) -> str:
    """`21/11/2026 19:20` at the provider, or a dash."""
    return "—" if valor is None else f"{timezone.localtime(valor):%d/%m/%Y %H:%M}"


def ha_quanto(valor: datetime | None, *, agora: datetime) -> SafeString | str:
    """`há 22 minutos`, `em 3 horas`, the day when it is far; the exact instant on hovering."""
    if valor is None:
        return "—"
    return format_html(
        '<time datetime="{}" title="{}">{}</time>', valor.isoformat(), instante(valor), em_palavras(valor, agora=agora)
    )


def em_palavras(valor: datetime, *, agora: datetime) -> str:
    """A distance in time as people say it; beyond thirty days the day itself."""
    segundos = int((agora - valor).total_seconds())
    if abs(segundos) >= _MUITOS_DIAS * _DIA:
        return dia(valor)
    quanto = duracao(timedelta(seconds=abs(segundos)))
    return f"há {quanto}" if segundos >= 0 else f"em {quanto}"


def duracao(quanto: timedelta) -> str:
    """The largest whole unit: `22 minutos`, `1 hora`, `3 dias`."""
    segundos = int(quanto.total_seconds())
    for unidade, singular, plural in ((_DIA, "dia", "dias"), (_HORA, "hora", "horas"), (_MINUTO, "minuto", "minutos")):
        if segundos >= unidade:
            return f"{segundos // unidade} {singular if segundos // unidade == 1 else plural}"
    return "instantes" if segundos <= 1 else f"{segundos} segundos"


def bytes_em_palavras(quantos: int | None) -> str:
    """`1,4 GB`: decimal units, as plans and concentrators count."""
    if quantos is None:
        return "—"
    valor = float(quantos)
    for unidade in ("B", "kB", "MB", "GB"):
        if valor < 1000:  # noqa: PLR2004 - kilo
            return f"{valor:.0f} {unidade}" if unidade in {"B", "kB"} else f"{valor:.1f} {unidade}".replace(".", ",")
        valor /= 1000
    return f"{valor:.1f} TB".replace(".", ",")


def em_mega(kbits: int) -> str:
    """`100`, `0,5`: a thousand, as speeds are sold; plans made of 1,024 are read as they are meant."""
    mil = 1024 if kbits % 1024 == 0 else 1000
    return f"{kbits / mil:.1f}".removesuffix(".0").replace(".", ",")


def telefone(digitos: str | None) -> str:
    """`(37) 99999-8888`; what is no Brazilian number as it is; a dash for none."""
    if not digitos:
        return "—"
    local = digitos[2:] if len(digitos) in {12, 13} and digitos.startswith("55") else digitos
    if len(local) not in {10, 11}:
        return digitos
    return f"({local[:2]}) {local[2:-4]}-{local[-4:]}"


def cpf_cnpj(documento: str | None) -> str:
    """`123.456.789-09` or `12.345.678/0001-95`; a dash for none."""
    if not documento:
        return "—"
    if len(documento) == 11:  # noqa: PLR2004 - a CPF
        return f"{documento[:3]}.{documento[3:6]}.{documento[6:9]}-{documento[9:]}"
    if len(documento) == 14:  # noqa: PLR2004 - a CNPJ
        return f"{documento[:2]}.{documento[2:5]}.{documento[5:8]}/{documento[8:12]}-{documento[12:]}"
    return documento
