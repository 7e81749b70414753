"""Finding a customer by what a person types."""

from django.db.models import Q, Value

from enlace.core.admin import codigo_digitado
from enlace.core.contatos import telefones_equivalentes
from enlace.core.db import SemAcento
from enlace.core.documentos import cpf_cnpj_valido, normalizar_cpf_cnpj


def como_procurar(termo: str) -> Q:
    """Numbers are code, document or telephone; everything else is a part of the name, case and accents ignored.

    Each has its index (`Cliente.Meta`).
    """
    documento = normalizar_cpf_cnpj(termo)
    if cpf_cnpj_valido(documento):
        return Q(cpf_cnpj=documento) | _por_telefone(termo)
    if (codigo := codigo_digitado(termo)) is not None:
        return Q(codigo_cliente=codigo) | Q(cpf_cnpj=documento) | _por_telefone(termo)
    if not any(letra.isalpha() for letra in termo):
        return Q(cpf_cnpj=documento) | _por_telefone(termo)
    procurado = SemAcento(Value(termo))
    return Q(nome_razaosocial_busca__contains=procurado) | Q(nome_fantasia_busca__contains=procurado)


def _por_telefone(termo: str) -> Q:
    numeros = telefones_equivalentes(termo)
    return (
        Q(telefone_primario__in=numeros)
        | (Q(telefone_secundario__in=numeros) & ~Q(telefone_secundario=""))
        | (Q(telefone_terciario__in=numeros) & ~Q(telefone_terciario=""))
    )
