"""`GET cliente/all`: every customer (documentation 4.1), streamed from the database as it is at this moment.

The genuine server answers from a cache and warns that repeated calls can stop the system. Here nothing is held in memory, nothing
is stale, an unchanged answer costs a 304, and only a few of these walks run at a time, so that nobody else feels them.
"""

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from hashlib import sha256

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from enlace import __version__
from enlace.core.db import Parametro, consultar_documento
from enlace.integracao.cliente import busca as buscas
from enlace.integracao.cliente import colunas
from enlace.integracao.consultas import ler
from enlace.integracao.erros import TIPO, ocupado
from enlace.integracao.fluxo import PAGINA_PEQUENA, TENTE_EM, AteOFim, Linhas, caminhar, ler_pagina
from enlace.integracao.leituras import anotar_leitura
from enlace.integracao.parametros import Parametros

_INICIO = b'{"status":"success","msg":"Dados consultados com sucesso","clientes":['
_FIM = b"]}"


@dataclass(frozen=True)
class Pedido:
    """What a request asks for: the statement, its parameters and whether the answer can be recognised as unchanged."""

    sql: str
    parametros: dict[str, Parametro]
    muda_sozinho: bool

    @property
    def pequeno(self) -> bool:
        """Whether it is a page like any other answer, and not a walk through everybody."""
        limite = self.parametros["limite"]
        return isinstance(limite, int) and limite <= PAGINA_PEQUENA

    def etiqueta(self) -> str:
        """The ETag: equal for two answers only when nothing that they show changed between them."""
        (versao,) = consultar_documento(ler("cliente/etag"), {})
        partes = [__version__, self.sql, repr(sorted(self.parametros.items())), versao.decode()]
        return f'W/"{sha256("|".join(partes).encode()).hexdigest()[:32]}"'


def listar(request: HttpRequest) -> HttpResponseBase:
    """Clientes > All (Todos os Clientes)."""
    pedido = ler_pedido(Parametros(request.GET))
    # Sessions come and go without a trace in the version of the data.
    etiqueta = None if pedido.muda_sozinho else pedido.etiqueta()
    if etiqueta and _ja_tem(request, etiqueta):
        return _com_etiqueta(HttpResponse(status=304), etiqueta)
    if pedido.pequeno:
        # Whole at once: a short answer is sent from memory, and a reader that stops keeps nothing.
        corpo = b"".join(_documento(request, pedido, ler_pagina(pedido.sql, pedido.parametros)))
        pagina = HttpResponse(corpo, content_type=TIPO)
        return _com_etiqueta(pagina, etiqueta) if etiqueta else pagina
    lotes = caminhar(pedido.sql, pedido.parametros)
    if lotes is None:
        return ocupado("Já há consultas de todos os clientes em andamento. Tente novamente em instantes.", segundos=TENTE_EM)
    resposta = StreamingHttpResponse(AteOFim(_documento(request, pedido, lotes)), content_type=TIPO)
    return _com_etiqueta(resposta, etiqueta) if etiqueta else resposta


def ler_pedido(parametros: Parametros) -> Pedido:
    """The request that the parameters describe; without any, the one of the documented example."""
    relacoes = parametros.lista("relacoes", colunas.RELACOES)
    ordem = buscas.ORDENS[parametros.opcao("order_by", list(buscas.ORDENS), padrao="data_cadastro")]
    sentido = parametros.opcao("order_type", buscas.SENTIDOS, padrao="asc")
    inicio, fim = parametros.periodo()
    escolhidas = colunas.RELACOES_DO_EXEMPLO if relacoes is None else relacoes
    sql = ler(
        "cliente/all",
        documento=colunas.de_todos(escolhidas),
        ordem=ordem.sql(sentido),
        campos_da_ordem=", ".join(f"c.{campo}" for campo in ordem.campos if campo != "id_cliente"),
        clientes=ordem.clientes,
    )
    return Pedido(
        sql=sql,
        parametros={
            "data_inicio": inicio,
            "data_fim": fim,
            "cancelados": parametros.sim_ou_nao("cancelado", padrao=False),
            "codigo_pacote": parametros.texto_guardavel("codigo_pacote"),
            "limite": parametros.inteiro("limit", minimo=1),
            "deslocamento": parametros.inteiro("offset", minimo=0),
        },
        muda_sozinho="status_conexao" in escolhidas,
    )


def _documento(request: HttpRequest, pedido: Pedido, lotes: Iterator[Linhas]) -> Generator[bytes, None, None]:
    """The answer in pieces; at its end the reading is noted with what was really sent."""
    quantos = 0
    separador = _INICIO
    try:
        for lote in lotes:
            if lote:
                yield separador + b",".join(linha[0] for linha in lote)
                quantos += len(lote)
                separador = b","
        yield _FIM if quantos else _INICIO + _FIM
    finally:
        anotar_leitura(request, "cliente/all", {k: v for k, v in pedido.parametros.items() if v is not None}, pessoas=quantos)


def _ja_tem(request: HttpRequest, etiqueta: str) -> bool:
    pedidas = request.headers.get("If-None-Match", "")
    return pedidas.strip() == "*" or etiqueta in [p.strip() for p in pedidas.split(",")]


def _com_etiqueta(resposta: HttpResponseBase, etiqueta: str) -> HttpResponseBase:
    resposta["ETag"] = etiqueta
    resposta["Cache-Control"] = "private, no-cache"
    return resposta
