"""`GET cliente/extrato_conexao`: the sessions of a login, of an address, of a MAC or of a service (documentation 4.6)."""

import datetime as dt
import ipaddress
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Final

from django.http import HttpRequest, HttpResponse

from enlace.core import contatos, datas
from enlace.core.db import Parametro, consultar_documento
from enlace.integracao.cliente.busca import NUL
from enlace.integracao.cliente.listas import LIMITE_MAXIMO, LIMITE_PADRAO
from enlace.integracao.consultas import ler
from enlace.integracao.erros import TIPO
from enlace.integracao.leituras import anotar_pessoas
from enlace.integracao.parametros import Parametros, inteiro

ROTA = "cliente/extrato_conexao"
# The window when no dates are given.
DIAS_PADRAO = 30
_VAZIO = (
    '{"status":"success","msg":"Dados consultados com sucesso","registros":[],"estatisticas":{"total_conexoes":0,'
    '"download_total":0,"upload_total":0,"trafego_total":0,"media_download":0,"media_upload":0}}'
)


def _ipv6(texto: str) -> str | None:
    """A prefix, or an address, which is the prefix of its 128 bits; of one machine's own link (`%eth0`) nobody else has any."""
    try:
        rede = ipaddress.IPv6Network(texto, strict=False)
    except ValueError:
        return None
    return None if "%" in texto else str(rede)


@dataclass(frozen=True)
class Busca:
    """One value of `busca`: the term in the form of the column, and what of the accounting it is compared with.

    `de_prefixos` are columns that hold prefixes, in one of which the term may be.
    """

    termo: Callable[[str], Parametro]
    filtro: str = ""
    de_prefixos: str = ""

    def sql(self) -> str:
        """The fragment of SQL that finds the sessions."""
        partes = []
        if self.de_prefixos:
            partes.append(ler("cliente/extrato/prefixos", sessoes=_sessoes(f"r.{self.de_prefixos} = x.prefixo")))
        if self.filtro:
            partes.append(_sessoes(self.filtro))
        # A session that answers to both counts once.
        return "\nunion\n".join(f"({parte})" for parte in partes)


BUSCAS: dict[str, Busca] = {
    "login": Busca(str, "lower(r.username) = lower(%(termo)s)"),
    "ipv4": Busca(contatos.normalizar_ipv4, "r.framedipaddress = %(termo)s::inet"),
    # The link has a prefix, an address, or both.
    "ipv6_wan": Busca(_ipv6, "r.framedipv6address = %(termo)s::inet", de_prefixos="framedipv6prefix"),
    "ipv6_lan": Busca(_ipv6, de_prefixos="delegatedipv6prefix"),
    "mac": Busca(contatos.normalizar_mac, "texto_para_mac(r.callingstationid) = %(termo)s::macaddr"),
    "id_cliente_servico": Busca(inteiro, "r.id_cliente_servico = %(termo)s::bigint"),
}

_DE_ENDERECO: Final = frozenset({"ipv4", "ipv6_wan", "ipv6_lan", "mac"})


def consultar(request: HttpRequest) -> HttpResponse:
    """Clientes > Extrato Conexão."""
    parametros = Parametros(request.GET)
    busca = parametros.busca(list(BUSCAS))
    texto = parametros.obrigatorio("termo_busca")
    limite = parametros.limite(padrao=LIMITE_PADRAO, maximo=LIMITE_MAXIMO)
    inicio, fim = janela(parametros, hoje=datas.hoje())
    termo = None if NUL in texto else BUSCAS[busca].termo(texto)
    if termo is None:
        return HttpResponse(_VAZIO, content_type=TIPO)
    filtros: dict[str, Parametro] = {"termo": termo, "limite": limite, "inicio": inicio.isoformat(), "fim": fim.isoformat()}
    resposta, pessoas = consultar_documento(montar(busca), filtros)
    # Who asks whose an address was leaves that on record, whatever was found.
    pergunta = {"termo": termo, "data_inicio": filtros["inicio"], "data_fim": filtros["fim"]} if busca in _DE_ENDERECO else None
    anotar_pessoas(request, ROTA, busca, pessoas, pergunta=pergunta)
    return HttpResponse(resposta, content_type=TIPO)


def janela(parametros: Parametros, *, hoje: dt.date) -> tuple[dt.date, dt.date]:
    """The days on which the sessions began, both included: the last thirty, or the thirty before `data_fim` if only that is sent.

    The documentation says that the dates are those of a due date: copied from the bills (notes, "extrato_conexao").
    """
    inicio, fim = parametros.periodo()
    ate = dt.date.fromisoformat(fim) if fim else hoje
    return dt.date.fromisoformat(inicio) if inicio else _dias_antes(ate), ate


def _dias_antes(dia: dt.date) -> dt.date:
    return dt.date.fromordinal(max(1, dia.toordinal() - DIAS_PADRAO))


@cache
def montar(busca: str) -> str:
    """The statement of one kind of search."""
    return ler("cliente/extrato/consulta", achadas=BUSCAS[busca].sql())


def _sessoes(filtro: str) -> str:
    return ler("cliente/extrato/sessoes", filtro=filtro, colunas=ler("cliente/extrato/colunas"))
