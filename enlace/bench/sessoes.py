"""Two accountings, one with a hundred times the sessions of the other: what the size costs whoever asks for a few of them."""

import datetime as dt
import itertools
import random
from collections.abc import Callable, Iterator
from typing import Final
from urllib.parse import urlencode

from enlace.bench import carga_nua, historico
from enlace.bench.carga_http import Medida, bombear, pedido_get
from enlace.bench.chamados import um_valor
from enlace.bench.comparacao import CONEXOES, SEGUNDOS, Alvo
from enlace.bench.dados import Pessoa
from enlace.integracao.cliente.extrato import DIAS_PADRAO, ROTA

# Attendants and robots of a busy provider, not a machine at its limit: what is measured is how long one waits.
POR_SEGUNDO: Final = 100.0
_SEMENTE: Final = 17
_METADES: Final = 2

# The query string of one question, about one of a number of customers.
Pergunta = Callable[[random.Random, int], dict[str, str]]


def medir(menor: Alvo, maior: Alvo) -> Iterator[str]:
    """The lines of the report. Both answer at the same moments, in turns: a machine that slows down meanwhile slows both."""
    sessoes = [_milhoes(alvo.clientes * historico.POR_CLIENTE) for alvo in (menor, maior)]
    yield f"| a {POR_SEGUNDO:.0f}/s | {sessoes[0]}: p50 ms | p99 ms | {sessoes[1]}: p50 ms | p99 ms | razão p50 | razão p99 |"
    yield "|---|---:|---:|---:|---:|---:|---:|"
    for nome, caminho, pergunta in _perguntas():
        uma, outra = _alternar(menor, maior, caminho, pergunta)
        yield (
            f"| {nome} | {uma.quantil(0.5):.1f} | {uma.quantil(0.99):.1f} | {outra.quantil(0.5):.1f} | {outra.quantil(0.99):.1f} | "
            f"{outra.quantil(0.5) / uma.quantil(0.5):.2f} | {outra.quantil(0.99) / uma.quantil(0.99):.2f} |"
        )


def _milhoes(sessoes: int) -> str:
    return f"{sessoes:,} sessões".replace(",", ".")


def _perguntas() -> Iterator[tuple[str, str, Pergunta]]:
    for busca, termo in _TERMOS.items():
        yield f"extrato_conexao, {busca}", ROTA, _por(busca, termo)
    yield "cliente, ultima_conexao", "cliente", _ultima_conexao


def _por(busca: str, termo: Callable[[int, int], str]) -> Pergunta:
    def pergunta(sorteio: random.Random, clientes: int) -> dict[str, str]:
        return {"busca": busca, "termo_busca": termo(sorteio.randint(1, clientes), clientes)}

    return pergunta


_TERMOS: dict[str, Callable[[int, int], str]] = {
    "login": lambda i, _clientes: Pessoa(i).login,
    "ipv4": lambda i, clientes: historico.ipv4(i % clientes),
    "ipv6_lan": lambda i, clientes: historico.ipv6_lan(i % clientes),
    "mac": lambda i, _clientes: Pessoa(i).mac,
    "id_cliente_servico": lambda i, _clientes: str(i),
}


def _ultima_conexao(sorteio: random.Random, clientes: int) -> dict[str, str]:
    return {"busca": "codigo_cliente", "termo_busca": str(sorteio.randint(1, clientes)), "ultima_conexao": "sim"}


def _alternar(menor: Alvo, maior: Alvo, caminho: str, pergunta: Pergunta) -> tuple[Medida, Medida]:
    medidas = Medida(), Medida()
    pedidos = [_pedidos(alvo, caminho, pergunta) for alvo in (menor, maior)]
    for alvo, fila in zip((menor, maior), pedidos, strict=True):
        bombear(alvo.endereco, fila, conexoes=CONEXOES, segundos=1)
    for _metade in range(_METADES):
        for alvo, fila, medida in zip((menor, maior), pedidos, medidas, strict=True):
            parte = bombear(alvo.endereco, fila, conexoes=CONEXOES, segundos=SEGUNDOS / _METADES, por_segundo=POR_SEGUNDO)
            medida.latencias += parte.latencias
            medida.segundos += parte.segundos
    return medidas


def _pedidos(alvo: Alvo, caminho: str, pergunta: Pergunta) -> Iterator[bytes]:
    sorteio = random.Random(_SEMENTE)
    # The days of which the sessions are, should they have been made another day.
    with carga_nua.conectar(alvo.dsn) as conexao:
        fim: dt.date = um_valor(conexao, "select max(acctstarttime)::date from radacct_aberta")
    dias = {"data_inicio": str(fim - dt.timedelta(days=DIAS_PADRAO)), "data_fim": str(fim)} if caminho == ROTA else {}
    for _ in itertools.count():
        parametros = urlencode({**pergunta(sorteio, alvo.clientes), **dias})
        yield pedido_get(f"/api/v1/integracao/{caminho}?{parametros}", alvo.token)
