"""`GET financeiro`: what is to be received in a span of days, and what was (documentation 6.1)."""

import json
from collections.abc import Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from itertools import chain

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from enlace.core import datas
from enlace.core.db import Parametro
from enlace.core.documentos import normalizar_cpf_cnpj
from enlace.integracao.cliente.busca import NUL, SENTIDOS
from enlace.integracao.cliente.listas import Termo
from enlace.integracao.consultas import ler
from enlace.integracao.erros import TIPO, ocupado
from enlace.integracao.financeiro.preenchimento import Preenchimento
from enlace.integracao.fluxo import PAGINA_PEQUENA, TENTE_EM, AteOFim, Linhas, caminhar, ler_pagina
from enlace.integracao.leituras import anotar_leitura
from enlace.integracao.parametros import Parametros, inteiro

ROTA = "financeiro"
BUSCAS: Mapping[str, Termo] = {
    "id_cliente": inteiro,
    "codigo_cliente": inteiro,
    "cpf_cnpj": normalizar_cpf_cnpj,
    "id_cliente_servico": inteiro,
}
TIPOS_DE_DATA = ("data_vencimento", "data_pagamento")
ORDENS = ("data_vencimento", "data_pagamento", "valor")
RESULTADOS = ("simplificado", "detalhado")
# Without dates, and the most that is answered of everybody at once (6.1).
DIAS_PADRAO = 10
DIAS_SEM_BUSCA = 30
_TODOS = "todos"
_INICIO = b'{"status":"success","msg":"Dados consultados com sucesso.","faturas":['
_FIM = b"]}"


@dataclass(frozen=True, kw_only=True)
class Pedido:
    """What a request asks for: the statement with its parameters, and whether its documents have places to fill."""

    busca: str
    data: str
    detalhado: bool
    sql: str
    parametros: dict[str, Parametro]

    @property
    def limite(self) -> int | None:
        """The most bills to answer; None for all."""
        limite = self.parametros["limite"]
        return limite if isinstance(limite, int) else None


def consultar(request: HttpRequest) -> HttpResponseBase:
    """Financeiro > Consulta."""
    pedido = ler_pedido(Parametros(request.GET), hoje=datas.hoje())
    if pedido.busca != _TODOS and pedido.parametros["termo"] is None:
        return HttpResponse(_INICIO + _FIM, content_type=TIPO)
    preenchimento = Preenchimento.para(request) if pedido.detalhado else None
    if pagina := _pagina(pedido):
        return HttpResponse(b"".join(_documento(request, pedido, pagina, preenchimento)), content_type=TIPO)
    lotes = caminhar(pedido.sql, pedido.parametros)
    if lotes is None:
        return ocupado("Já há consultas longas em andamento. Tente novamente em instantes.", segundos=TENTE_EM)
    return StreamingHttpResponse(AteOFim(_documento(request, pedido, lotes, preenchimento)), content_type=TIPO)


def ler_pedido(parametros: Parametros, *, hoje: date) -> Pedido:
    """The request that the parameters describe; without any, what is due between ten days ago and today."""
    busca, termo = _busca(parametros)
    data = parametros.opcao("tipo_data", TIPOS_DE_DATA, padrao="data_vencimento")
    detalhado = parametros.opcao("tipo_resultado", RESULTADOS, padrao="simplificado") == "detalhado"
    ordem = parametros.opcao("order_by", ORDENS, padrao=data)
    sentido = parametros.opcao("order_type", SENTIDOS, padrao="asc")
    quitado = parametros.sim_ou_nao("apenas_quitado", padrao=False) if parametros.texto("apenas_quitado") else None
    inicio, fim = _intervalo(parametros, hoje=hoje, cortar=busca == _TODOS)
    return Pedido(
        busca=busca,
        data=data,
        detalhado=detalhado,
        sql=montar(busca, data=data, ordem=ordem, sentido=sentido, detalhado=detalhado),
        parametros={
            "termo": termo,
            "inicio": inicio.isoformat(),
            "fim": fim.isoformat(),
            "quitado": quitado,
            "limite": parametros.inteiro("limit", minimo=1),
        },
    )


