"""4.7 and 6.1 over HTTP: searches, spans of days, orders, refusals, the trace, and answers of any length."""

import contextlib
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import psycopg
import pytest
import requests
from psycopg.types.json import Jsonb

from enlace.core.datas import hoje
from enlace.integracao.erros import CAMPOS_INVALIDOS
from enlace.integracao.tests.atendimentos import Banco
from tests.demonstracao import Api

pytestmark = pytest.mark.xdist_group("demo")
_ACEITOS = "não é válido | Valores aceitos para esse campo:"
DA_1162 = {"busca": "codigo_cliente", "termo_busca": "1162"}
DE_2017_A_2020 = {"data_inicio": "2017-01-01", "data_fim": "2020-12-31"}
ROTAS = {"cliente/financeiro": "Dados consultados com sucesso", "financeiro": "Dados consultados com sucesso."}


def faturas(api: Api, rota: str, **params: str) -> list[dict[str, Any]]:
    resposta = api.consultar(rota, **params).json()
    assert resposta["status"] == "success", resposta
    return list(resposta["faturas"])


def codigos(api: Api, rota: str, **params: str) -> list[int]:
    return [fatura["id_fatura"] for fatura in faturas(api, rota, **params)]


@pytest.mark.parametrize(
    ("busca", "termo"),
    [("cpf_cnpj", "411.072.966-17"), ("codigo_cliente", "01162"), ("id_cliente_servico", "13677"), ("id_cliente", "11943")],
)
def test_cada_busca_acha_as_faturas_do_cliente(api: Api, busca: str, termo: str) -> None:
    da_1162 = [36397, 36403, 43653, 62625, 62628, 62634, 62636]

    assert codigos(api, "financeiro", busca=busca, termo_busca=termo, **DE_2017_A_2020) == da_1162
    if busca != "id_cliente":
        assert codigos(api, "cliente/financeiro", busca=busca, termo_busca=termo, apenas_pendente="nao") == da_1162
        assert codigos(api, "cliente/financeiro", busca=busca, termo_busca=termo) == da_1162[2:]


def test_id_cliente_servico_acha_so_as_faturas_do_servico(api: Api, banco: Banco) -> None:
    # The one with most bills among customers of two services.
    (servico, outro) = banco.execute(
        """select min(id_cliente_servico), max(id_cliente_servico) from cobranca where periodo_fim is not null
           group by id_cliente having count(distinct id_cliente_servico) > 1 order by count(*) desc, id_cliente limit 1"""
    ).fetchone() or (0, 0)

    achadas = codigos(api, "cliente/financeiro", busca="id_cliente_servico", termo_busca=str(servico), apenas_pendente="nao")

    do_servico = banco.execute("select distinct id_fatura from cobranca where id_cliente_servico = %s", [servico]).fetchall()
    assert servico != outro
    assert sorted(achadas) == sorted(codigo for (codigo,) in do_servico)


@pytest.mark.parametrize("rota", list(ROTAS))
@pytest.mark.parametrize("termo", ["999999999", "abc", "\0", "9" * 40, "' or 1=1", "🙂", "-1"])
def test_o_que_nao_se_acha_e_uma_lista_vazia(api: Api, rota: str, termo: str) -> None:
    for busca in ("codigo_cliente", "cpf_cnpj", "id_cliente_servico"):
        resposta = api.consultar(rota, busca=busca, termo_busca=termo)
        assert resposta.json() == {"status": "success", "msg": ROTAS[rota], "faturas": []}


@pytest.mark.parametrize(
    ("params", "esperadas"),
    [
        ({"order_by": "valor", "order_type": "desc"}, [62625, 62636, 62634, 36397, 62628, 43653, 36403]),
        # What is not paid comes last in either direction.
        ({"order_by": "data_pagamento"}, [36397, 36403, 43653, 62625, 62628, 62634, 62636]),
        ({"order_by": "data_pagamento", "order_type": "DESC"}, [36403, 36397, 62636, 62634, 62628, 62625, 43653]),
        ({"order_by": "data_vencimento", "order_type": "desc"}, [62636, 62634, 62628, 62625, 43653, 36403, 36397]),
        ({"limit": "2"}, [36397, 36403]),
        ({"limit": "", "order_by": "", "desconhecido": "1"}, [36397, 36403, 43653, 62625, 62628, 62634, 62636]),
    ],
)
def test_ordem_e_limite_valem_nas_duas_rotas(api: Api, params: dict[str, str], esperadas: list[int]) -> None:
    assert codigos(api, "cliente/financeiro", **DA_1162, **params, apenas_pendente="Não") == esperadas
    assert codigos(api, "financeiro", **DA_1162, **DE_2017_A_2020, **params) == esperadas


