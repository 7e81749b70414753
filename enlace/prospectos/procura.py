"""Finding a prospect by what a person types, and by what sellers sort them by."""

import re
from typing import Final

from django.db.models import Q, QuerySet, TextField, Value
from django.db.models.functions import Concat

from enlace.core.admin import codigo_digitado
from enlace.core.contatos import telefones_equivalentes
from enlace.core.db import SemAcento
from enlace.core.documentos import normalizar_cpf_cnpj
from enlace.prospectos.models import Prospecto

# What the trigram index knows: a run of three letters or digits (docs/adr/0004).
_TRIGRAMA: Final = re.compile(r"[^\W_]{3}")
# As many as a search of the API answers: nobody pages beyond.
_MAIS: Final = 1000


def procurar_prospectos(linhas: "QuerySet[Prospecto]", termo: str) -> "QuerySet[Prospecto]":
    """Numbers are code, document or telephone; everything else is a part of the name, case and accents ignored.

    Each by its index, and only that one: a name beside a number in one condition would be looked for in the whole table. A fragment
    too short for the trigrams ("jo") is looked for from the newest down, until there are a thousand.
    """
    if not any(letra.isalpha() for letra in termo):
        return linhas.filter(_por_numero(termo))
    documento = normalizar_cpf_cnpj(termo)
    if any(letra.isdecimal() for letra in documento) and linhas.filter(cpf_cnpj=documento).exists():
        # A CNPJ may have letters.
        return linhas.filter(cpf_cnpj=documento)
    procurado = SemAcento(Value(termo))
    if _TRIGRAMA.search(termo):
        return linhas.filter(nome_razaosocial_busca__contains=procurado)
    # An expression, so that no plan asks the trigrams after all.
    nome = Concat("nome_razaosocial_busca", Value(""), output_field=TextField())
    passeio = Prospecto.objects.alias(nome=nome).filter(nome__contains=procurado).order_by("-pk").values("pk")[:_MAIS]
    return linhas.filter(pk__in=passeio)


def _por_numero(termo: str) -> Q:
    achados = Q(cpf_cnpj=normalizar_cpf_cnpj(termo))
    if telefones := telefones_equivalentes(termo):
        achados |= Q(telefone__in=telefones) | Q(telefone_secundario__in=telefones, telefone_secundario__isnull=False)
    if (codigo := codigo_digitado(termo)) is not None:
        achados |= Q(pk=codigo)
    return achados