@cache
def montar(busca: str, *, data: str, ordem: str, sentido: str, detalhado: bool) -> str:
    """The statement of one kind of request; a few dozen in all, each made once."""
    # A bill without payment comes last in either direction. Asked for by payment there is none, and the index gives the order.
    nulos = " nulls last" if ordem == "data_pagamento" != data else ""
    return ler(
        "financeiro/consulta",
        filtro=ler(f"financeiro/filtros/{busca}"),
        data=_data(data, busca),
        ordem=f"f.{ordem} {sentido}{nulos}, f.id_fatura {sentido}",
        documento=ler(f"financeiro/{'detalhado' if detalhado else 'simplificado'}"),
        calculo=ler("financeiro/calculo") if detalhado else "null::text",
    )


def _data(data: str, busca: str) -> str:
    """The date that the span is of. A customer's payments are found by the customer, never by the index of everybody's payments.

    Without the sum the planner would look up both: the whole span, however long, to find one customer in it.
    """
    return f"(f.{data} + 0)" if busca != _TODOS and data == "data_pagamento" else f"f.{data}"


def _busca(parametros: Parametros) -> tuple[str, Parametro]:
    """The search and its term, None for one that fits nobody. A term alone is refused: whoever sends it does not mean everybody."""
    if not parametros.texto("busca") and not parametros.texto("termo_busca"):
        return _TODOS, None
    busca = parametros.busca(list(BUSCAS))
    texto = parametros.obrigatorio("termo_busca")
    return busca, None if NUL in texto else BUSCAS[busca](texto)


def _intervalo(parametros: Parametros, *, hoje: date, cortar: bool) -> tuple[date, date]:
    """The first and the last day. One that is absent is the documented default's, moved so that the span is not upside down."""
    de, ate = (texto and date.fromisoformat(texto) for texto in parametros.periodo())
    fim = ate or max(hoje, de or hoje)
    # By ordinal: there is a day before which Python knows none.
    inicio = de or date.fromordinal(max(1, min(hoje, fim).toordinal() - DIAS_PADRAO))
    if cortar and (fim - inicio).days > DIAS_SEM_BUSCA:
        fim = inicio + timedelta(days=DIAS_SEM_BUSCA)
    return inicio, fim


def _pagina(pedido: Pedido) -> list[Linhas] | None:
    """The whole answer, if it is short; it takes no place of those who walk. None if it is long, found out by its first rows."""
    pequena = pedido.limite is not None and pedido.limite <= PAGINA_PEQUENA
    limite = pedido.limite if pequena else PAGINA_PEQUENA + 1
    linhas = list(chain.from_iterable(ler_pagina(pedido.sql, {**pedido.parametros, "limite": limite})))
    return [linhas] if pequena or len(linhas) <= PAGINA_PEQUENA else None


def _documento(
    request: HttpRequest, pedido: Pedido, lotes: Iterable[Linhas], preenchimento: Preenchimento | None
) -> Generator[bytes, None, None]:
    """The answer in pieces; at its end the reading is noted with what was really sent."""
    quantas = 0
    de_quem: set[int] = set()
    separador = _INICIO
    try:
        for lote in lotes:
            if lote:
                yield separador + b",".join(_faturas(lote, preenchimento))
                quantas += len(lote)
                separador = b","
                if pedido.busca != _TODOS:
                    de_quem.update(int(linha[1]) for linha in lote)
        yield _FIM if quantas else _INICIO + _FIM
    finally:
        _anotar(request, pedido, quantas=quantas, de_quem=sorted(de_quem))


def _faturas(lote: Linhas, preenchimento: Preenchimento | None) -> Iterator[bytes]:
    if preenchimento is None:
        yield from (linha[0] for linha in lote)
        return
    for documento, _cliente, calculo in lote:
        fatura = json.loads(documento)
        preenchimento.preencher(fatura, json.loads(calculo, parse_float=Decimal))
        yield json.dumps(fatura, ensure_ascii=False, separators=(",", ":")).encode()


def _anotar(request: HttpRequest, pedido: Pedido, *, quantas: int, de_quem: list[int]) -> None:
    """A search names its people; of everybody, the span of days is noted and each bill counted as somebody.

    To count each person once would take the memory of all who were met.
    """
    if pedido.busca == _TODOS:
        filtros = {"tipo_data": pedido.data, **{nome: valor for nome, valor in pedido.parametros.items() if valor is not None}}
        anotar_leitura(request, ROTA, filtros, pessoas=quantas)
    else:
        anotar_leitura(request, ROTA, {"busca": pedido.busca, "pessoas": de_quem})