def test_datas_sao_as_de_vencimento_e_incluem_os_dois_dias(api: Api) -> None:
    do_dia = {"data_inicio": "2018-07-10", "data_fim": "2018-07-10"}

    assert codigos(api, "cliente/financeiro", **DA_1162, **do_dia) == [43653]
    assert codigos(api, "cliente/financeiro", **DA_1162, data_inicio="2018-07-11", data_fim="2020-04-04") == []
    assert codigos(api, "financeiro", **do_dia) == [43653]


@pytest.mark.parametrize(
    ("quitado", "esperadas"),
    [({}, [36397, 36403, 43653]), ({"apenas_quitado": "sim"}, [36397, 36403]), ({"apenas_quitado": "nao"}, [43653])],
)
def test_apenas_quitado_tem_tres_sentidos(api: Api, quitado: dict[str, str], esperadas: list[int]) -> None:
    assert codigos(api, "financeiro", **DA_1162, data_inicio="2017-01-01", data_fim="2019-01-01", **quitado) == esperadas


def test_tipo_data_de_pagamento_traz_o_que_foi_pago_nos_dias(api: Api) -> None:
    pagas = faturas(
        api,
        "financeiro",
        data_inicio="2018-06-20",
        data_fim="2018-06-30",
        tipo_data="data_pagamento",
        apenas_quitado="sim",
        order_by="data_pagamento",
        order_type="desc",
    )

    assert [(f["id_fatura"], f["data_pagamento"], f["data_pagamento_br"], f["valor_pago"]) for f in pagas] == [
        (36403, "2018-06-25", "25/06/2018", "10.96")
    ]


def test_sem_datas_sao_os_ultimos_dez_dias_e_sem_busca_no_maximo_trinta(api: Api, banco: Banco) -> None:
    def vencimentos(**params: str) -> list[str]:
        return [f["data_vencimento"] for f in faturas(api, "financeiro", **params)]

    def no_banco(de: int, ate: int) -> list[str]:
        linhas = banco.execute(
            "select data_vencimento::text from fatura where data_vencimento between %s::date + %s::int and %s::date + %s::int "
            "order by data_vencimento, id_fatura",
            [hoje(), de, hoje(), ate],
        ).fetchall()
        return [str(vencimento) for (vencimento,) in linhas]

    cem_dias_atras = str(hoje() - timedelta(days=100))
    assert vencimentos() == no_banco(-10, 0)
    assert vencimentos(data_inicio=cem_dias_atras) == no_banco(-100, -70)
    assert vencimentos(data_inicio=cem_dias_atras, data_fim=str(hoje())) == no_banco(-100, -70)
    assert vencimentos(data_fim=cem_dias_atras) == no_banco(-110, -100)
    assert vencimentos(data_inicio=str(hoje() + timedelta(days=1))) == no_banco(1, 1)
    # With a search nothing is cut.
    assert len(codigos(api, "financeiro", **DA_1162, **DE_2017_A_2020)) == 7
    assert codigos(api, "financeiro", **DA_1162) == []


@pytest.mark.parametrize("data", ["0001-01-01", "9999-12-31"])
@pytest.mark.parametrize("nome", ["data_inicio", "data_fim"])
def test_datas_dos_confins_nao_quebram_nada(api: Api, nome: str, data: str) -> None:
    for rota in ROTAS:
        assert api.consultar(rota, **{**DA_1162, nome: data}).json()["status"] == "success"
    assert api.consultar("financeiro", **{nome: data}).json()["status"] == "success"


