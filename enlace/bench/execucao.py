"""The measurements and their report, in one run on one machine: what matters are the ratios."""

import itertools
import random
import threading
from collections.abc import Callable, Iterator
from urllib.parse import quote

import psycopg

from enlace.bench import carga_nua, cobranca, painel, suporte, todos
from enlace.bench.carga_http import Medida, bombear, pedido_get
from enlace.bench.comparacao import CONEXOES, SEGUNDOS, Alvo, cabecalho, comparar
from enlace.bench.dados import Pessoa
from enlace.core.db import Parametro
from enlace.integracao.cliente import busca as buscas
from enlace.integracao.cliente import colunas
from enlace.integracao.cliente.todos import ler_pedido
from enlace.integracao.parametros import Parametros

# What "everybody else" asks while cliente/all runs: a busy provider, not a machine at its limit.
OUTROS_POR_SEGUNDO = 100.0
_SEMENTE = 7


def medir(alvo: Alvo) -> Iterator[str]:
    """Run everything; gives the lines of the report as they are known."""
    yield from cabecalho("busca")
    for nome, busca, termos in _buscas(alvo.clientes):
        yield _uma_busca(alvo, nome, busca, termos)
    yield ""
    yield from suporte.medir(alvo)
    yield ""
    yield from cobranca.medir(alvo)
    yield ""
    yield from _medir_todos(alvo)
    yield ""
    yield from painel.medir(alvo)


def _buscas(clientes: int) -> Iterator[tuple[str, str, Callable[[], str]]]:
    sorteio = random.Random(_SEMENTE)

    def pessoa() -> Pessoa:
        return Pessoa(sorteio.randint(1, clientes))

    yield "cpf_cnpj", "cpf_cnpj", lambda: pessoa().cpf_cnpj
    yield "codigo_cliente", "codigo_cliente", lambda: str(pessoa().i)
    yield "telefone", "telefone", lambda: pessoa().telefone
    yield "login_radius", "login_radius", lambda: pessoa().login
    yield "ipv4 (sessão viva)", "ipv4", lambda: pessoa().ipv4
    yield "mac", "mac", lambda: pessoa().mac
    yield "parte do nome, rara", "nome_razaosocial", lambda: f"{sorteio.randint(1, max(1, clientes // 1000)) * 1000:X}ensis"
    yield "parte do nome, comum", "nome_razaosocial", lambda: sorteio.choice(["maria", "silva", "joão", "ana"])


def _uma_busca(alvo: Alvo, nome: str, busca: str, termos: Callable[[], str]) -> str:
    pedidos = (
        pedido_get(f"/api/v1/integracao/cliente?busca={busca}&termo_busca={quote(termos())}", alvo.token) for _ in itertools.count()
    )
    sql = buscas.montar(
        busca=busca, ordem="data_cadastro", sentido="asc", documento=colunas.da_consulta(ultima_conexao=False, contratos=False)
    )

    def parametros() -> dict[str, Parametro]:
        return {"termo": buscas.termo_de_busca(busca, termos()), "limite": 5, "cancelados": False}

    return comparar(alvo, nome, pedidos, carga_nua.consulta(sql, parametros))


def _medir_todos(alvo: Alvo) -> Iterator[str]:
    pedido = ler_pedido(Parametros({}))
    with carga_nua.conectar(alvo.dsn) as conexao:
        sql = psycopg.ClientCursor(conexao).mogrify(pedido.sql, pedido.parametros)
        copia = todos.por_copy(conexao, sql)
    http = todos.por_http(alvo.endereco, alvo.token, servidor=alvo.servidor)
    if http.clientes != alvo.clientes:
        raise AssertionError(f"cliente/all trouxe {http.clientes} de {alvo.clientes} clientes")
    yield "| cliente/all | clientes/s | MB/s | primeiro byte ms | memória a mais MB |"
    yield "|---|---:|---:|---:|---:|"
    yield (
        f"| HTTP | {http.clientes_por_segundo:.0f} | {http.megabytes_por_segundo:.1f} | {1000 * http.primeiro_octeto:.0f} | "
        f"{http.memoria_a_mais / 1e6:.0f} |"
    )
    yield f"| COPY da mesma instrução | {copia.clientes_por_segundo:.0f} | {copia.megabytes_por_segundo:.1f} | | |"
    yield f"| HTTP ÷ COPY | {http.clientes_por_segundo / copia.clientes_por_segundo:.2f} | | | |"
    yield ""
    sozinhos = _outros(alvo, SEGUNDOS)
    juntos = _outros_durante_todos(alvo)
    yield f"| busca por CPF a {OUTROS_POR_SEGUNDO:.0f}/s | p50 ms | p99 ms |"
    yield "|---|---:|---:|"
    yield f"| sozinha | {sozinhos.quantil(0.5):.1f} | {sozinhos.quantil(0.99):.1f} |"
    yield f"| durante cliente/all | {juntos.quantil(0.5):.1f} | {juntos.quantil(0.99):.1f} |"
    yield f"| razão | | {juntos.quantil(0.99) / sozinhos.quantil(0.99):.2f} |"


def _outros(alvo: Alvo, segundos: float) -> Medida:
    sorteio = random.Random(_SEMENTE)
    pedidos = (
        pedido_get(
            f"/api/v1/integracao/cliente?busca=cpf_cnpj&termo_busca={Pessoa(sorteio.randint(1, alvo.clientes)).cpf_cnpj}",
            alvo.token,
        )
        for _ in itertools.count()
    )
    return bombear(alvo.endereco, pedidos, conexoes=CONEXOES, segundos=segundos, por_segundo=OUTROS_POR_SEGUNDO)


def _outros_durante_todos(alvo: Alvo) -> Medida:
    linha = threading.Thread(target=todos.por_http, args=(alvo.endereco, alvo.token), kwargs={"servidor": alvo.servidor})
    linha.start()
    medida = Medida()
    while linha.is_alive():
        parte = _outros(alvo, 1.0)
        medida.latencias += parte.latencias
        medida.segundos += parte.segundos
    return medida
