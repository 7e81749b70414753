"""What a token may do, over HTTP: what is taken away takes effect at the next request."""

from collections.abc import Iterator

import psycopg
import pytest

from tests.demonstracao import Api

pytestmark = pytest.mark.xdist_group("demo")

ROTAS = {
    "cliente": ["cliente?busca=codigo_cliente&termo_busca=421", "cliente/all?limit=1"],
    "conexao": ["cliente/extrato_conexao?busca=login&termo_busca=antoniomas", "cliente/solicitar_desconexao/0"],
    "endereco": ["endereco/cidade"],
    "prospecto": ["prospecto?busca=xpto", "prospecto/create?cep=35560000"],
    "atendimento": ["cliente/atendimento?busca=codigo_cliente&termo_busca=1204"],
    "financeiro": ["cliente/financeiro?busca=codigo_cliente&termo_busca=1162", "financeiro"],
    "ordem_servico": ["cliente/ordem_servico?busca=codigo_cliente&termo_busca=1204"],
    "rede": ["rede/equipamento", "rede/pop", "rede/zona_atendimento"],
}


@pytest.fixture
def conexao(api: Api) -> Iterator["psycopg.Connection[tuple[object, ...]]"]:
    """The database of the demonstration; the API client and its user as they were, afterwards."""
    with psycopg.connect(api.banco, autocommit=True) as conexao:
        antes = conexao.execute("select permissoes from cliente_api where client_id = '3'").fetchone()
        yield conexao
        conexao.execute("update cliente_api set permissoes = %s, ativo = true where client_id = '3'", antes)
        conexao.execute("update usuario set is_active = true where email = 'teste@teste.com'")


def status(api: Api, rota: str) -> int:
    return api.pedir("GET", f"/api/v1/integracao/{rota.partition('?')[0]}", params=rota.partition("?")[2]).status_code


@pytest.mark.parametrize("grupo", list(ROTAS))
def test_sem_a_permissao_do_grupo_so_as_rotas_dele_respondem_403(
    api: Api, conexao: "psycopg.Connection[tuple[object, ...]]", grupo: str
) -> None:
    conexao.execute("update cliente_api set permissoes = array_remove(permissoes, %s) where client_id = '3'", [grupo])

    resposta = api.pedir("GET", f"/api/v1/integracao/{ROTAS[grupo][0].partition('?')[0]}", params=ROTAS[grupo][0].partition("?")[2])

    assert resposta.json() == {"status": "error", "msg": "O Usuário não possui a permissão desejada!"}
    assert {rota: status(api, rota) for rotas in ROTAS.values() for rota in rotas} == {
        rota: 403 if nome == grupo else 200 for nome, rotas in ROTAS.items() for rota in rotas
    }


@pytest.mark.parametrize(
    "mudanca",
    [
        "update cliente_api set ativo = false where client_id = '3'",
        "update usuario set is_active = false where email = 'teste@teste.com'",
    ],
)
def test_cliente_ou_usuario_desativado_responde_401_na_hora(
    api: Api, conexao: "psycopg.Connection[tuple[object, ...]]", mudanca: str
) -> None:
    assert status(api, "rede/pop") == 200

    conexao.execute(mudanca)

    assert status(api, "rede/pop") == 401


def test_token_vencido_responde_401(api: Api, conexao: "psycopg.Connection[tuple[object, ...]]") -> None:
    antes = conexao.execute("select id, expires from oauth2_provider_accesstoken order by id desc limit 1").fetchone()
    assert antes
    token = api.pedir("POST", "/oauth/token", json=_credenciais()).json()["access_token"]
    conexao.execute("update oauth2_provider_accesstoken set expires = now() - interval '1 second' where id > %s", [antes[0]])

    resposta = api.pedir("GET", "/api/v1/integracao/rede/pop", token=token)

    assert resposta.status_code == 401
    assert resposta.json()["message"] == "Unauthenticated."


def _credenciais() -> dict[str, str]:
    return {
        "grant_type": "password",
        "client_id": "3",
        "client_secret": "ONe7Ns48Y30tB",
        "username": "teste@teste.com",
        "password": "1234",
    }


def test_token_na_url_nao_vale(api: Api) -> None:
    resposta = api.pedir("GET", "/api/v1/integracao/rede/pop", params={"access_token": api.token}, token=None)

    assert resposta.status_code == 401


@pytest.mark.parametrize("esquema", ["bearer", "BEARER", "Bearer "])
def test_esquema_e_aceito_em_qualquer_caixa(api: Api, esquema: str) -> None:
    resposta = api.pedir("GET", "/api/v1/integracao/rede/pop", token=None, cabecalhos={"Authorization": f"{esquema} {api.token}"})

    assert resposta.status_code == 200