@pytest.mark.parametrize(
    ("rota", "params", "msg", "erros"),
    [
        ("cliente/financeiro", {}, "Favor preencher o atributo (busca)", None),
        ("cliente/financeiro", {"busca": "cpf_cnpj"}, "Favor preencher o atributo (termo_busca)", None),
        ("financeiro", {"busca": "cpf_cnpj", "termo_busca": " "}, "Favor preencher o atributo (termo_busca)", None),
        # A term without a search does not mean everybody.
        ("financeiro", {"termo_busca": "1162"}, "Favor preencher o atributo (busca)", None),
        (
            "cliente/financeiro",
            {"busca": "id_cliente", "termo_busca": "x"},
            f"O tipo de busca (id_cliente) {_ACEITOS} cpf_cnpj,codigo_cliente,id_cliente_servico",
            None,
        ),
        (
            "financeiro",
            {"busca": "nome", "termo_busca": "x"},
            f"O tipo de busca (nome) {_ACEITOS} id_cliente,codigo_cliente,cpf_cnpj,id_cliente_servico",
            None,
        ),
        ("cliente/financeiro", {**DA_1162, "limit": "51"}, "O limite máximo de resultados é de 50 itens", None),
        ("cliente/financeiro", {**DA_1162, "limit": "9" * 40}, "O limite máximo de resultados é de 50 itens", None),
        *(
            (rota, {**DA_1162, "limit": limite}, CAMPOS_INVALIDOS, ["O campo limit deve ser um número inteiro maior ou igual a 1."])
            for rota in ROTAS
            for limite in ("0", "-1", "abc", "1e9", "1.5")
        ),
        *(
            (rota, {**DA_1162, **params}, CAMPOS_INVALIDOS, [erro])
            for rota in ROTAS
            for params, erro in (
                ({"data_inicio": "2024-02-30"}, "O campo data inicio não é uma data válida (AAAA-MM-DD)."),
                ({"data_fim": "05/04/2020"}, "O campo data fim não é uma data válida (AAAA-MM-DD)."),
                (
                    {"data_inicio": "2020-04-06", "data_fim": "2020-04-05"},
                    "O campo data fim deve ser uma data maior ou igual a data inicio.",
                ),
                ({"order_type": "up"}, f"O valor do campo order type (up) {_ACEITOS} asc,desc"),
                ({"order_by": "id"}, f"O valor do campo order by (id) {_ACEITOS} data_vencimento,data_pagamento,valor"),
            )
        ),
        (
            "cliente/financeiro",
            {**DA_1162, "apenas_pendente": "talvez"},
            CAMPOS_INVALIDOS,
            [f"O valor do campo apenas pendente (talvez) {_ACEITOS} sim,nao"],
        ),
        (
            "financeiro",
            {"apenas_quitado": "talvez"},
            CAMPOS_INVALIDOS,
            [f"O valor do campo apenas quitado (talvez) {_ACEITOS} sim,nao"],
        ),
        (
            "financeiro",
            {"tipo_data": "data_cadastro\0"},
            CAMPOS_INVALIDOS,
            [f"O valor do campo tipo data (data_cadastro\0) {_ACEITOS} data_vencimento,data_pagamento"],
        ),
        (
            "financeiro",
            {"tipo_resultado": "completo"},
            CAMPOS_INVALIDOS,
            [f"O valor do campo tipo resultado (completo) {_ACEITOS} simplificado,detalhado"],
        ),
    ],
)
def test_recusa_na_frase_do_contrato(api: Api, rota: str, params: dict[str, str], msg: str, erros: list[str] | None) -> None:
    assert api.consultar(rota, **params).json() == {"status": "error", "msg": msg, **({"errors": erros} if erros else {})}


def test_limite_enorme_de_financeiro_e_um_limite(api: Api) -> None:
    assert codigos(api, "financeiro", **DA_1162, **DE_2017_A_2020, limit="9" * 40)


@pytest.mark.parametrize(
    ("rota", "params", "filtros"),
    [
        # Nobody else asks for this customer.
        ("cliente/financeiro", {"busca": "codigo_cliente", "termo_busca": "1244"}, {"busca": "codigo_cliente", "pessoas": [12025]}),
        (
            "financeiro",
            {"busca": "id_cliente", "termo_busca": "12025", **DE_2017_A_2020},
            {"busca": "id_cliente", "pessoas": [12025]},
        ),
        (
            "financeiro",
            {"data_inicio": "2019-09-09", "data_fim": "2019-09-11"},
            {"tipo_data": "data_vencimento", "inicio": "2019-09-09", "fim": "2019-09-11"},
        ),
    ],
)
def test_leitura_deixa_rastro(api: Api, banco: Banco, *, rota: str, params: dict[str, str], filtros: dict[str, object]) -> None:
    (antes,) = banco.execute("select coalesce(max(id_leitura), 0) from auditoria_leitura").fetchone() or (0,)

    api.consultar(rota, **params)

    # A thread of its own writes it, within a second.
    for _vez in range(300):
        rastros = banco.execute(
            "select from auditoria_leitura where id_leitura > %s and rota = %s and filtros = %s and pessoas = 1",
            [antes, rota, Jsonb(filtros)],
        ).rowcount
        if rastros:
            break
        banco.execute("select pg_sleep(0.1)")
    assert rastros == 1


