"""4.2 and 4.11 over HTTP: the lists of tickets and of service orders."""

import pytest
from psycopg.types.json import Jsonb

from enlace.integracao.erros import CAMPOS_INVALIDOS
from enlace.integracao.tests.atendimentos import Banco, abrir, editar
from tests.demonstracao import Api

pytestmark = pytest.mark.xdist_group("demo")
_ACEITOS = "não é válido | Valores aceitos para esse campo:"


def test_consultas_acham_por_cada_busca(api: Api) -> None:
    aberto = abrir(api)
    numero = aberto["ordens_servico"][0]["numero_ordem_servico"]
    quem = {"codigo_cliente": "1204", "cpf_cnpj": "862.149.410-81", "id_cliente_servico": "11000"}

    for busca, termo in {**quem, "protocolo": aberto["protocolo"]}.items():
        achados = api.consultar("cliente/atendimento", busca=busca, termo_busca=termo, order_type="desc").json()["atendimentos"]
        assert achados[0]["protocolo"] == aberto["protocolo"]
    for busca, termo in {**quem, "numero_ordem_servico": numero}.items():
        ordens = api.consultar("cliente/ordem_servico", busca=busca, termo_busca=termo).json()["ordens_servico"]
        assert ordens[0]["numero_ordem_servico"] == numero
        assert ordens[0]["atendimento"]["protocolo"] == aberto["protocolo"]


@pytest.mark.parametrize("rota", ["cliente/atendimento", "cliente/ordem_servico"])
@pytest.mark.parametrize("termo", ["999999999", "abc", "\0", "9" * 40, "' or 1=1"])
def test_o_que_nao_se_acha_e_uma_lista_vazia(api: Api, rota: str, termo: str) -> None:
    chave = "atendimentos" if rota == "cliente/atendimento" else "ordens_servico"

    for busca in ("codigo_cliente", "cpf_cnpj", "id_cliente_servico"):
        resposta = api.consultar(rota, busca=busca, termo_busca=termo)
        assert resposta.json() == {"status": "success", "msg": "Dados consultados com sucesso", chave: []}


def test_fechados_so_vem_quando_pedidos_e_por_data_de_fechamento(api: Api) -> None:
    fechado = abrir(api, id_cliente_servico=12020)["id_atendimento"]
    editar(api, fechado, fechar_atendimento=True)
    aberto = abrir(api, id_cliente_servico=12020)["id_atendimento"]
    termos = {"busca": "codigo_cliente", "termo_busca": "1244", "limit": "50"}

    pendentes = [a["id_atendimento"] for a in api.consultar("cliente/atendimento", **termos).json()["atendimentos"]]
    todos = [
        a["id_atendimento"]
        for a in api.consultar(
            "cliente/atendimento", **termos, apenas_pendente="NAO", order_by="data_fechamento", order_type="desc"
        ).json()["atendimentos"]
    ]

    assert aberto in pendentes
    assert fechado not in pendentes
    # What is still open has no closing date: last, in either direction.
    assert todos.index(fechado) < todos.index(aberto)


def test_datas_e_estados_filtram(api: Api) -> None:
    termos = {"busca": "codigo_cliente", "termo_busca": "1188"}
    do_dia = api.consultar("cliente/ordem_servico", **termos, data_inicio="2018-05-19", data_fim="2018-05-19").json()
    finalizadas = api.consultar("cliente/ordem_servico", **termos, status="finalizado").json()
    outras = api.consultar("cliente/ordem_servico", **termos, status="pendente,aguardando_agendamento").json()
    pendentes = api.consultar("cliente/atendimento", **termos, data_inicio="2018-04-12", data_fim="2018-04-12").json()

    assert [o["id_ordem_servico"] for o in do_dia["ordens_servico"]] == [102]
    assert [o["id_ordem_servico"] for o in finalizadas["ordens_servico"]] == [102]
    assert {o["id_ordem_servico"] for o in outras["ordens_servico"]} >= {78, 208, 209}
    assert [a["id_atendimento"] for a in pendentes["atendimentos"]] == [60]


@pytest.mark.parametrize(
    ("rota", "params", "msg", "erros"),
    [
        ("cliente/atendimento", {}, "Favor preencher o atributo (busca)", None),
        ("cliente/atendimento", {"busca": "protocolo"}, "Favor preencher o atributo (termo_busca)", None),
        (
            "cliente/atendimento",
            {"busca": "nome", "termo_busca": "x"},
            f"O tipo de busca (nome) {_ACEITOS} codigo_cliente,cpf_cnpj,id_cliente_servico,protocolo",
            None,
        ),
        (
            "cliente/ordem_servico",
            {"busca": "protocolo", "termo_busca": "x"},
            f"O tipo de busca (protocolo) {_ACEITOS} codigo_cliente,cpf_cnpj,id_cliente_servico,numero_ordem_servico",
            None,
        ),
        (
            "cliente/ordem_servico",
            {"busca": "codigo_cliente", "termo_busca": "1", "limit": "51"},
            "O limite máximo de resultados é de 50 itens",
            None,
        ),
        (
            "cliente/ordem_servico",
            {"busca": "codigo_cliente", "termo_busca": "1", "status": "aberta"},
            CAMPOS_INVALIDOS,
            [f"O valor do campo status (aberta) {_ACEITOS} pendente,aguardando_agendamento,finalizado,cancelado"],
        ),
        (
            "cliente/atendimento",
            {"busca": "codigo_cliente", "termo_busca": "1", "data_inicio": "2024-02-30"},
            CAMPOS_INVALIDOS,
            ["O campo data inicio não é uma data válida (AAAA-MM-DD)."],
        ),
    ],
)
def test_consultas_recusam_na_frase_do_contrato(
    api: Api, rota: str, params: dict[str, str], msg: str, erros: list[str] | None
) -> None:
    assert api.consultar(rota, **params).json() == {"status": "error", "msg": msg, **({"errors": erros} if erros else {})}


@pytest.mark.parametrize("rota", ["cliente/atendimento", "cliente/ordem_servico"])
def test_leitura_deixa_rastro_de_quem_foi_lido(api: Api, banco: Banco, rota: str) -> None:
    (antes,) = banco.execute("select coalesce(max(id_leitura), 0) from auditoria_leitura").fetchone() or (0,)

    api.consultar(rota, busca="id_cliente_servico", termo_busca="12010", **({} if "ordem" in rota else {"apenas_pendente": "nao"}))

    # A thread of its own writes it, within a second.
    feita = Jsonb({"busca": "id_cliente_servico", "pessoas": [11969]})
    for _vez in range(300):
        rastros = banco.execute(
            "select from auditoria_leitura where id_leitura > %s and rota = %s and filtros = %s", [antes, rota, feita]
        ).rowcount
        if rastros:
            break
        banco.execute("select pg_sleep(0.1)")
    assert rastros == 1
