"""`ultima_conexao` of `GET cliente` and `status_conexao` of `GET cliente/all`: which session of a service is its last one."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from enlace.integracao.tests.atendimentos import Banco
from tests.demonstracao import Api

pytestmark = pytest.mark.xdist_group("demo")

# A service of the documentation that never connected (example 6 shows it so).
CLIENTE, SERVICO = 422, 11302
Sessao = Callable[[str, str | None], None]


@pytest.fixture
def sessao(banco: Banco) -> Iterator[Sessao]:
    """Writes a session that began and ended so long ago; gone afterwards."""

    def escrever(comecou_ha: str, terminou_ha: str | None) -> None:
        banco.execute(
            "select radacct_criar_mes((now() - %(fim)s::interval)::date, 'America/Sao_Paulo') where %(fim)s::text is not null",
            {"fim": terminou_ha},
        )
        banco.execute(
            """insert into radacct (acctsessionid, acctuniqueid, username, id_cliente_servico, nasipaddress, acctstarttime,
                   acctstoptime, framedipaddress)
               values ('u', 'ultima-' || %(comecou)s, 'x', %(servico)s, '10.28.33.20', now() - %(comecou)s::interval,
                   now() - %(terminou)s::interval, '10.99.9.9')""",
            {"comecou": comecou_ha, "terminou": terminou_ha, "servico": SERVICO},
        )

    yield escrever
    banco.execute("delete from radacct where acctuniqueid like 'ultima-%'")


def ultima(api: Api) -> Any:  # noqa: ANN401 - JSON
    """The last connection, which both routes say alike."""
    de_um = api.consultar("cliente", busca="codigo_cliente", termo_busca=str(CLIENTE), ultima_conexao="sim").json()
    de_todos = api.consultar("cliente/all", relacoes="status_conexao", order_by="codigo_cliente").json()
    (um,) = de_um["clientes"]
    (outro,) = [cliente for cliente in de_todos["clientes"] if cliente["codigo_cliente"] == CLIENTE]
    conexao, estado = um["servicos"][0]["ultima_conexao"], outro["servicos"][0]["status_conexao"]
    # One is asked for a moment after the other: a minute may have begun.
    assert [chave for chave in conexao if not chave.startswith("status_txt") and conexao[chave] != estado[chave]] == []
    return conexao


def test_quem_nunca_se_conectou_tem_uma_lista_vazia(api: Api) -> None:
    cliente = api.consultar("cliente", busca="codigo_cliente", termo_busca=str(CLIENTE), ultima_conexao="sim").json()["clientes"][0]

    assert cliente["servicos"][0]["ultima_conexao"] == []


@pytest.mark.parametrize(
    ("sessoes", "conectado", "texto"),
    [
        ([("22 hours 53 minutes 10 seconds", None)], True, "CONECTADO HÁ 0 MES(ES), 0 DIA(S), 22 HORA(S) e 53 MINUTO(S)"),
        # Of two that are open, the one that began last.
        ([("9 hours", None), ("2 hours 30 seconds", None)], True, "CONECTADO HÁ 0 MES(ES), 0 DIA(S), 2 HORA(S) e 0 MINUTO(S)"),
        # Who is connected is connected, whatever began and ended meanwhile.
        (
            [("9 hours 30 seconds", None), ("3 hours", "1 hour")],
            True,
            "CONECTADO HÁ 0 MES(ES), 0 DIA(S), 9 HORA(S) e 0 MINUTO(S)",
        ),
        (
            [("5 hours", "4 hours"), ("3 hours", "61 minutes 30 seconds"), ("900 days", "899 days")],
            False,
            "DESCONECTADO HÁ 0 MES(ES), 0 DIA(S), 1 HORA(S) e 1 MINUTO(S)",
        ),
        ([("150 days", "100 days"), ("900 days", "300 days")], False, "DESCONECTADO HÁ 3 MES(ES)"),
        # The only one, years ago.
        ([("1000 days", "900 days")], False, "DESCONECTADO HÁ 29 MES(ES)"),
    ],
)
def test_a_ultima_e_a_aberta_ou_a_mais_nova_que_terminou(
    api: Api, sessao: Sessao, *, sessoes: list[tuple[str, str | None]], conectado: bool, texto: str
) -> None:
    for comecou, terminou in sessoes:
        sessao(comecou, terminou)

    achada = ultima(api)

    assert achada["conectado"] is conectado
    assert achada["status_txt_resumido"].startswith(texto)
    assert achada["status_txt"] == f"{achada['status_txt_resumido']} - 10.99.9.9(10.28.33.20)"
    assert (achada["ultima_desconexao"] is None) is conectado
