"""`POST cliente/desbloqueio_confianca` over HTTP: the documented answer, the rules, bad input."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from enlace.integracao import openapi
from enlace.integracao.erros import CAMPOS_INVALIDOS
from enlace.integracao.tests.atendimentos import Banco
from tests.demonstracao import Api

pytestmark = pytest.mark.xdist_group("demo")

ROTA = "/api/v1/integracao/cliente/desbloqueio_confianca"
SERVICO, CANCELADO = 11000, 10999
DIAS_DEMAIS = (
    "O valor informado para os dias de desbloqueio (4) não é permitido, pois ultrapassa a configuração: "
    "o máximo permitido é de 3 dias."
)
INTEIRO = "O campo {} deve ser um número inteiro maior que 0."


@pytest.fixture(autouse=True)
def suspenso(banco: Banco) -> Iterator[None]:
    """The service of the example, which others show enabled, suspended; afterwards as it was."""
    banco.execute("update cliente_servico set status_prefixo = 'suspenso_debito' where id_cliente_servico = %s", [SERVICO])
    yield
    banco.execute("delete from desbloqueio_confianca where id_cliente_servico = %s", [SERVICO])
    banco.execute("delete from regra_desbloqueio")
    banco.execute(
        "update cliente_servico set status_prefixo = 'servico_habilitado', login = 'hubsoft' where id_cliente_servico = %s",
        [SERVICO],
    )


def pedir(api: Api, corpo: object, **cabecalhos: str) -> dict[str, object]:
    resposta = api.pedir("POST", ROTA, json=corpo, cabecalhos=cabecalhos)
    assert resposta.status_code == 200
    return dict(resposta.json())


def regra(banco: Banco, **valores: object) -> None:
    """The rule with these values, the others as they are at first."""
    tudo = {
        "habilitado": True,
        "maximo_de_dias": 3,
        "vezes": 1,
        "periodo_dias": 30,
        "intervalo_dias": 0,
        "so_por_debito": True,
        **valores,
    }
    colunas, marcas = ", ".join(tudo), ", ".join(["%s"] * len(tudo))
    banco.execute("delete from regra_desbloqueio")
    banco.execute(
        f"insert into regra_desbloqueio (id_regra_desbloqueio, {colunas}) values (1, {marcas})",
        list(tudo.values()),
    )


def estado(banco: Banco) -> object:
    linha = banco.execute("select status_prefixo from cliente_servico where id_cliente_servico = %s", [SERVICO]).fetchone()
    assert linha
    return linha[0]


def desbloqueios(banco: Banco) -> int:
    linha = banco.execute("select count(*) from desbloqueio_confianca where id_cliente_servico = %s", [SERVICO]).fetchone()
    assert linha
    return int(linha[0])


def test_o_pedido_documentado_desbloqueia_na_hora(api: Api, banco: Banco) -> None:
    exemplo = openapi.exemplo("07-cliente-desbloqueio-confianca")

    resposta = pedir(api, exemplo["corpo"])

    linha = banco.execute(
        "select ate, dias, (pedido_em at time zone 'America/Sao_Paulo')::date from desbloqueio_confianca"
        " where id_cliente_servico = %s and situacao = 'ativo'",
        [SERVICO],
    ).fetchone()
    assert linha
    ate, dias, pedido = linha
    # But for the day, which is that of asking (`test_desbloqueio_no_dia.py` asks on the documented one).
    assert resposta == {**exemplo["resposta"], "msg": exemplo["resposta"]["msg"].replace("26/11/2018", f"{ate:%d/%m/%Y}")}
    assert (dias, ate) == (1, pedido + timedelta(days=1))
    assert estado(banco) == "servico_habilitado"
    autor = banco.execute(
        "select porta, cliente_api from auditoria_registro where acao = 'desbloquear_em_confianca' order by quando desc limit 1"
    ).fetchone()
    assert autor == ("api", "3")


@pytest.mark.parametrize(("dias", "concedidos"), [(None, 1), ("", 1), (2, 2), ("3", 3), (3.0, 3), ("003", 3)])
def test_os_dias_em_qualquer_escrita_e_um_quando_nao_vem(api: Api, banco: Banco, dias: object, concedidos: int) -> None:
    resposta = pedir(api, {"id_cliente_servico": SERVICO, "dias_desbloqueio": dias})

    assert resposta["status"] == "success"
    assert banco.execute("select dias from desbloqueio_confianca where id_cliente_servico = %s", [SERVICO]).fetchone() == (
        concedidos,
    )


@pytest.mark.parametrize("dias", [0, "0", -1, "-1", "abc", "1,5", 1.5, True, [1], {"a": 1}, "9" * 30, "²", "1; drop table cliente"])
def test_dias_que_nao_sao_um_numero_maior_que_zero(api: Api, banco: Banco, dias: object) -> None:
    resposta = pedir(api, {"id_cliente_servico": SERVICO, "dias_desbloqueio": dias})

    assert resposta == {"status": "error", "msg": CAMPOS_INVALIDOS, "errors": [INTEIRO.format("dias desbloqueio")]}
    assert (estado(banco), desbloqueios(banco)) == ("suspenso_debito", 0)


@pytest.mark.parametrize(
    ("corpo", "erro"),
    [
        ({}, "O campo id cliente servico é obrigatório."),
        ({"id_cliente_servico": ""}, "O campo id cliente servico é obrigatório."),
        *(({"id_cliente_servico": valor}, INTEIRO.format("id cliente servico")) for valor in (0, -1, "abc", [SERVICO], "9" * 30)),
    ],
)
def test_servico_que_nao_e_um_numero(api: Api, corpo: object, erro: str) -> None:
    assert pedir(api, corpo) == {"status": "error", "msg": CAMPOS_INVALIDOS, "errors": [erro]}


@pytest.mark.parametrize(
    ("corpo", "frase"),
    [
        (
            {"id_cliente_servico": SERVICO, "dias_desbloqueio": 4},
            DIAS_DEMAIS,
        ),
        ({"id_cliente_servico": 987654321}, "O serviço do cliente informado não foi encontrado."),
        (
            {"id_cliente_servico": CANCELADO},
            "O desbloqueio em confiança é só para serviços suspensos por débito, e este está na situação “Cancelado”.",
        ),
    ],
)
def test_o_que_a_regra_nao_permite(api: Api, banco: Banco, corpo: object, frase: str) -> None:
    assert pedir(api, corpo) == {"status": "error", "msg": frase}
    assert (estado(banco), desbloqueios(banco)) == ("suspenso_debito", 0)


def test_a_regra_do_painel_vale_na_hora(api: Api, banco: Banco) -> None:
    regra(banco, habilitado=False)
    desabilitado = pedir(api, {"id_cliente_servico": SERVICO})
    regra(banco, maximo_de_dias=5, vezes=2)
    habilitado = pedir(api, {"id_cliente_servico": SERVICO, "dias_desbloqueio": 5})

    assert desabilitado == {"status": "error", "msg": "O desbloqueio em confiança não está habilitado neste provedor."}
    assert habilitado["status"] == "success"


def test_servico_sem_login(api: Api, banco: Banco) -> None:
    banco.execute("update cliente_servico set login = null where id_cliente_servico = %s", [SERVICO])

    resposta = pedir(api, {"id_cliente_servico": SERVICO})

    assert resposta == {"status": "error", "msg": "O serviço/plano informado não possui dados de autenticação"}


def test_o_mesmo_pedido_com_a_mesma_chave_e_respondido_e_nao_refeito(api: Api, banco: Banco) -> None:
    corpo = {"id_cliente_servico": SERVICO}

    primeira = pedir(api, corpo, **{"Idempotency-Key": "desbloqueio-de-uma-vez"})
    segunda = pedir(api, corpo, **{"Idempotency-Key": "desbloqueio-de-uma-vez"})
    sem_chave = pedir(api, corpo)

    assert (primeira["status"], primeira) == ("success", segunda)
    assert str(sem_chave["msg"]).startswith("O serviço já está desbloqueado em confiança até a data ")
    assert desbloqueios(banco) == 1


def test_sem_a_permissao_da_conexao(api: Api, banco: Banco) -> None:
    banco.execute("update cliente_api set permissoes = array_remove(permissoes, 'conexao') where client_id = '3'")
    try:
        resposta = api.pedir("POST", ROTA, json={"id_cliente_servico": SERVICO})
    finally:
        banco.execute("update cliente_api set permissoes = permissoes || array['conexao']::varchar[] where client_id = '3'")

    assert resposta.status_code == 403
    assert estado(banco) == "suspenso_debito"
