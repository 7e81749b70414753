"""`GET cliente/financeiro`: a customer's bills, ready to be paid today (documentation 4.7)."""

import json
from collections.abc import Mapping
from decimal import Decimal
from functools import cache

from django.http import HttpRequest, HttpResponse

from enlace.core.db import consultar_documento
from enlace.core.documentos import normalizar_cpf_cnpj
from enlace.integracao.cliente.busca import NUL, SENTIDOS
from enlace.integracao.cliente.listas import LIMITE_MAXIMO, LIMITE_PADRAO, Termo
from enlace.integracao.consultas import ler
from enlace.integracao.erros import responder
from enlace.integracao.financeiro.preenchimento import Json, Preenchimento
from enlace.integracao.leituras import anotar_pessoas
from enlace.integracao.parametros import Parametros, inteiro

ROTA = "cliente/financeiro"
BUSCAS: Mapping[str, Termo] = {"cpf_cnpj": normalizar_cpf_cnpj, "codigo_cliente": inteiro, "id_cliente_servico": inteiro}
ORDENS = ("data_vencimento", "data_pagamento", "valor")


def consultar(request: HttpRequest) -> HttpResponse:
    """Clientes > Financeiro."""
    parametros = Parametros(request.GET)
    busca = parametros.busca(list(BUSCAS))
    texto = parametros.obrigatorio("termo_busca")
    limite = parametros.limite(padrao=LIMITE_PADRAO, maximo=LIMITE_MAXIMO)
    ordem = parametros.opcao("order_by", ORDENS, padrao="data_vencimento")
    sentido = parametros.opcao("order_type", SENTIDOS, padrao="asc")
    pendentes = parametros.sim_ou_nao("apenas_pendente", padrao=True)
    inicio, fim = parametros.periodo()
    termo = None if NUL in texto else BUSCAS[busca](texto)
    if termo is None:
        return _responder([])
    documentos, calculos, pessoas = consultar_documento(
        montar(busca, ordem=ordem, sentido=sentido),
        {"termo": termo, "limite": limite, "pendentes": pendentes, "inicio": inicio, "fim": fim},
    )
    faturas = json.loads(documentos)
    if faturas:
        preenchimento = Preenchimento.para(request)
        # What is calculated with is never a float; what is only passed on may be.
        for fatura, calculo in zip(faturas, json.loads(calculos, parse_float=Decimal), strict=True):
            preenchimento.preencher(fatura, calculo)
    anotar_pessoas(request, ROTA, busca, pessoas)
    return _responder(faturas)


@cache
def montar(busca: str, *, ordem: str, sentido: str) -> str:
    """The statement of one search in one order; a few dozen in all, each made once."""
    nulos = " nulls last" if ordem == "data_pagamento" else ""
    return ler(
        "financeiro/do_cliente",
        filtro=ler(f"financeiro/filtros/{busca}"),
        ordem=f"f.{ordem} {sentido}{nulos}, f.id_fatura {sentido}",
    )


def _responder(faturas: list[Json]) -> HttpResponse:
    return responder({"status": "success", "msg": "Dados consultados com sucesso", "faturas": faturas})
