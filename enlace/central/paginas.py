"""The little that is said instead of a bill. Plain text in a plain page: it must stand when nothing else does."""

from http import HTTPStatus

from django.http import HttpResponse

_PAGINA = """<!doctype html>
<html lang="pt-BR">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{titulo}</title></head>
<body><main><h1>{titulo}</h1><p>{texto}</p></main></body>
</html>
"""


def nao_encontrada() -> HttpResponse:
    """The same whatever is wrong with the link: one that opens nothing must not tell how near it came."""
    return _pagina(
        HTTPStatus.NOT_FOUND,
        "Fatura não encontrada",
        "Este link não abre nenhuma fatura: pode estar incompleto ou ter sido trocado. Peça outro ao seu provedor.",
    )


def fora_do_ar() -> HttpResponse:
    """Our own failure; what it was is in the log."""
    return _pagina(
        HTTPStatus.INTERNAL_SERVER_ERROR, "Fatura fora do ar", "Não foi possível abrir a fatura agora. Tente de novo daqui a pouco."
    )


def _pagina(status: HTTPStatus, titulo: str, texto: str) -> HttpResponse:
    return HttpResponse(_PAGINA.format(titulo=titulo, texto=texto), status=status)
