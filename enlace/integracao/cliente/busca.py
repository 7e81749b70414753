"""The searches and orders of `GET cliente`: which statement a request runs, and with what.

A search is a fragment of SQL in `consultas/cliente/filtros/` and a way to bring the client's term to the column's form. A term
that cannot be a value of the column (letters as a customer's number, half a MAC) finds nothing, which is a success.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from enlace.core import contatos
from enlace.core.db import Parametro
from enlace.core.documentos import normalizar_cpf_cnpj
from enlace.integracao.consultas import ler
from enlace.integracao.parametros import inteiro

# PostgreSQL's text cannot hold it, so no row can match it.
NUL = "\0"


@dataclass(frozen=True)
class Busca:
    """One value of the parameter `busca`."""

    filtro: str
    termo: Callable[[str], Parametro]
    coluna: str = ""


@dataclass(frozen=True)
class Ordem:
    """One value of `order_by`: the columns that it sorts by, the last of which decides between equals."""

    campos: tuple[str, ...]
    clientes: str = "cliente"

    def sql(self, sentido: str) -> str:
        """For `order by`: of the table that is called c; what has no value comes last in either direction."""
        return ", ".join(f"c.{campo} {sentido}{' nulls last' if campo == 'data_fechamento' else ''}" for campo in self.campos)


def _telefones(texto: str) -> list[str] | None:
    return contatos.telefones_equivalentes(texto) or None


BUSCAS: dict[str, Busca] = {
    "nome_razaosocial": Busca("nome", str, coluna="nome_razaosocial_busca"),
    "nome_fantasia": Busca("nome", str, coluna="nome_fantasia_busca"),
    "cpf_cnpj": Busca("cpf_cnpj", normalizar_cpf_cnpj),
    "codigo_cliente": Busca("codigo_cliente", inteiro),
    "telefone": Busca("telefone", _telefones),
    "login_radius": Busca("login_radius", str),
    "ipv4": Busca("ipv4", contatos.normalizar_ipv4),
    "mac": Busca("mac", contatos.normalizar_mac),
    "id_cliente": Busca("id_cliente", inteiro),
    "id_cliente_servico": Busca("id_cliente_servico", inteiro),
}

# Customers with the day on which their last service was cancelled; none while one is not.
_COM_FECHAMENTO = """(
    select cliente.*, (
        select case when bool_and(s.status_prefixo = 'cancelado') then max(s.data_cancelamento) end
        from cliente_servico s
        where s.id_cliente = cliente.id_cliente
    ) as data_fechamento
    from cliente
)"""
ORDENS: dict[str, Ordem] = {
    "data_cadastro": Ordem(("data_cadastro", "id_cliente")),
    "data_fechamento": Ordem(("data_fechamento", "id_cliente"), clientes=_COM_FECHAMENTO),
    # Not in the documentation's list, but in its example.
    "codigo_cliente": Ordem(("codigo_cliente",)),
    "nome_razaosocial": Ordem(("nome_razaosocial", "id_cliente")),
}
SENTIDOS = ("asc", "desc")


def termo_de_busca(busca: str, texto: str) -> Parametro:
    """The term in the form of the column it is compared with; None when no row can match it."""
    if NUL in texto:
        return None
    return BUSCAS[busca].termo(texto)


@cache
def montar(*, busca: str, ordem: str, sentido: str, documento: str) -> str:
    """The statement of one kind of search in one order; some hundreds in all, each made once."""
    escolhida, escolha = ORDENS[ordem], BUSCAS[busca]
    filtro = "nome_sem_passeio" if escolha.coluna and escolhida.clientes != "cliente" else escolha.filtro
    return ler(
        "cliente/consulta",
        achados=ler(f"cliente/filtros/{filtro}", coluna=escolha.coluna, ordem=escolhida.sql(sentido)),
        ordem=escolhida.sql(sentido),
        clientes=escolhida.clientes,
        documento=documento,
    )
