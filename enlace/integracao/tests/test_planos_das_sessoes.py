"""How the accounting is read: by index, from the newest, and only in the months that a question is about."""

import itertools
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import psycopg
import pytest

from enlace.bench import dados as provedor
from enlace.bench import historico
from enlace.bench.dados import Pessoa
from enlace.core import datas
from enlace.core.db import OPCOES_DA_CONEXAO, Parametro
from enlace.integracao.cliente import busca as buscas
from enlace.integracao.cliente import colunas, extrato
from tests.demonstracao import banco_novo

pytestmark = pytest.mark.xdist_group("planos_das_sessoes")

CLIENTES = 400
_NUMEROS = itertools.count()
_TIPOS = {"termo": "text", "limite": "int", "inicio": "text", "fim": "text", "cancelados": "boolean"}
Conexao = psycopg.Connection[tuple[Any, ...]]
# Of customer 1, who is connected; customer 8 is not.
TERMOS: dict[str, Parametro] = {
    "login": Pessoa(1).login,
    "ipv4": historico.ipv4(1),
    "ipv6_lan": f"{historico.ipv6_lan(1)}/128",
    "ipv6_wan": "2804:11:0:1::9/128",
    "mac": Pessoa(1).mac,
    "id_cliente_servico": 1,
}


@pytest.fixture(scope="module")
def conexao(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Conexao]:
    """A database of its own with thirteen months of sessions, seen as the server sees it."""
    pasta = str(tmp_path_factory.mktemp("dados"))
    with banco_novo("planos_das_sessoes") as banco:
        subprocess.run(
            [sys.executable, "-m", "enlace.cli", "migrar"],
            env={**os.environ, "DATABASE_URL": banco, "ENLACE_DADOS": pasta},
            check=True,
            capture_output=True,
        )
        with psycopg.connect(banco, autocommit=True, options=OPCOES_DA_CONEXAO) as conexao:
            conexao.execute("set timezone to 'America/Sao_Paulo'")
            provedor.criar(conexao, CLIENTES)
            historico.criar(conexao, CLIENTES, agora=datas.agora().replace(microsecond=0))
            yield conexao


def explicar(conexao: Conexao, sql: str, parametros: dict[str, Parametro]) -> dict[str, Any]:
    """The generic plan, executed: prepared as the server does."""
    for posicao, nome in enumerate(parametros, 1):
        sql = sql.replace(f"%({nome})s", f"${posicao}")
    tipos = ["bigint" if isinstance(parametros[n], int) and n == "termo" else _TIPOS[n] for n in parametros]
    preparo = f"sessoes_{next(_NUMEROS)}"
    conexao.execute(f"prepare {preparo}({', '.join(tipos)}) as {sql.replace('%%', '%')}")
    valores = psycopg.ClientCursor(conexao).mogrify(", ".join(["%s"] * len(parametros)), list(parametros.values()))
    (linha,) = conexao.execute(f"explain (analyze, buffers, format json) execute {preparo}({valores})").fetchall()
    return dict(linha[0][0]["Plan"])


