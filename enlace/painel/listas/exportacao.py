"""A whole list as CSV, as it is read from the database: constant memory, one snapshot, a trace of who took it away."""

import csv
import time as relogio
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from html import unescape
from typing import Any, Final

from django.db import connection, models, transaction
from django.http import HttpRequest, StreamingHttpResponse
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.safestring import SafeString

from enlace.auditoria.registro import registrar
from enlace.core.datas import agora
from enlace.painel.acesso import autor_de, usuario_de

PERMISSAO: Final = "clientes.exportar"
_LOTE: Final = 500
# As `core.db.transmitir`: who does not read on must not hold the snapshot.
_PACIENCIA: Final = "30s"
_PRAZO_S: Final = 300.0
# By these a spreadsheet takes a text for a formula (OWASP, "CSV Injection").
_FORMULAS: Final = ("=", "+", "-", "@", "\t", "\r")
# Excel takes a file without it for another encoding.
_BOM: Final = "\ufeff"

Campo = tuple[str, Callable[[Any], object]]


def exportar(
    request: HttpRequest, linhas: "models.QuerySet[Any]", campos: Sequence[Campo], *, arquivo: str
) -> StreamingHttpResponse:
    """The rows as CSV with semicolons, as Brazilian spreadsheets open it; recorded before the first row leaves."""
    usuario = usuario_de(request)
    filtros = {nome: valor for nome, valor in request.GET.items() if valor and nome not in {"formato", "pagina"}}
    registrar(autor_de(request), "exportar", usuario, antes=None, depois={"lista": arquivo, "filtros": filtros})
    nome = f"{arquivo}-{timezone.localtime(agora()):%Y-%m-%d-%H%M}.csv"
    return StreamingHttpResponse(
        _linhas(linhas, campos),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{nome}"', "X-Accel-Buffering": "no"},
    )


class _Eco:
    """A file that gives back what is written to it."""

    def write(self, texto: str) -> str:
        """The text."""
        return texto


def _linhas(linhas: "models.QuerySet[Any]", campos: Sequence[Campo]) -> Iterator[str]:
    escritor = csv.writer(_Eco(), delimiter=";")
    yield _BOM + escritor.writerow([titulo for titulo, _valor in campos])
    fim = relogio.monotonic() + _PRAZO_S
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("select set_config('idle_in_transaction_session_timeout', %s, true)", [_PACIENCIA])
        pedaco: list[str] = []
        for linha in linhas.iterator(chunk_size=_LOTE):
            pedaco.append(escritor.writerow([_texto(valor(linha)) for _titulo, valor in campos]))
            if len(pedaco) == _LOTE:
                yield "".join(pedaco)
                pedaco.clear()
                if relogio.monotonic() > fim:
                    raise TimeoutError("the reader of a list was too slow")
        yield "".join(pedaco)


def _texto(valor: object) -> str:
    if valor is None:
        return ""
    if isinstance(valor, bool):
        return "sim" if valor else "não"
    if isinstance(valor, datetime):
        return f"{timezone.localtime(valor) if timezone.is_aware(valor) else valor:%d/%m/%Y %H:%M}"
    if isinstance(valor, date):
        return f"{valor:%d/%m/%Y}"
    if isinstance(valor, Decimal):
        return str(valor).replace(".", ",")
    texto = unescape(strip_tags(valor)).strip() if isinstance(valor, SafeString) else str(valor)
    return f"'{texto}" if texto.startswith(_FORMULAS) else texto
