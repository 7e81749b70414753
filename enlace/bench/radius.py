"""Authentications and accounting through FreeRADIUS: with Enlace's functions, and with FreeRADIUS's own SQL queries and tables.

Both are the same server with the same configuration but for its SQL, on the same database server, asked by the same load in turns:
what matters is the ratio.
"""

import os
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from ipaddress import IPv4Address
from pathlib import Path
from typing import Any, Final

import psycopg

from enlace.bench.carga_radius import MedidaRadius, bombear, lugar
from enlace.bench.dados import Pessoa
from enlace.core.datas import agora
from enlace.radius.nas.atributos import Codigo, Tipo
from enlace.radius.nas.pacote import Atributo, endereco, esconder_senha, instante, inteiro, montar_acesso, montar_pedido, texto

NOSSO: Final = "Enlace"
SEGREDO: Final = "segredo-da-medicao"
ESQUEMA_ESTOQUE: Final = "estoque"
_SENHA: Final = "senha da medicao"
_NAS: Final = IPv4Address("127.0.0.1")
_ACESSOS: Final = 20_000
_SINAIS: Final = 2
# Of those who are online, so many come and as many go meanwhile.
_VEM_UM_A_CADA: Final = 40
_MARCA: Final = "medicao-"
_SEMENTE: Final = 7
_OCTETOS: Final = 30_000_000
_EM_VOO: Final = 64
_VOLTAS: Final = 3
_HISTORICO: Final = """acctsessionid, acctuniqueid, username, nasipaddress, nasportid, nasporttype, acctstarttime, acctupdatetime,
    acctstoptime, acctsessiontime, acctinputoctets, acctoutputoctets, calledstationid, callingstationid, acctterminatecause,
    framedipaddress"""
# Values of Acct-Status-Type, NAS-Port-Type, Service-Type and Framed-Protocol (RFC 2865, RFC 2866).
_START, _STOP, _INTERIM = 1, 2, 3
_ETHERNET, _FRAMED, _PPP = 15, 2, 1

Conexao = psycopg.Connection[Any]


@dataclass(frozen=True)
class AlvoRadius:
    """A running FreeRADIUS: what it is called (`NOSSO` or another name) and where it listens."""

    nome: str
    acesso: tuple[str, int]
    contabilidade: tuple[str, int]


def preparar(conexao: Conexao) -> None:
    """The concentrator and the passwords of the customers. Safe to repeat."""
    conexao.execute("update cliente_servico set senha = %s where senha is distinct from %s and login is not null", [_SENHA, _SENHA])
    conexao.execute("update fabricante set dialeto_radius = 'mikrotik'")
    conexao.execute(
        """insert into nas (id_equipamento, endereco, segredo, porta_incoming, exige_message_authenticator, ativo)
           select min(id_equipamento), %s, %s, 3799, false, true from equipamento on conflict (endereco) do nothing""",
        [str(_NAS), SEGREDO],
    )


def preparar_estoque(conexao: Conexao, esquema: Path) -> None:
    """FreeRADIUS's own tables (its `schema.sql`), with the same customers, plans and past sessions in them."""
    conexao.execute(f"drop schema if exists {ESQUEMA_ESTOQUE} cascade")
    conexao.execute(f"create schema {ESQUEMA_ESTOQUE}")
    conexao.execute(f"set search_path = {ESQUEMA_ESTOQUE}")
    conexao.execute(esquema.read_text())
    conexao.execute(
        """insert into radcheck (username, attribute, op, value)
           select login, 'Cleartext-Password', ':=', senha from public.cliente_servico where login is not null"""
    )
    conexao.execute(
        """insert into radusergroup (username, groupname, priority)
           select login, 'plano-' || id_servico, 1 from public.cliente_servico where login is not null"""
    )
    conexao.execute(
        """insert into radgroupreply (groupname, attribute, op, value)
           select 'plano-' || id_servico, a.nome, ':=', a.valor
           from public.servico
           cross join lateral (
               values
                   ('Mikrotik-Rate-Limit', velocidade_upload || 'k/' || velocidade_download || 'k'),
                   ('Acct-Interim-Interval', '300')
           ) a (nome, valor)"""
    )
    conexao.execute(
        """insert into radreply (username, attribute, op, value)
           select login, 'Framed-IP-Address', ':=', host(ipv4) from public.cliente_servico
           where ipv4 is not null and login is not null"""
    )
    conexao.execute(f"insert into radacct ({_HISTORICO}) select {_HISTORICO} from public.radacct where acctstoptime is not null")
    conexao.execute("reset search_path")
    conexao.execute("vacuum analyze")


