"""`GET cliente` over the demonstration: each search, order and choice."""

import json
from typing import Any

import psycopg
import pytest

from tests.demonstracao import Api

pytestmark = pytest.mark.xdist_group("demo")


def clientes(api: Api, **params: str) -> list[dict[str, Any]]:
    resposta = api.consultar("cliente", **params)
    assert resposta.json()["status"] == "success", resposta.text
    return list(resposta.json()["clientes"])


@pytest.mark.parametrize(
    ("busca", "termo"),
    [
        ("nome_razaosocial", "guilherme silva"),
        ("nome_razaosocial", "ILHERME SÍLV"),
        ("cpf_cnpj", "10682083681"),
        ("cpf_cnpj", "106.820.836-81"),
        ("codigo_cliente", "421"),
        ("telefone", "37988242968"),
        ("telefone", "(37) 98824-2968"),
        ("telefone", "+55 37 98824-2968"),
        ("login_radius", "guilhermesilva1068"),
        ("login_radius", "GuilhermeSilva1068"),
        ("ipv4", "10.99.2.203"),
        ("ipv4", "189.90.210.100"),
        ("id_cliente", "11201"),
        ("id_cliente_servico", "11201"),
    ],
)
def test_cada_busca_acha_o_cliente_documentado(api: Api, busca: str, termo: str) -> None:
    achados = clientes(api, busca=busca, termo_busca=termo)

    assert [c["id_cliente"] for c in achados] == [11201]


def test_mac_acha_pelo_servico_e_pela_sessao_viva_em_qualquer_notacao(api: Api) -> None:
    with psycopg.connect(api.banco) as conexao:
        do_servico = conexao.execute(
            "select mac_addr::text, id_cliente from cliente_servico where mac_addr is not null order by 1 limit 1"
        ).fetchone()
        da_sessao = conexao.execute(
            """select callingstationid, s.id_cliente from radacct r join cliente_servico s using (id_cliente_servico)
               where acctstoptime is null and callingstationid is not null and s.mac_addr is null limit 1"""
        ).fetchone()
    assert do_servico
    assert da_sessao

    for mac, dono in (do_servico, da_sessao):
        for notacao in (mac, mac.upper().replace(":", "-"), mac.replace(":", "").replace("-", "").lower()):
            assert dono in [c["id_cliente"] for c in clientes(api, busca="mac", termo_busca=notacao, limit="100")]


def test_padroes_sao_cinco_clientes_por_data_de_cadastro(api: Api) -> None:
    achados = clientes(api, busca="nome_razaosocial", termo_busca="a")

    datas = [c["data_cadastro"] for c in achados]
    assert len(achados) == 5
    assert datas == sorted(datas)


@pytest.mark.parametrize("campo", ["data_cadastro", "codigo_cliente", "nome_razaosocial"])
def test_ordem_pedida_e_a_da_resposta(api: Api, campo: str) -> None:
    subindo = clientes(api, busca="nome_razaosocial", termo_busca="an", limit="100", order_by=campo)
    descendo = clientes(api, busca="nome_razaosocial", termo_busca="an", limit="100", order_by=campo, order_type="desc")

    valores = [c[campo] for c in subindo]
    assert len(valores) > 5
    assert valores == sorted(valores)
    assert [c["id_cliente"] for c in descendo] == [c["id_cliente"] for c in subindo][::-1]


def test_ordem_de_fechamento_deixa_os_abertos_por_ultimo(api: Api) -> None:
    achados = clientes(api, busca="nome_razaosocial", termo_busca="a", limit="100", order_by="data_fechamento", cancelado="sim")

    fechamentos = [_fechamento(c) for c in achados]
    fechados = [f for f in fechamentos if f]
    assert fechados
    assert fechamentos == sorted(fechados) + [None] * (len(fechamentos) - len(fechados))


def _fechamento(cliente: dict[str, Any]) -> str | None:
    if not cliente["servicos"] or any(s["status_prefixo"] != "cancelado" for s in cliente["servicos"]):
        return None
    return str(max(s["data_cancelamento"] for s in cliente["servicos"]))


