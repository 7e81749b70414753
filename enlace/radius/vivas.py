"""Live sessions as the accounting knows them, beside what their service is granted now."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from ipaddress import IPv4Address, IPv6Network, ip_address
from pathlib import Path
from typing import Any, Final

from django.db import connection

from enlace.radius.nas.sessao import Sessao

_PASTA: Final = Path(__file__).parent / "consultas"
_VIVAS: Final = (_PASTA / "vivas.sql").read_text()
_DIVERGENTES: Final = (_PASTA / "divergentes.sql").read_text()
_COMO_SAO: Final = (
    *("unico", "id_cliente_servico", "login", "id_sessao", "mac", "porta", "nas_ip", "origem", "ipv4", "ipv6_wan", "classe"),
    "recusada",
)
# By radacct_servico, and by radacct_aberta_unica.
_DO_SERVICO: Final = "r.id_cliente_servico = %(servico)s"
_DESTAS: Final = "r.acctuniqueid = any(%(unicos)s)"
# How many services are compared at a time: less than a second's work for the database.
_COMPARADOS: Final = 50_000
# How soon a session is asked about again, at first; later ever more rarely (divergentes.sql).
ESPERA: Final = timedelta(minutes=10)
# How many sessions of one service may be ended in a day without anybody having asked for it.
QUEDAS: Final = 3


@dataclass(frozen=True)
class Concentrador:
    """The NAS of a session, as it is registered."""

    id_nas: int
    nome: str
    porta: int | None
    segredo: str = field(repr=False)
    ativo: bool


@dataclass(frozen=True)
class Concessao:
    """What somebody is granted: short sums of access and of speed. None where nothing of ours was granted."""

    acesso: str | None
    velocidade: str | None


@dataclass(frozen=True)
class SessaoViva:
    """One open session: what its NAS said of it, what it was granted (`dada`) and what it would be granted now (`agora`)."""

    unico: str
    id_cliente_servico: int | None
    login: str
    id_sessao: str
    mac: str
    porta: str
    nas_ip: str
    origem: str
    ipv4: str | None
    ipv6_wan: str | None
    classe: str | None
    dada: Concessao
    recusada: bool
    agora: Concessao
    # The maker's attributes of the present speed, by their names in FreeRADIUS's dictionaries.
    atributos: tuple[tuple[str, str], ...]
    nas: Concentrador | None

    @property
    def nome(self) -> str:
        """For people: by which address it goes, and where."""
        endereco = self.ipv4 or self.ipv6_wan or self.mac or self.login
        return f"{endereco} em {self.nas.nome if self.nas else self.origem}"

    def como_o_nas_a_conhece(self) -> Sessao:
        """What identifies it in a request. Refused: `SessaoSemIdentificacao`, `AtributoInvalido`."""
        return Sessao(
            login=self.login,
            id_sessao=self.id_sessao,
            mac=self.mac,
            porta=self.porta,
            nas=ip_address(self.nas_ip),
            ipv4=IPv4Address(self.ipv4) if self.ipv4 else None,
            ipv6_wan=IPv6Network(self.ipv6_wan) if self.ipv6_wan else None,
        )


def do_servico(id_cliente_servico: int) -> list[SessaoViva]:
    """All live sessions of a service, oldest first."""
    return _ler(_DO_SERVICO, {"servico": id_cliente_servico})


def divergentes(*, agora: datetime, quantas: int, comparados: int = _COMPARADOS) -> list[SessaoViva]:
    """At most `quantas` live sessions, oldest first, whose service is granted something else now, and that may be asked about.

    Compares all while no more than `comparados` are open; of more, one part at each minute's call, part after part.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """select min(id_cliente_servico), max(id_cliente_servico),
                   (select reltuples from pg_class where oid = 'radacct_aberta'::regclass)
               from radacct_aberta"""
        )
        menor, maior, abertas = cursor.fetchone()
        if menor is None:
            return []
        de, ate = _parte(menor, maior, partes=max(1, -(-int(abertas) // comparados)), agora=agora)
        parametros: dict[str, Any] = {"de": de, "ate": ate, "agora": agora, "espera": ESPERA, "quedas": QUEDAS}
        cursor.execute(_DIVERGENTES, {**parametros, "quantas": quantas})
        unicos = [unico for (unico,) in cursor.fetchall()]
    return _ler(_DESTAS, {"unicos": unicos}) if unicos else []


def _parte(menor: int, maior: int, *, partes: int, agora: datetime) -> tuple[int, int]:
    """The range of keys whose turn it is in this minute. Keys lie about evenly, and parts need be no more than that."""
    tamanho = -(-(maior - menor + 1) // partes)
    de = menor + int(agora.timestamp() // 60) % partes * tamanho
    return de, de + tamanho - 1


def _ler(quais: str, parametros: dict[str, Any]) -> list[SessaoViva]:  # what psycopg takes
    with connection.cursor() as cursor:
        cursor.execute(_VIVAS.replace("{quais}", quais), parametros)
        colunas = [coluna.name for coluna in cursor.description or ()]
        return [_sessao(dict(zip(colunas, linha, strict=True))) for linha in cursor.fetchall()]


def _sessao(linha: dict[str, Any]) -> SessaoViva:  # of the columns' types
    do_nas = ("id_nas", "nome_do_nas", "porta_incoming", "segredo", "ativo")
    return SessaoViva(
        **{nome: linha[nome] for nome in _COMO_SAO},
        dada=Concessao(linha["acesso_dado"], linha["velocidade_dada"]),
        agora=Concessao(linha["acesso_agora"], linha["velocidade_agora"]),
        atributos=tuple(zip(linha["atributos"] or (), linha["valores"] or (), strict=True)),
        nas=None if linha["id_nas"] is None else Concentrador(*(linha[nome] for nome in do_nas)),
    )
