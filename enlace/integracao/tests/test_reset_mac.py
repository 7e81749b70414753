"""Chapter 4.12 over HTTP: the MAC of a login is forgotten."""

from collections.abc import Iterator
from typing import Any

import pytest

from enlace.integracao import openapi
from enlace.integracao.erros import CAMPOS_INVALIDOS
from enlace.integracao.tests.atendimentos import Banco
from enlace.integracao.tests.comparacao import diferencas
from tests.demonstracao import Api

pytestmark = pytest.mark.xdist_group("demo")

ROTA = "/api/v1/integracao/cliente/reset_mac_addr"
SERVICO, CANCELADO = 11000, 10999
MAC = "58:10:8c:4b:ff:01"


@pytest.fixture(autouse=True)
def servico_de_volta(banco: Banco) -> Iterator[None]:
    """The documented service as the demonstration has it, afterwards."""
    yield
    banco.execute("update cliente_servico set mac_addr = %s, login = 'hubsoft' where id_cliente_servico = %s", [MAC, SERVICO])


def resetar(api: Api, chave: object, **cabecalhos: str) -> dict[str, Any]:
    resposta = api.pedir("POST", ROTA, json={"id_cliente_servico": chave}, cabecalhos=cabecalhos)
    assert resposta.status_code == 200
    return dict(resposta.json())


def mac(banco: Banco) -> object:
    (valor,) = banco.execute("select mac_addr::text from cliente_servico where id_cliente_servico = %s", [SERVICO]).fetchone() or (
        0,
    )
    return valor


def registros(banco: Banco) -> list[tuple[Any, ...]]:
    return banco.execute(
        """select porta, cliente_api, antes, depois from auditoria_registro
           where acao = 'esquecer_mac' and tabela = 'cliente_servico' and chave = %s order by id_registro""",
        [str(SERVICO)],
    ).fetchall()


def test_resposta_e_a_documentada_e_o_mac_e_esquecido(api: Api, banco: Banco) -> None:
    exemplo = openapi.exemplo("16-cliente-reset-mac")
    assert mac(banco) == MAC
    antes = registros(banco)

    resposta = api.pedir(exemplo["metodo"], exemplo["rota"], json=exemplo["corpo"])

    assert resposta.status_code == exemplo["http"]
    assert dict(diferencas(exemplo["resposta"], resposta.json())) == {}
    assert mac(banco) is None
    assert registros(banco)[len(antes) :] == [("api", "3", {"mac_addr": MAC}, {"mac_addr": None})]


def test_sem_mac_da_certo_e_nao_deixa_registro(api: Api, banco: Banco) -> None:
    resetar(api, SERVICO)
    antes = registros(banco)

    assert resetar(api, SERVICO)["status"] == "success"
    assert registros(banco) == antes


def test_pedido_repetido_com_a_chave_nao_esquece_outra_vez(api: Api, banco: Banco) -> None:
    primeira = resetar(api, SERVICO, **{"Idempotency-Key": "reset-mac-1"})
    banco.execute("update cliente_servico set mac_addr = '02:00:5e:10:00:99' where id_cliente_servico = %s", [SERVICO])

    assert resetar(api, SERVICO, **{"Idempotency-Key": "reset-mac-1"}) == primeira
    assert mac(banco) == "02:00:5e:10:00:99"


@pytest.mark.parametrize("login", [None, ""])
def test_servico_sem_login_e_recusado_na_frase_do_contrato(api: Api, banco: Banco, login: str | None) -> None:
    banco.execute("update cliente_servico set login = %s where id_cliente_servico = %s", [login, SERVICO])

    assert resetar(api, SERVICO) == {"status": "error", "msg": "O serviço/plano informado não possui dados de autenticação"}
    assert mac(banco) == MAC


@pytest.mark.parametrize(
    ("chave", "msg", "erros"),
    [
        (CANCELADO, "O serviço informado está cancelado: o MAC dele não pode ser resetado.", None),
        (987_654_321, "O serviço do cliente informado não foi encontrado.", None),
        (2**63 - 1, "O serviço do cliente informado não foi encontrado.", None),
        (None, CAMPOS_INVALIDOS, ["O campo id cliente servico é obrigatório."]),
        ("", CAMPOS_INVALIDOS, ["O campo id cliente servico é obrigatório."]),
        (0, CAMPOS_INVALIDOS, ["O campo id cliente servico deve ser um número inteiro maior que 0."]),
        (-1, CAMPOS_INVALIDOS, ["O campo id cliente servico deve ser um número inteiro maior que 0."]),
        ("onze mil", CAMPOS_INVALIDOS, ["O campo id cliente servico deve ser um número inteiro maior que 0."]),
        (2**63, CAMPOS_INVALIDOS, ["O campo id cliente servico deve ser um número inteiro maior que 0."]),
        ([11000], CAMPOS_INVALIDOS, ["O campo id cliente servico deve ser um número inteiro maior que 0."]),
    ],
)
def test_recusa_na_frase_do_contrato(api: Api, banco: Banco, chave: object, msg: str, erros: list[str] | None) -> None:
    antes = registros(banco)

    assert resetar(api, chave) == {"status": "error", "msg": msg, **({"errors": erros} if erros else {})}
    assert (mac(banco), registros(banco)) == (MAC, antes)