def medir(conexao: Conexao, clientes: int, nosso: AlvoRadius, estoque: AlvoRadius | None) -> Iterator[str]:
    """Run everything; gives the lines of the report as they are known. The connection commits each statement."""
    yield "| FreeRADIUS | por segundo | p50 ms | p99 ms | com o SQL de estoque | razão |"
    yield "|---|---:|---:|---:|---:|---:|"
    yield from _em_turnos(conexao, "autenticação (PAP)", _Autenticacao(clientes), nosso, estoque)
    yield from _em_turnos(conexao, "contabilidade", _Contabilidade(conexao, clientes), nosso, estoque)


class _Autenticacao:
    """Logins of customers taken in turn, each with the right password."""

    def __init__(self, clientes: int) -> None:
        self._clientes = clientes

    def __call__(self, alvo: AlvoRadius, volta: int, por_segundo: float | None = None) -> MedidaRadius:
        """One run; every answer must be an Access-Accept."""
        pacotes = [self._pacote(volta * _ACESSOS + i, i) for i in range(_ACESSOS)]
        medida = bombear(alvo.acesso, pacotes, segredo=SEGREDO.encode(), em_voo=_EM_VOO, por_segundo=por_segundo)
        if recusas := sum(codigo != Codigo.ACCESS_ACCEPT for codigo in medida.respostas.values()):
            raise AssertionError(f"{alvo.nome}: {recusas} de {_ACESSOS} acessos recusados")
        return medida

    def _pacote(self, numero: int, indice: int) -> bytes:
        pessoa = Pessoa(1 + numero % self._clientes)
        autenticador = os.urandom(16)
        atributos = [
            texto(Tipo.USER_NAME, pessoa.login),
            esconder_senha(_SENHA.encode(), autenticador, SEGREDO.encode()),
            *_equipamento(pessoa),
        ]
        return montar_acesso(lugar(indice)[1], autenticador, atributos, SEGREDO.encode())


class _Contabilidade:
    """Ten minutes of a provider: everybody who is online gives a sign at each five, a few come and a few go."""

    def __init__(self, conexao: Conexao, clientes: int) -> None:
        self._conexao = conexao
        # The last ones of the provider are those who come.
        self._vem = clientes // (_VEM_UM_A_CADA + 1)
        self._online = clientes - self._vem

    def __call__(self, alvo: AlvoRadius, volta: int, por_segundo: float | None = None) -> MedidaRadius:
        """One run; everything acknowledged must stand in the table."""
        inicio = agora()
        marca = f"{_MARCA}{volta}-"
        ligadas = [(pessoa, _START, 0) for pessoa in range(self._online)]
        self._enviar(alvo, marca, ligadas, inicio)
        # As after any moment of a provider's day: the statistics know who is online, the log has been written.
        self._conexao.execute("analyze radacct_aberta")
        self._conexao.execute("checkpoint")
        medida = self._enviar(alvo, marca, self._dez_minutos(), inicio, por_segundo)
        self._conferir(alvo, marca)
        return medida

    def _dez_minutos(self) -> list[tuple[int, int, int]]:
        sorteio = random.Random(_SEMENTE)
        chegadas = [(self._online + n, _START, 0) for n in range(self._vem)]
        passos = [[(pessoa, _INTERIM, 300 * (n + 1)) for pessoa in range(self._online)] for n in range(_SINAIS)]
        passos[0] += chegadas
        for passo in passos:
            sorteio.shuffle(passo)
        partidas = [(pessoa, _STOP, 300 * (_SINAIS + 1)) for pessoa in sorteio.sample(range(self._online), self._vem)]
        return [pacote for passo in (*passos, partidas) for pacote in passo]

    def _enviar(
        self, alvo: AlvoRadius, marca: str, pacotes: list[tuple[int, int, int]], inicio: datetime, por_segundo: float | None = None
    ) -> MedidaRadius:
        octetos = [
            self._pacote(indice, Pessoa(1 + pessoa), f"{marca}{pessoa:x}", tipo, duracao, inicio)
            for indice, (pessoa, tipo, duracao) in enumerate(pacotes)
        ]
        return bombear(alvo.contabilidade, octetos, segredo=SEGREDO.encode(), em_voo=_EM_VOO, por_segundo=por_segundo)

    def _conferir(self, alvo: AlvoRadius, marca: str) -> None:
        esquema = "public" if alvo.nome == NOSSO else ESQUEMA_ESTOQUE
        linhas = self._conexao.execute(
            f"""select acctstoptime is not null, acctinputoctets, count(*) from {esquema}.radacct
                where acctsessionid like %s and (acctstoptime is null or acctstoptime > now() - interval '1 day') group by 1, 2""",
            [f"{marca}%"],
        ).fetchall()
        esperadas = {
            (False, 0): self._vem,
            (False, _OCTETOS * _SINAIS): self._online - self._vem,
            (True, _OCTETOS * (_SINAIS + 1)): self._vem,
        }
        if (guardadas := {(encerrada, octetos): quantas for encerrada, octetos, quantas in linhas}) != esperadas:
            raise AssertionError(f"{alvo.nome}: todos os pacotes aceitos, mas guardadas {guardadas} e não {esperadas}")

    def _pacote(self, indice: int, pessoa: Pessoa, sessao: str, tipo: int, duracao: int, inicio: datetime) -> bytes:
        octetos = duracao // 300 * _OCTETOS
        contadores = [
            inteiro(Tipo.ACCT_SESSION_TIME, duracao),
            inteiro(Tipo.ACCT_INPUT_OCTETS, octetos),
            inteiro(Tipo.ACCT_OUTPUT_OCTETS, octetos * 7 & 0xFFFFFFFF),
            inteiro(Tipo.ACCT_INPUT_GIGAWORDS, 0),
            inteiro(Tipo.ACCT_OUTPUT_GIGAWORDS, octetos * 7 >> 32),
        ]
        atributos = [
            inteiro(Tipo.ACCT_STATUS_TYPE, tipo),
            texto(Tipo.ACCT_SESSION_ID, sessao),
            texto(Tipo.USER_NAME, pessoa.login),
            *_equipamento(pessoa),
            endereco(Tipo.FRAMED_IP_ADDRESS, IPv4Address(pessoa.ipv4)),
            instante(Tipo.EVENT_TIMESTAMP, inicio),
            *(contadores if tipo != _START else ()),
        ]
        return montar_pedido(Codigo.ACCOUNTING_REQUEST, lugar(indice)[1], atributos, SEGREDO.encode(), assinar=False)


