"""What the lists of a customer's tickets and service orders (4.2, 4.11) have in common: search, order, page, dates."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from django.http import HttpRequest, HttpResponse

from enlace.core.db import Parametro, consultar_documento
from enlace.core.documentos import normalizar_cpf_cnpj
from enlace.integracao.cliente.busca import NUL, SENTIDOS
from enlace.integracao.consultas import ler
from enlace.integracao.erros import TIPO, responder
from enlace.integracao.leituras import anotar_pessoas
from enlace.integracao.parametros import Parametros, inteiro

LIMITE_PADRAO = 20
LIMITE_MAXIMO = 50

Termo = Callable[[str], Parametro]
# The searches by whom it is about; each list adds one by its own number.
DO_SERVICO: Mapping[str, Termo] = {"codigo_cliente": inteiro, "cpf_cnpj": normalizar_cpf_cnpj, "id_cliente_servico": inteiro}


@dataclass(frozen=True, kw_only=True)
class Lista:
    """One of these lists: its route, the key of its answer, its statement, and what it is searched and sorted by.

    `buscas` are fragments of `consultas/do_servico/`; `ordens` are columns of the table that the statement calls a; its key `chave`
    decides between equals.
    """

    rota: str
    resposta: str
    chave: str
    buscas: Mapping[str, Termo]
    ordens: Sequence[str]
    sentido: str
    fragmentos: tuple[tuple[str, str], ...] = ()

    def instrucao(self, busca: str, *, ordem: str, sentido: str) -> str:
        """The statement of one search in one order."""
        return _montar(self.rota, busca, f"a.{ordem} {sentido} nulls last, a.{self.chave} {sentido}", self.fragmentos)


def listar(request: HttpRequest, lista: Lista, parametros: Parametros, filtros: Mapping[str, Parametro]) -> HttpResponse:
    """Answer the rows that a request asks for; `filtros` are the parameters that only this list knows, already read."""
    busca = parametros.busca(list(lista.buscas))
    texto = parametros.obrigatorio("termo_busca")
    limite = parametros.limite(padrao=LIMITE_PADRAO, maximo=LIMITE_MAXIMO)
    ordem = parametros.opcao("order_by", lista.ordens, padrao=lista.ordens[0])
    sentido = parametros.opcao("order_type", SENTIDOS, padrao=lista.sentido)
    inicio, fim = parametros.periodo()
    termo = None if NUL in texto else lista.buscas[busca](texto)
    if termo is None:
        return responder({"status": "success", "msg": "Dados consultados com sucesso", lista.resposta: []})
    sql = lista.instrucao(busca, ordem=ordem, sentido=sentido)
    resposta, pessoas = consultar_documento(sql, {"termo": termo, "limite": limite, "inicio": inicio, "fim": fim, **filtros})
    anotar_pessoas(request, lista.rota, busca, pessoas)
    return HttpResponse(resposta, content_type=TIPO)


@cache
def _montar(rota: str, busca: str, ordem: str, fragmentos: tuple[tuple[str, str], ...]) -> str:
    """A few dozen in all, each made once."""
    consulta = f"{rota.removeprefix('cliente/')}/consulta"
    outros = {marca: ler(nome) for marca, nome in fragmentos}
    return ler(consulta, filtro=ler(f"do_servico/{busca}"), ordem=ordem, **outros)