def test_cancelados_so_vem_quando_pedidos_mas_o_cliente_vem_sempre(api: Api) -> None:
    with psycopg.connect(api.banco) as conexao:
        linha = conexao.execute("select id_cliente from cliente_servico where status_prefixo = 'cancelado' limit 1").fetchone()
    assert linha
    termo = str(linha[0])

    (sem,) = clientes(api, busca="id_cliente", termo_busca=termo)
    (com,) = clientes(api, busca="id_cliente", termo_busca=termo, cancelado="SIM")

    assert all(s["status_prefixo"] != "cancelado" for s in sem["servicos"])
    assert any(s["status_prefixo"] == "cancelado" and s["motivo_cancelamento"] for s in com["servicos"])


def test_porta_de_atendimento_so_aparece_onde_ha_uma(api: Api) -> None:
    (com,) = clientes(api, busca="codigo_cliente", termo_busca="422")
    (sem,) = clientes(api, busca="codigo_cliente", termo_busca="421")

    assert com["servicos"][0]["porta_atendimento"] == {"numero": 7, "equipamento": "A2R3C2"}
    assert "porta_atendimento" not in sem["servicos"][0]


def test_ultima_conexao_e_lista_vazia_quando_nao_pedida(api: Api) -> None:
    (nao,) = clientes(api, busca="codigo_cliente", termo_busca="421")
    (sim,) = clientes(api, busca="codigo_cliente", termo_busca="421", ultima_conexao="sim")

    assert nao["servicos"][0]["ultima_conexao"] == []
    assert sim["servicos"][0]["ultima_conexao"]["tipo"] == "accounting"


def test_contratos_vem_quando_pedidos(api: Api) -> None:
    with psycopg.connect(api.banco) as conexao:
        linha = conexao.execute("select id_cliente_servico, numero_contrato from cliente_servico_contrato limit 1").fetchone()
    assert linha
    servico = {"busca": "id_cliente_servico", "termo_busca": str(linha[0]), "cancelado": "sim"}

    (sem,) = clientes(api, **servico)
    (com,) = clientes(api, **servico, incluir_contrato="sim")

    assert all("contratos" not in s for s in sem["servicos"])
    assert linha[1] in [c["numero_contrato"] for s in com["servicos"] for c in s["contratos"]]


def test_chaves_do_servidor_genuino_vem_depois_das_documentadas(api: Api) -> None:
    (cliente,) = clientes(api, busca="codigo_cliente", termo_busca="421")

    assert list(cliente)[-6:] == ["uuid_cliente", "ativo", "grupos", "alerta_ids", "id_externo", "data_atualizacao"]
    assert cliente["data_nascimento"] == cliente["data_nascmento"]
    assert list(cliente).index("data_nascmento") == list(cliente).index("data_nascimento") + 1
    servico = list(cliente["servicos"][0])
    assert servico.index("endereco_cobranca") < servico.index("uuid_cliente_servico")


def test_alertas_trazem_as_chaves_na_ordem_das_mensagens(api: Api) -> None:
    (cliente,) = clientes(api, busca="codigo_cliente", termo_busca="421")
    (outro,) = clientes(api, busca="codigo_cliente", termo_busca="422")

    assert len(cliente["alerta_ids"]) == len(cliente["alerta_mensagens"]) == 2
    assert (outro["alerta"], outro["alerta_mensagens"], outro["alerta_ids"]) == (False, [], [])


def test_texto_que_imita_a_chave_da_porta_sai_inteiro(api: Api) -> None:
    imitacao = '"porta_atendimento":null, "x'
    with psycopg.connect(api.banco, autocommit=True) as conexao:
        conexao.execute("update cliente_servico set referencia = %s where id_cliente_servico = 11201", [imitacao])
        try:
            (cliente,) = clientes(api, busca="codigo_cliente", termo_busca="421")
        finally:
            conexao.execute("update cliente_servico set referencia = null where id_cliente_servico = 11201")

    assert cliente["servicos"][0]["referencia"] == imitacao


def test_leitura_deixa_rastro_com_as_pessoas(api: Api) -> None:
    clientes(api, busca="codigo_cliente", termo_busca="422")

    with psycopg.connect(api.banco, autocommit=True) as conexao:
        for _ in range(100):
            linha = conexao.execute(
                """select cliente_api, rota, filtros, pessoas from auditoria_leitura
                   where filtros->'pessoas' = '[11202]' order by id_leitura desc limit 1"""
            ).fetchone()
            if linha:
                break
            conexao.execute("select pg_sleep(0.1)")

    assert linha
    assert (linha[0], linha[1], linha[3]) == ("3", "cliente", 1)
    assert json.dumps(linha[2]).count("422") == 0