def _equipamento(pessoa: Pessoa) -> list[Atributo]:
    """What a concentrator says of where a customer is, in every packet."""
    return [
        endereco(Tipo.NAS_IP_ADDRESS, _NAS),
        texto(Tipo.CALLING_STATION_ID, pessoa.mac.upper()),
        texto(Tipo.CALLED_STATION_ID, "service1"),
        texto(Tipo.NAS_PORT_ID, "ether1"),
        inteiro(Tipo.NAS_PORT_TYPE, _ETHERNET),
        inteiro(Tipo.SERVICE_TYPE, _FRAMED),
        inteiro(Tipo.FRAMED_PROTOCOL, _PPP),
    ]


def _em_turnos(
    conexao: Conexao, nome: str, rodada: "_Autenticacao | _Contabilidade", nosso: AlvoRadius, estoque: AlvoRadius | None
) -> Iterator[str]:
    """Both in turns, so that what else the machine does hurts both; the median of the runs counts."""
    medidas: dict[str, list[MedidaRadius]] = {}
    for volta in range(_VOLTAS):
        for alvo in (nosso, estoque):
            if alvo is not None:
                _limpar(conexao)
                medidas.setdefault(alvo.nome, []).append(rodada(alvo, volta))
    nossa = _mediana(medidas[NOSSO])
    comparacao = "não medido | |"
    if estoque is not None:
        deles = _mediana(medidas[estoque.nome]).por_segundo
        comparacao = f"{deles:.0f} | {nossa.por_segundo / deles:.2f} |"
    yield f"| {nome} | {nossa.por_segundo:.0f} | {nossa.quantil(0.5):.1f} | {nossa.quantil(0.99):.1f} | {comparacao}"
    _limpar(conexao)
    meia = rodada(nosso, _VOLTAS, por_segundo=nossa.por_segundo / 2)
    yield f"| {nome}, a meia carga | {meia.por_segundo:.0f} | {meia.quantil(0.5):.1f} | {meia.quantil(0.99):.1f} | | |"


def _mediana(medidas: list[MedidaRadius]) -> MedidaRadius:
    return sorted(medidas, key=lambda medida: medida.por_segundo)[len(medidas) // 2]


def _limpar(conexao: Conexao) -> None:
    """Each run begins with the same tables: a year of history and nobody of the run before."""
    conexao.execute("delete from radacct where acctsessionid like %s and acctstoptime > now() - interval '1 day'", [f"{_MARCA}%"])
    conexao.execute("delete from radacct_aberta where acctsessionid like %s", [f"{_MARCA}%"])
    conexao.execute("truncate radius_acesso")
    conexao.execute("vacuum analyze radacct_aberta")
    if conexao.execute("select to_regclass(%s)", [f"{ESQUEMA_ESTOQUE}.radacct"]).fetchone() != (None,):
        conexao.execute(f"delete from {ESQUEMA_ESTOQUE}.radacct where acctsessionid like %s", [f"{_MARCA}%"])
        conexao.execute(f"truncate {ESQUEMA_ESTOQUE}.radpostauth")
        conexao.execute(f"vacuum analyze {ESQUEMA_ESTOQUE}.radacct")
    conexao.execute("checkpoint")
