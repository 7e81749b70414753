"""What the pages of a customer ask that the ORM does not say well: one statement each."""

import json
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from django.db import connection

from enlace.radius.frases import frase_da_causa

_PASTA: Final = Path(__file__).parent
_CONEXOES, _USO, _EM_ANDAMENTO, _HISTORICO, _OPCOES = (
    (_PASTA / f"{nome}.sql").read_text() for nome in ("conexoes", "uso_por_dia", "em_andamento", "historico", "opcoes_dos_filtros")
)


@dataclass(frozen=True)
class Conexao:
    """How a service is connected, or was last: open while `fim` is None. Traffic in octets, as the customer sees it."""

    id_cliente_servico: int
    abertas: int
    inicio: datetime
    fim: datetime | None
    causa: str | None
    ipv4: str | None
    ipv6_wan: str | None
    ipv6_lan: str | None
    mac: str | None
    nas: str
    recebido: int | None
    enviado: int | None

    @property
    def aberta(self) -> bool:
        """Whether it is connected now."""
        return self.fim is None

    @property
    def como_terminou(self) -> str:
        """The reason of the end in words."""
        return frase_da_causa(self.causa)


@dataclass(frozen=True)
class UsoDoDia:
    """Octets that were received and sent on a day."""

    dia: date
    recebido: int
    enviado: int


@dataclass(frozen=True)
class EmAndamento:
    """An open ticket (`que` "atendimento") or order ("ordem"); `inicio` and `prazo` of an order are when it is planned."""

    que: str
    id: int
    numero: str
    assunto: str
    id_cliente_servico: int
    aberto_em: datetime
    inicio: datetime | None
    prazo: datetime | None
    com_quem: str | None


@dataclass(frozen=True)
class Registrado:
    """A record of the audit, with the name of who did it."""

    id_registro: int
    quando: datetime
    porta: str
    cliente_api: str
    quem: str | None
    acao: str
    tabela: str
    chave: str
    antes: Mapping[str, Any]
    depois: Mapping[str, Any]


def conexoes(servicos: Collection[int]) -> dict[int, Conexao]:
    """How each of these services is or was last connected; those that never were are left out."""
    return {linha[0]: Conexao(*linha) for linha in _ler(_CONEXOES, {"servicos": list(servicos)})}


def uso_por_dia(servicos: Collection[int], *, inicio: date, fim: date) -> list[UsoDoDia]:
    """The traffic of these services on each day from `inicio` to `fim`, both included, zero where there was none."""
    linhas = _ler(_USO, {"servicos": list(servicos), "inicio": inicio, "fim": fim})
    com_uso = {dia: UsoDoDia(dia, recebido, enviado) for dia, recebido, enviado in linhas}
    dias = [date.fromordinal(numero) for numero in range(inicio.toordinal(), fim.toordinal() + 1)]
    return [com_uso.get(dia) or UsoDoDia(dia, 0, 0) for dia in dias]


def em_andamento(id_cliente: int, *, atendimentos: bool, ordens: bool) -> list[EmAndamento]:
    """Open tickets and open orders of a customer, the oldest first; only those of the kinds that are asked for."""
    return [
        EmAndamento(*linha)
        for linha in _ler(_EM_ANDAMENTO, {"cliente": id_cliente, "atendimentos": atendimentos, "ordens": ordens})
    ]


def historico(id_cliente: int, *, antes_de: int, quantos: int) -> list[Registrado]:
    """At most `quantos` records about a customer and what is the customer's, newest first, older than the record `antes_de`."""
    linhas = _ler(_HISTORICO, {"cliente": id_cliente, "antes_de": antes_de, "quantos": quantos})
    return [Registrado(*(*linha[:-2], json.loads(linha[-2] or "{}"), json.loads(linha[-1] or "{}"))) for linha in linhas]


def opcoes_dos_filtros() -> dict[str, list[tuple[str, str]]]:
    """The choices of `situacao`, `plano`, `grupo` and `cidade`: value and label."""
    opcoes: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for filtro, valor, rotulo in _ler(_OPCOES, {}):
        opcoes[filtro].append((valor, rotulo))
    return opcoes


def _ler(sql: str, parametros: Mapping[str, Any]) -> list[tuple[Any, ...]]:  # of the columns' types
    with connection.cursor() as cursor:
        cursor.execute(sql, parametros)
        return list(cursor.fetchall())
