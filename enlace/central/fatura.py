"""`GET /pdf/fatura/<token>`: a bill as a PDF, as it is to be paid today, for whoever holds its link; no sign-in.

A link opens one bill until it is revoked (`financeiro/cancelamento.py`). Its 122 random bits cannot be guessed and must not be
told: they go into no log, no cache, no search engine and no other site's `Referer`.
"""

import logging
import re
import uuid
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from enlace.central import paginas
from enlace.configuracao.models import Provedor
from enlace.core import datas
from enlace.financeiro.dividas import feriados_locais
from enlace.financeiro.documento_da_fatura import documento_da_fatura
from enlace.financeiro.models import Fatura
from enlace.financeiro.pdf.fatura import desenhar

# With the dashes of a UUID or, as our links have it, without.
_TOKEN: Final = re.compile(r"[0-9a-fA-F]{32}|[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_CABECALHOS: Final = {
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}
_log = logging.getLogger(__name__)


@csrf_exempt  # nothing is changed here, and what guards forms writes the address of what it refuses into the log
@require_safe
def pdf(request: HttpRequest, token: str) -> HttpResponse:
    """The bill; 404 for a link that opens none, 500 for a failure of ours. Of a paid or cancelled one, that it is so."""
    try:
        resposta = _responder(token)
    except Exception:  # noqa: BLE001 - not left to Django: its line of a failure holds the address, and the address is the key
        _log.exception("falha ao mostrar uma fatura")
        resposta = paginas.fora_do_ar()
        # Django writes the same line of every answer of 500 that it has not been told of.
        resposta._has_been_logged = True  # type: ignore[attr-defined]  # noqa: SLF001 - it offers no other way; a test looks
    for nome, valor in _CABECALHOS.items():
        resposta[nome] = valor
    resposta["Content-Length"] = str(len(resposta.content))
    if request.method == "HEAD":
        resposta.content = b""
    return resposta


def _responder(token: str) -> HttpResponse:
    # What cannot be a token is looked up too, as one that nobody has: a wrong link takes the same time whatever is wrong with it.
    chave = uuid.UUID(token) if _TOKEN.fullmatch(token) else uuid.uuid4()
    fatura = Fatura.objects.select_related("cliente", "conta").filter(token=chave).first()
    if fatura is None:
        return paginas.nao_encontrada()
    provedor = Provedor.objects.filter(pk=1).first() or Provedor()
    feriados = feriados_locais(fatura.data_vencimento)
    documento = documento_da_fatura(fatura, hoje=datas.hoje(), feriados=feriados, provedor=provedor)
    return HttpResponse(
        desenhar(documento),
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="fatura-{fatura.pk}.pdf"'},
    )
