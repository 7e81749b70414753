"""The trace that a reading of personal data leaves (LGPD): who read, by which route, which people."""

import json
from collections.abc import Mapping

from django.http import HttpRequest

from enlace.auditoria.leitura import LeituraFeita, anotar
from enlace.contas.tokens import Credencial
from enlace.core.datas import agora
from enlace.core.origem import endereco_ip


def anotar_leitura(request: HttpRequest, rota: str, filtros: Mapping[str, object], *, pessoas: int | None = None) -> None:
    """Note it; the record is written by a thread of its own. `filtros["pessoas"]` lists keys of clientes where they are few."""
    credencial: Credencial = request.auth  # type: ignore[attr-defined]
    listadas = filtros.get("pessoas")
    anotar(
        LeituraFeita(
            quando=agora(),
            cliente_api=credencial.cliente_api,
            id_usuario=credencial.id_usuario,
            endereco_ip=endereco_ip(request),
            rota=rota,
            filtros=dict(filtros),
            pessoas=len(listadas) if pessoas is None and isinstance(listadas, list) else (pessoas or 0),
        )
    )


def anotar_pessoas(
    request: HttpRequest, rota: str, busca: str, pessoas: bytes, *, pergunta: Mapping[str, object] | None = None
) -> None:
    """The same for a search whose statement also answered the keys of the people found, as a JSON list.

    `pergunta` is what was asked, where that must be known also of a search that found nobody.
    """
    anotar_leitura(request, rota, {"busca": busca, **(pergunta or {}), "pessoas": json.loads(pessoas)})
