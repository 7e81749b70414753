"""Whom an alert reaches: one of each kind of target, over HTTP (documentation 4.3, "IMPORTANTE 3")."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest

from tests.demonstracao import Api

pytestmark = pytest.mark.xdist_group("demo")

# Customer 422 of the documentation: installed in Nova Serrana, on PON5 of OLT XPTO. Customer 421: Divinópolis.
ALCANCADO = 11202
# What the target of each kind is, given the service 11302.
ALVOS = {
    "cidade": ("alerta_cidade", "cidade_id", "select b.id_cidade from bairro b join endereco e using (id_bairro) {instalado}"),
    "bairro": ("alerta_bairro", "bairro_id", "select e.id_bairro from endereco e {instalado}"),
    "interface": ("alerta_interface", "interfaceconexao_id", "select id_interface_conexao from cliente_servico {servico}"),
    "equipamento": (
        "alerta_equipamento",
        "equipamento_id",
        "select id_equipamento from interface_conexao join cliente_servico using (id_interface_conexao) {servico}",
    ),
    "cliente": ("alerta_cliente", "cliente_id", "select id_cliente from cliente_servico {servico}"),
}
SERVICO = "where id_cliente_servico = 11302"
INSTALADO = "join cliente_servico s on s.id_endereco_instalacao = e.id_endereco_numero where s.id_cliente_servico = 11302"


@contextmanager
def alerta(api: Api, *, inicio: str = "-1 hour", fim: str | None = None, todos: bool = False, ativo: bool = True) -> Iterator[int]:
    """An alert for the time of the block; its key."""
    with psycopg.connect(api.banco, autocommit=True) as conexao:
        linha = conexao.execute(
            """insert into alerta (descricao, texto_alerta, data_inicio, data_fim, ativo, para_todos)
               values ('teste', 'aviso', now() + %s::interval, now() + %s::interval, %s, %s) returning id_alerta""",
            [inicio, fim, ativo, todos],
        ).fetchone()
        assert linha
        try:
            yield linha[0]
        finally:
            for tabela, _, _ in ALVOS.values():
                conexao.execute(f"delete from {tabela} where alerta_id = %s", linha)
            conexao.execute("delete from alerta_pop where alerta_id = %s", linha)
            conexao.execute("delete from alerta_grupo_cliente where alerta_id = %s", linha)
            conexao.execute("delete from alerta where id_alerta = %s", linha)


def alcancados(api: Api, id_alerta: int) -> set[int]:
    clientes = api.consultar("cliente/all", cancelado="sim").json()["clientes"]
    return {c["id_cliente"] for c in clientes if id_alerta in c["alerta_ids"]}


def mirar(api: Api, tabela: str, coluna: str, id_alerta: int, alvo: str) -> None:
    with psycopg.connect(api.banco, autocommit=True) as conexao:
        sql = f"insert into {tabela} (alerta_id, {coluna}) select %s, ({alvo.format(servico=SERVICO, instalado=INSTALADO)})"
        conexao.execute(sql, [id_alerta])


@pytest.mark.parametrize("tipo", list(ALVOS))
def test_alvo_alcanca_quem_esta_nele_e_nao_todos(api: Api, tipo: str) -> None:
    tabela, coluna, alvo = ALVOS[tipo]

    with alerta(api) as id_alerta:
        mirar(api, tabela, coluna, id_alerta, alvo)
        reach = alcancados(api, id_alerta)
        todos = alcancados_por_todos(api)

    assert ALCANCADO in reach
    assert reach < todos
    if tipo == "cliente":
        assert reach == {ALCANCADO}


def alcancados_por_todos(api: Api) -> set[int]:
    with alerta(api, todos=True) as id_alerta:
        return alcancados(api, id_alerta)


def test_alerta_para_todos_alcanca_ate_quem_nao_tem_servico(api: Api) -> None:
    with psycopg.connect(api.banco) as conexao:
        clientes = {linha[0] for linha in conexao.execute("select id_cliente from cliente").fetchall()}

    assert alcancados_por_todos(api) == clientes


def test_pop_alcanca_os_servicos_dos_seus_equipamentos(api: Api) -> None:
    with psycopg.connect(api.banco) as conexao:
        linha = conexao.execute(
            """select eq.id_pop, s.id_cliente from cliente_servico s
               join interface_conexao i on i.id_interface_conexao = s.id_interface_conexao
               join equipamento eq on eq.id_equipamento = i.id_equipamento
               where eq.id_pop is not null and s.status_prefixo <> 'cancelado' limit 1"""
        ).fetchone()
    assert linha

    with alerta(api) as id_alerta:
        mirar(api, "alerta_pop", "pop_id", id_alerta, str(linha[0]))
        reach = alcancados(api, id_alerta)

    assert linha[1] in reach


def test_grupo_alcanca_os_seus_clientes(api: Api) -> None:
    with psycopg.connect(api.banco) as conexao:
        grupo = conexao.execute("select grupocliente_id from cliente_grupo limit 1").fetchone()
        assert grupo
        membros = conexao.execute("select cliente_id from cliente_grupo where grupocliente_id = %s", grupo).fetchall()

    with alerta(api) as id_alerta:
        mirar(api, "alerta_grupo_cliente", "grupocliente_id", id_alerta, str(grupo[0]))
        reach = alcancados(api, id_alerta)

    assert reach == {m[0] for m in membros}


@pytest.mark.parametrize(
    ("inicio", "fim", "ativo"), [("1 hour", None, True), ("-2 hours", "-1 hour", True), ("-1 hour", None, False)]
)
def test_alerta_fora_do_prazo_ou_desativado_nao_alcanca_ninguem(api: Api, inicio: str, fim: str | None, *, ativo: bool) -> None:
    with alerta(api, inicio=inicio, fim=fim, ativo=ativo, todos=True) as id_alerta:
        assert alcancados(api, id_alerta) == set()


def test_servico_cancelado_nao_traz_o_alerta_do_lugar(api: Api) -> None:
    with psycopg.connect(api.banco) as conexao:
        linha = conexao.execute(
            """select s.id_cliente, e.id_bairro from cliente_servico s
               join endereco e on e.id_endereco_numero = s.id_endereco_instalacao
               where s.status_prefixo = 'cancelado'
               and not exists (select from cliente_servico o where o.id_cliente = s.id_cliente and o.status_prefixo <> 'cancelado')
               limit 1"""
        ).fetchone()
    assert linha

    with alerta(api) as id_alerta:
        mirar(api, "alerta_bairro", "bairro_id", id_alerta, str(linha[1]))
        reach = alcancados(api, id_alerta)

    assert linha[0] not in reach


def test_mensagens_de_um_alerta_aparecem_na_consulta(api: Api) -> None:
    with alerta(api) as id_alerta:
        mirar(api, "alerta_cliente", "cliente_id", id_alerta, "11202")
        cliente = api.consultar("cliente", busca="codigo_cliente", termo_busca="422").json()["clientes"][0]

    assert (cliente["alerta"], cliente["alerta_mensagens"], cliente["alerta_ids"]) == (True, ["aviso"], [id_alerta])