def nos(plano: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plano
    for filho in plano.get("Plans", []):
        yield from nos(filho)


def leituras(plano: dict[str, Any]) -> list[dict[str, Any]]:
    """The nodes that really read a part of the accounting."""
    return [no for no in nos(plano) if no.get("Relation Name", "").startswith("radacct") and no["Actual Loops"]]


def meses_desde(conexao: Conexao, dia: date) -> set[str]:
    """The parts of the accounting whose sessions ended in the month of a day or after it, and the one of the open ones."""
    linhas = conexao.execute("select inhrelid::regclass::text from pg_inherits where inhparent = 'radacct'::regclass").fetchall()
    return {nome for (nome,) in linhas if nome == "radacct_aberta" or nome >= f"radacct_{dia:%Y%m}"}


def pedido(busca: str, *, inicio: date, fim: date) -> dict[str, Parametro]:
    return {"termo": TERMOS[busca], "limite": 20, "inicio": str(inicio), "fim": str(fim)}


@pytest.mark.parametrize("busca", list(extrato.BUSCAS))
@pytest.mark.parametrize("dias", [0, 30, 200])
def test_extrato_abre_so_os_meses_da_janela_e_le_so_por_indice(conexao: Conexao, busca: str, dias: int) -> None:
    hoje = datas.hoje()
    inicio = hoje - timedelta(days=dias)

    plano = explicar(conexao, extrato.montar(busca), pedido(busca, inicio=inicio, fim=hoje))

    lidas = leituras(plano)
    assert {no["Relation Name"] for no in lidas} == meses_desde(conexao, inicio)
    assert {no["Node Type"] for no in lidas} == {"Index Scan"}
    # Each by the index of the term, from the newest: what is read is what is shown, and one more of each month at most.
    assert max(no["Actual Rows"] for no in lidas) <= 20


@pytest.mark.parametrize("busca", list(extrato.BUSCAS))
def test_extrato_acha_o_que_uma_leitura_de_tudo_acha(conexao: Conexao, busca: str) -> None:
    hoje = datas.hoje()
    inicio = hoje - timedelta(days=90)
    condicao = {
        "login": "username = %(termo)s",
        "ipv4": "host(framedipaddress) = %(termo)s",
        "ipv6_lan": "delegatedipv6prefix >>= %(termo)s::inet",
        "ipv6_wan": "framedipv6prefix >>= %(termo)s::inet",
        "mac": "lower(callingstationid) = %(termo)s",
        "id_cliente_servico": "id_cliente_servico = %(termo)s",
    }[busca]

    # More than five times, so that it is the generic plan that answers.
    for _ in range(7):
        linha = conexao.execute(extrato.montar(busca), pedido(busca, inicio=inicio, fim=hoje), prepare=True).fetchone()

    esperadas = conexao.execute(
        f"""select username, integracao.data_hora_com_fuso(acctstarttime) from radacct
            where {condicao} and acctstarttime >= %(inicio)s::date and acctstarttime < %(fim)s::date + 1
            order by acctstarttime desc limit 20""",
        pedido(busca, inicio=inicio, fim=hoje),
    ).fetchall()
    assert linha
    registros = json.loads(str(linha[0]))["registros"]
    assert len(esperadas) == 20
    assert [(r["username"], r["acctstarttime"]) for r in registros] == esperadas


def test_meses_de_antes_da_janela_nao_custam_nada(conexao: Conexao) -> None:
    hoje = datas.hoje()
    perguntar = extrato.montar("login"), pedido("login", inicio=hoje - timedelta(days=30), fim=hoje)
    explicar(conexao, *perguntar)
    com_todos = explicar(conexao, *perguntar)

    with conexao.transaction(force_rollback=True):
        velhos = meses_desde(conexao, date(2000, 1, 1)) - meses_desde(conexao, hoje - timedelta(days=30))
        for mes in velhos:
            conexao.execute(f"alter table radacct detach partition {mes}")
        com_os_da_janela = explicar(conexao, *perguntar)

    assert len(velhos) >= 11
    assert com_todos["Shared Hit Blocks"] + com_todos["Shared Read Blocks"] == (
        com_os_da_janela["Shared Hit Blocks"] + com_os_da_janela["Shared Read Blocks"]
    )


def consulta(busca: str) -> str:
    return buscas.montar(
        busca=busca, ordem="data_cadastro", sentido="asc", documento=colunas.da_consulta(ultima_conexao=True, contratos=False)
    )


def test_ultima_conexao_de_quem_esta_ligado_olha_so_as_abertas(conexao: Conexao) -> None:
    plano = explicar(conexao, consulta("codigo_cliente"), {"termo": 1, "limite": 5, "cancelados": False})

    (lida,) = leituras(plano)
    assert (lida["Relation Name"], lida["Actual Rows"]) == ("radacct_aberta", 1)


def test_ultima_conexao_de_quem_se_desligou_ha_pouco_olha_dois_meses(conexao: Conexao) -> None:
    plano = explicar(conexao, consulta("codigo_cliente"), {"termo": 8, "limite": 5, "cancelados": False})

    mes_passado = datas.hoje().replace(day=1) - timedelta(days=1)
    lidas = leituras(plano)
    assert {no["Relation Name"] for no in lidas} == meses_desde(conexao, mes_passado)
    assert max(no["Actual Rows"] for no in lidas) <= 1


@pytest.mark.parametrize("busca", ["ipv4", "mac"])
def test_busca_pelo_que_esta_vivo_olha_so_as_abertas(conexao: Conexao, busca: str) -> None:
    sql = buscas.montar(
        busca=busca, ordem="data_cadastro", sentido="asc", documento=colunas.da_consulta(ultima_conexao=False, contratos=False)
    )

    plano = explicar(conexao, sql, {"termo": TERMOS[busca], "limite": 5, "cancelados": False})

    (lida,) = leituras(plano)
    assert (lida["Relation Name"], lida["Node Type"]) == ("radacct_aberta", "Index Scan")
