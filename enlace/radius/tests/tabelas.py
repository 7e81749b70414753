"""What stands in the two tables that FreeRADIUS writes."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection


@dataclass(frozen=True)
class Acesso:
    """One row of the log of accesses."""

    login: str
    aceito: bool
    motivo: str | None
    vezes: int
    id_cliente_servico: int | None
    nas_origem: str | None
    mac: str | None


@dataclass(frozen=True)
class Linha:
    """One session."""

    acctsessionid: str
    username: str | None
    id_cliente_servico: int | None
    nasipaddress: str
    nas_origem: str
    inicio: datetime
    sinal: datetime
    fim: datetime | None
    duracao: int
    entrada: int
    saida: int
    mac: str | None
    causa: str | None
    ipv4: str | None
    ipv6: str | None
    ipv6_wan: str | None
    ipv6_lan: str | None
    interface: str | None
    classe: str | None
    mes: str


def acessos() -> list[Acesso]:
    """Oldest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            """select login, aceito, motivo, vezes, id_cliente_servico, host(nas_origem), mac
               from radius_acesso order by id_radius_acesso"""
        )
        return [Acesso(*linha) for linha in cursor.fetchall()]


def sessoes() -> list[Linha]:
    """Oldest row first."""
    with connection.cursor() as cursor:
        cursor.execute(
            """select acctsessionid, username, id_cliente_servico, host(nasipaddress), host(nas_origem),
                   acctstarttime, acctupdatetime, acctstoptime, acctsessiontime, acctinputoctets, acctoutputoctets,
                   callingstationid, acctterminatecause, host(framedipaddress), host(framedipv6address), framedipv6prefix::text,
                   delegatedipv6prefix::text, framedinterfaceid, class, tableoid::regclass::text
               from radacct order by radacctid"""
        )
        return [Linha(*linha) for linha in cursor.fetchall()]


def sessao() -> Linha:
    """The only one."""
    (unica,) = sessoes()
    return unica