DIA_CHEIO = "2035-03-15"
MUITAS = 3_000


@pytest.fixture
def muitas_faturas(banco: Banco) -> Iterator[None]:
    """A day on which more bills are due than fit on a page."""
    banco.execute(
        """with nova as (
               insert into fatura (id_cliente, tipo_cobranca, id_conta_bancaria, nosso_numero, valor, data_vencimento,
                   data_cadastro, situacao, multa_percentual, juros_ao_mes, motivo_cancelamento, token, registro)
               select 11943, 'boleto_bancario', (select id_conta_bancaria from conta_bancaria where banco = '756'), 5000000 + n, n,
                   %s, now(), 'aguardando', 2, 1, '', gen_random_uuid(), 'nenhum'
               from generate_series(1, %s) n
               returning id_fatura, valor, data_vencimento
           )
           insert into cobranca (id_cliente, id_fatura, tipo, descricao, valor, valor_original, valor_desconto, data_vencimento,
               data_cadastro)
           select 11943, id_fatura, 'avulsa', 'uma de muitas', valor, valor, 0, data_vencimento, now() from nova""",
        [DIA_CHEIO, MUITAS],
    )
    yield
    with banco.transaction():
        banco.execute("delete from cobranca where data_vencimento = %s", [DIA_CHEIO])
        banco.execute("delete from fatura where data_vencimento = %s", [DIA_CHEIO])


def pedir_em_partes(api: Api, **params: str) -> requests.Response:
    return requests.get(
        f"{api.url}/api/v1/integracao/financeiro",
        params={"data_inicio": DIA_CHEIO, "data_fim": DIA_CHEIO, **params},
        headers={"Authorization": f"Bearer {api.token}"},
        stream=True,
        timeout=60,
    )


@pytest.mark.usefixtures("muitas_faturas")
@pytest.mark.parametrize("resultado", ["simplificado", "detalhado"])
def test_resposta_longa_vem_inteira_e_na_ordem_pedida(api: Api, resultado: str) -> None:
    lidas = faturas(
        api, "financeiro", data_inicio=DIA_CHEIO, data_fim=DIA_CHEIO, order_by="valor", order_type="desc", tipo_resultado=resultado
    )

    assert [f["valor"] for f in lidas] == [str(valor) for valor in range(MUITAS, 0, -1)]
    if resultado == "detalhado":
        assert len({f["linha_digitavel"] for f in lidas}) == MUITAS


@pytest.mark.usefixtures("muitas_faturas")
@pytest.mark.parametrize("limite", [499, 500, 501, 2_999])
def test_limite_corta_a_resposta_curta_e_a_longa(api: Api, limite: int) -> None:
    lidas = faturas(api, "financeiro", data_inicio=DIA_CHEIO, data_fim=DIA_CHEIO, order_by="valor", limit=str(limite))

    assert [f["valor"] for f in lidas] == [str(valor) for valor in range(1, limite + 1)]


@pytest.mark.usefixtures("muitas_faturas")
def test_quem_para_de_ler_nao_para_as_respostas_curtas(api: Api) -> None:
    with contextlib.ExitStack() as presas:
        for _ in range(4):
            presa = presas.enter_context(pedir_em_partes(api, tipo_resultado="detalhado"))
            next(presa.iter_content(1000))
        for _ in range(10):
            assert codigos(api, "financeiro", data_inicio="2020-04-05", data_fim="2020-04-05") == [62625, 62628, 62634, 62636]
    with psycopg.connect(api.banco, autocommit=True) as conexao:
        for _ in range(100):
            abertas = conexao.execute(
                "select count(*) from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'"
            ).fetchone()
            if abertas == (0,):
                break
            conexao.execute("select pg_sleep(0.1)")
    assert abertas == (0,)
