"""`GET prospecto`: find prospects (documentation 8.2, and the collection of 2024)."""

import json
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from enlace.core.contatos import telefones_equivalentes
from enlace.core.db import Parametro, consultar_documento
from enlace.integracao.consultas import ler
from enlace.integracao.erros import TIPO, EntradaRecusada
from enlace.integracao.leituras import anotar_leitura
from enlace.integracao.parametros import Parametros

# The contract says nothing of a limit; a fragment like "a" must not answer the whole table.
MAIS_PROSPECTOS = 1000

# Each value of `busca` and how its term is brought to the column's form. A term without a digit is nobody's telephone.
BUSCAS: dict[str, Callable[[str], Parametro]] = {
    "nome_razaosocial": str,
    "telefone": telefones_equivalentes,
    "origem": str,
    "email": str,
    "id_externo": str,
}


def buscar(request: HttpRequest) -> HttpResponse:
    """Prospectos > Buscar Prospectos."""
    busca, texto = _pedido(Parametros(request.GET))
    sql = ler("prospecto/busca", achados=ler(f"prospecto/filtros/{busca}"))
    resposta, achados = consultar_documento(sql, {"termo": BUSCAS[busca](texto), "limite": MAIS_PROSPECTOS})
    pessoas = json.loads(achados)
    anotar_leitura(request, "prospecto", {"busca": busca, "prospectos": pessoas}, pessoas=len(pessoas))
    return HttpResponse(resposta, content_type=TIPO)


def _pedido(parametros: Parametros) -> tuple[str, str]:
    """By what to search, and for what.

    The documentation has only `busca`, a part of the name; the collection of 2024 says in it by what, in `termo_busca` for what.
    Without the latter it is the former, also where the name that is looked for is one of the collection's words.
    """
    busca, termo = parametros.texto_guardavel("busca"), parametros.texto_guardavel("termo_busca")
    if busca is None:
        raise EntradaRecusada("O campo busca é obrigatória")
    if termo is None:
        return "nome_razaosocial", busca
    return parametros.busca(list(BUSCAS)), termo
