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
from enlace.integracao.cliente import colunas, financeiro
from enlace.integracao.cliente.todos import ler_pedido
from enlace.integracao.financeiro import consulta as do_financeiro
from enlace.integracao.parametros import Parametros
from tests.demonstracao import banco_novo

pytestmark = pytest.mark.xdist_group("planos")

CLIENTES = 5000
_NUMEROS = itertools.count()
GRANDES = ("cliente", "cliente_servico", "endereco", "radacct_aberta", "fatura", "cobranca")
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
    _faturar(conexao)
    return conexao


def _faturar(conexao: Conexao) -> None:
    """Eight bills of each customer, one a month, the last of which waits."""
    with conexao.transaction():
        # Paid ones at once: the rules that a bill passes through on its way are not what is looked at here.
        conexao.execute("set local session_replication_role = replica")
        conexao.execute(
            """insert into fatura (id_cliente, tipo_cobranca, valor, data_vencimento, data_cadastro, situacao, data_pagamento,
                   valor_pago, multa_percentual, juros_ao_mes, motivo_cancelamento, token, registro)
               select n %% %(clientes)s + 1, 'pix', 10, vencimento, now(),
                   case when pago is null then 'aguardando' else 'quitado' end,
                   pago, case when pago is not null then 10 end, 0, 0, '', gen_random_uuid(), 'nenhum'
               from generate_series(0, %(clientes)s * 8 - 1) n
               cross join lateral (select date '2026-11-05' - n / %(clientes)s * 30 as vencimento) v
               cross join lateral (select case when n >= %(clientes)s then vencimento + n %% 9 end as pago) p""",
            {"clientes": CLIENTES},
        )
        conexao.execute(
            """insert into cobranca (id_cliente, id_cliente_servico, id_fatura, tipo, descricao, valor, valor_original,
                   valor_desconto, data_vencimento, data_cadastro)
               select id_cliente, id_cliente, id_fatura, 'avulsa', '', 10, 10, 0, data_vencimento, now() from fatura"""
        )
    conexao.execute("vacuum analyze fatura, cobranca")


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
    tipos = {"termo": "text", "limite": "int", "cancelados": "boolean", "pendentes": "boolean", "quitado": "boolean"}
    tipos |= {"inicio": "text", "fim": "text"}
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


@pytest.mark.parametrize("ordem", financeiro.ORDENS)
@pytest.mark.parametrize(
    ("busca", "termo"), [("cpf_cnpj", Pessoa(1234).cpf_cnpj), ("codigo_cliente", 1234), ("id_cliente_servico", 1234)]
)
def test_faturas_de_um_cliente_saem_do_indice_dele(conexao: Conexao, busca: str, termo: int | str, ordem: str) -> None:
    parametros: dict[str, Parametro] = {"termo": termo, "limite": 20, "pendentes": True, "inicio": None, "fim": None}

    lido = plano(conexao, financeiro.montar(busca, ordem=ordem, sentido="desc"), parametros)

    assert "fatura_do_cliente" in lido
    assert [t for t in GRANDES if f"Seq Scan on {t} " in lido] == [], lido


@pytest.mark.parametrize("busca", [*do_financeiro.BUSCAS, "todos"])
@pytest.mark.parametrize("data", do_financeiro.TIPOS_DE_DATA)
@pytest.mark.parametrize("ordem", do_financeiro.ORDENS)
def test_a_receber_sai_do_indice_do_cliente_ou_do_da_data(conexao: Conexao, busca: str, data: str, ordem: str) -> None:
    sql = do_financeiro.montar(busca, data=data, ordem=ordem, sentido="asc", detalhado=True)
    termo = Pessoa(1234).cpf_cnpj if busca == "cpf_cnpj" else None if busca == "todos" else 1234
    parametros: dict[str, Parametro] = {
        "termo": termo,
        "inicio": "2026-09-01",
        "fim": "2026-10-01",
        "quitado": None,
        "limite": None,
    }

    lido = plano(conexao, sql, parametros)

    indice = "fatura_do_cliente" if busca != "todos" else data.replace("data_", "fatura_")
    assert {i for i in ("fatura_do_cliente", "fatura_vencimento", "fatura_pagamento") if i in lido} == {indice}, lido
    assert [t for t in GRANDES if f"Seq Scan on {t} " in lido] == [], lido
    # Asked for in the order of its index, the walk is not sorted: only the lines of each bill are.
    if busca == "todos" and ordem == data:
        assert lido.count("Sort Key") == 1, lido
