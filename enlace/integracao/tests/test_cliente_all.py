"""`GET cliente/all` over the demonstration: choices, pages, and the 304 of an unchanged answer."""

from typing import Any

import psycopg
import pytest

from enlace.integracao.cliente.colunas import RELACOES, RELACOES_DO_EXEMPLO
from tests.demonstracao import Api

pytestmark = pytest.mark.xdist_group("demo")


def todos(api: Api, **params: str) -> list[dict[str, Any]]:
    return list(api.consultar("cliente/all", **params).json()["clientes"])


def test_sem_parametro_vem_todos_por_data_de_cadastro(api: Api) -> None:
    with psycopg.connect(api.banco) as conexao:
        quantos = conexao.execute("select count(*) from cliente").fetchone()

    lidos = todos(api)

    assert (len(lidos),) == quantos
    assert [c["data_cadastro"] for c in lidos] == sorted(c["data_cadastro"] for c in lidos)


def test_limit_e_offset_dividem_a_mesma_lista(api: Api) -> None:
    inteira = [c["id_cliente"] for c in todos(api)]

    paginas = [todos(api, limit="100", offset=str(inicio)) for inicio in range(0, len(inteira) + 100, 100)]

    assert [c["id_cliente"] for pagina in paginas for c in pagina] == inteira
    assert paginas[-1] == [] or len(paginas[-1]) < 100


def test_sem_relacoes_vem_as_do_exemplo(api: Api) -> None:
    servicos = [s for c in todos(api) for s in c["servicos"]]

    assert all(set(s) >= RELACOES_DO_EXEMPLO for s in servicos)
    assert not any({"grupos", "status_conexao", "porta_atendimento"} & set(s) for s in servicos)


@pytest.mark.parametrize("relacao", RELACOES)
def test_relacao_pedida_vem_sozinha(api: Api, relacao: str) -> None:
    servicos = [s for c in todos(api, relacoes=relacao) for s in c["servicos"]]

    presentes = set().union(*[set(RELACOES) & set(s) for s in servicos])
    assert presentes == {relacao}


def test_codigo_de_pacote_traz_so_quem_o_tem(api: Api) -> None:
    lidos = todos(api, codigo_pacote="meu_codigo_personalizado_1")

    assert 11201 in [c["id_cliente"] for c in lidos]
    assert all("meu_codigo_personalizado_1" in [p["codigo"] for s in c["servicos"] for p in s["pacotes"]] for c in lidos)
    assert todos(api, codigo_pacote="nenhum") == []


def test_periodo_inclui_o_primeiro_e_o_ultimo_dia(api: Api) -> None:
    lidos = todos(api, data_inicio="2017-08-05", data_fim="2017-08-05")

    assert [c["id_cliente"] for c in lidos] == [11201]


def test_resposta_que_nao_mudou_e_304_sem_corpo(api: Api) -> None:
    primeira = api.consultar("cliente/all", limit="3")
    etiqueta = {"If-None-Match": primeira.headers["ETag"]}

    segunda = api.pedir("GET", "/api/v1/integracao/cliente/all", params={"limit": "3"}, cabecalhos=etiqueta)
    outra = api.pedir("GET", "/api/v1/integracao/cliente/all", params={"limit": "4"}, cabecalhos=etiqueta)

    assert (segunda.status_code, segunda.content) == (304, b"")
    assert segunda.headers["ETag"] == primeira.headers["ETag"]
    assert outra.status_code == 200


@pytest.mark.parametrize(
    ("mudanca", "volta"),
    [
        ("update cliente set rg = 'X' where id_cliente = 11201", "update cliente set rg = 'MG16999888' where id_cliente = 11201"),
        ("update pacote set descricao = 'IP' where id_pacote = 1", "update pacote set descricao = 'IP FIXO' where id_pacote = 1"),
        ("update endereco set numero = '0' where id_endereco_numero < 0", "select 1"),
        (
            """insert into alerta (descricao, texto_alerta, data_inicio, data_fim, ativo, para_todos)
               values ('t', 't', now() - interval '1 hour', null, true, true)""",
            "delete from alerta where descricao = 't'",
        ),
    ],
)
def test_mudanca_que_aparece_na_resposta_muda_a_etiqueta(api: Api, mudanca: str, volta: str) -> None:
    antes = api.consultar("cliente/all", limit="1").headers["ETag"]

    with psycopg.connect(api.banco, autocommit=True) as conexao:
        conexao.execute(mudanca)
        depois = api.consultar("cliente/all", limit="1").headers["ETag"]
        conexao.execute(volta)

    assert antes != depois


def test_mudanca_ainda_nao_confirmada_nao_muda_a_etiqueta_e_a_confirmada_muda(api: Api) -> None:
    antes = api.consultar("cliente/all", limit="1").headers["ETag"]

    with psycopg.connect(api.banco) as conexao:
        conexao.execute("update cliente set rg = rg where id_cliente = 11202")
        durante = api.consultar("cliente/all", limit="1").headers["ETag"]
        conexao.commit()
    depois = api.consultar("cliente/all", limit="1").headers["ETag"]

    assert antes == durante
    assert depois != antes


def test_sessoes_nao_tem_etiqueta_porque_mudam_sem_rastro(api: Api) -> None:
    assert "ETag" not in api.consultar("cliente/all", relacoes="status_conexao", limit="1").headers


def test_leitor_que_desiste_no_meio_nao_prende_nada(api: Api) -> None:
    for _ in range(20):
        resposta = api_parcial(api)
        resposta.close()

    assert api.consultar("cliente/all", limit="1").status_code == 200
    with psycopg.connect(api.banco, autocommit=True) as conexao:
        for _ in range(100):
            abertas = conexao.execute(
                "select count(*) from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'"
            ).fetchone()
            if abertas == (0,):
                break
            conexao.execute("select pg_sleep(0.1)")
    assert abertas == (0,)


def api_parcial(api: Api) -> Any:  # noqa: ANN401 - a response half read
    import requests

    resposta = requests.get(
        f"{api.url}/api/v1/integracao/cliente/all", headers={"Authorization": f"Bearer {api.token}"}, stream=True, timeout=30
    )
    next(resposta.iter_content(1000))
    return resposta


def test_leitores_que_param_de_ler_nao_param_os_outros(api: Api) -> None:
    presas = [api_parcial(api) for _ in range(6)]
    try:
        for _ in range(20):
            assert api.consultar("rede/pop").status_code == 200
    finally:
        for presa in presas:
            presa.close()
