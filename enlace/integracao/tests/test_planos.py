"""How the searches are executed: by index, whatever the values, also after the plan has become a generic one."""

import itertools
import os
import subprocess
import sys
from collections.abc import Iterator

import psycopg
import pytest

from enlace.bench.dados import Pessoa, criar
from enlace.core.db import OPCOES_DA_CONEXAO, Parametro
from enlace.integracao.cliente import busca as buscas
from enlace.integracao.cliente import colunas
from enlace.integracao.cliente.todos import ler_pedido
from enlace.integracao.parametros import Parametros
from tests.demonstracao import banco_novo

pytestmark = pytest.mark.xdist_group("planos")

CLIENTES = 5000
_NUMEROS = itertools.count()
GRANDES = ("cliente", "cliente_servico", "endereco", "radacct_aberta")
Conexao = psycopg.Connection[tuple[object, ...]]


@pytest.fixture(scope="module")
def conexao(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Conexao]:
    """A database of its own with some thousands of customers in it."""
    dados = str(tmp_path_factory.mktemp("dados"))
    with banco_novo("planos") as banco:
        subprocess.run(
            [sys.executable, "-m", "enlace.cli", "migrar"],
            env={**os.environ, "DATABASE_URL": banco, "ENLACE_DADOS": dados},
            check=True,
            capture_output=True,
        )
        with psycopg.connect(banco, autocommit=True, options=OPCOES_DA_CONEXAO) as conexao:
            yield _povoada(conexao)


def _povoada(conexao: Conexao) -> Conexao:
    conexao.execute("set timezone to 'America/Sao_Paulo'")
    criar(conexao, CLIENTES)
    return conexao


def statement(busca: str) -> str:
    return buscas.montar(
        busca=busca, ordem="data_cadastro", sentido="asc", documento=colunas.da_consulta(ultima_conexao=True, contratos=True)
    )


def plano(conexao: Conexao, sql: str, parametros: dict[str, Parametro]) -> str:
    """The generic plan, as text: prepared as the server does, explained as it would run."""
    cursor = psycopg.ClientCursor(conexao)
    nomes = list(parametros)
    for posicao, nome in enumerate(nomes, 1):
        sql = sql.replace(f"%({nome})s", f"${posicao}")
    tipos = {"termo": "text", "limite": "int", "cancelados": "boolean"}
    if isinstance(parametros["termo"], int):
        tipos["termo"] = "bigint"
    if isinstance(parametros["termo"], list):
        tipos["termo"] = "text[]"
    nome_do_preparo = f"busca_{next(_NUMEROS)}"
    conexao.execute(f"prepare {nome_do_preparo}({', '.join(tipos[n] for n in nomes)}) as {sql.replace('%%', '%')}")
    valores = cursor.mogrify(", ".join(["%s"] * len(nomes)), [parametros[n] for n in nomes])
    return "\n".join(str(linha[0]) for linha in conexao.execute(f"explain execute {nome_do_preparo}({valores})").fetchall())


def termos() -> dict[str, str]:
    p = Pessoa(1234)
    return {
        "cpf_cnpj": p.cpf_cnpj,
        "codigo_cliente": "1234",
        "telefone": p.telefone,
        "login_radius": p.login,
        "ipv4": p.ipv4,
        "mac": p.mac,
        "nome_razaosocial": "maria",
        "nome_fantasia": "maria",
        "id_cliente": "1234",
        "id_cliente_servico": "1234",
    }


@pytest.mark.parametrize("busca", list(buscas.BUSCAS))
def test_nenhuma_busca_le_uma_tabela_grande_inteira(conexao: Conexao, busca: str) -> None:
    termo = buscas.termo_de_busca(busca, termos()[busca])

    lido = plano(conexao, statement(busca), {"termo": termo, "limite": 5, "cancelados": False})

    assert [t for t in GRANDES if f"Seq Scan on {t} " in lido] == [], lido


@pytest.mark.parametrize("fragmento", ["maria", "silva", "a", "ensis", "maria silva santos", "zzz", "1e8ensis"])
@pytest.mark.parametrize("limite", [1, 5, 100])
def test_parte_do_nome_da_o_mesmo_pelos_dois_caminhos(conexao: Conexao, fragmento: str, limite: int) -> None:
    sql = statement("nome_razaosocial")
    parametros: dict[str, Parametro] = {"termo": fragmento, "limite": limite, "cancelados": False}

    # More than five times, so that it is the generic plan that answers.
    for _ in range(7):
        linha = conexao.execute(sql, parametros, prepare=True).fetchone()

    esperados = conexao.execute(
        """select id_cliente from cliente where lower(nome_razaosocial) like '%%' || %s || '%%'
           order by data_cadastro, id_cliente limit %s""",
        [fragmento, limite],
    ).fetchall()
    assert linha
    assert linha[1] == [e[0] for e in esperados]


def test_busca_por_parte_do_nome_le_pouco_qualquer_que_seja_o_fragmento(conexao: Conexao) -> None:
    for fragmento in ("maria", "a", "zzz", "3e8ensis"):
        lido = plano(conexao, statement("nome_razaosocial"), {"termo": fragmento, "limite": 5, "cancelados": False})
        # The walk is bounded and the rest is the trigram index.
        assert "cliente_nome_busca" in lido
        assert "cliente_data_cadastro" in lido


@pytest.mark.parametrize("params", [{}, {"limit": "10", "offset": "4000"}, {"order_by": "nome_razaosocial", "order_type": "desc"}])
def test_todos_os_clientes_andam_pelo_indice_da_ordem_sem_ordenar_documentos(conexao: Conexao, params: dict[str, str]) -> None:
    pedido = ler_pedido(Parametros(params))
    sql = psycopg.ClientCursor(conexao).mogrify(pedido.sql, pedido.parametros)

    linhas = [str(linha[0]) for linha in conexao.execute(f"explain declare k cursor for {sql}").fetchall()]

    # The documents are made above the walk (and its limit), never sorted.
    assert linhas[0].startswith("Nested Loop")
    assert any("using cliente_" in linha and "Index" in linha for linha in linhas[:5])
