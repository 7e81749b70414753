"""`GET cliente/solicitar_desconexao/{id}`, over HTTP, with FreeRADIUS as the equipment (documentation 4.5)."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final

import pytest

from enlace.integracao import openapi
from enlace.integracao.tests.atendimentos import Banco
from tests.demonstracao import Api, porta_livre
from tests.nas_freeradius import nas_freeradius

pytestmark = pytest.mark.xdist_group("demo")

SUCESSO: Final = openapi.exemplo("08-cliente-desconexao-sucesso")
ERRO: Final = openapi.exemplo("09-cliente-desconexao-erro")
ROTA: Final = "/api/v1/integracao/cliente/solicitar_desconexao"
BIANCA: Final = 11000
EQUIPAMENTO: Final = 1306
SEGREDO: Final = "segredo-do-nas"
VALIDACAO: Final = "Favor preencher os campos obrigatórios de acordo com as especificações"


@pytest.fixture
def banco(banco: Banco) -> Iterator[Banco]:
    """The demonstration without its concentrators; as it was, afterwards."""
    colunas = "id_nas, id_equipamento, endereco, segredo, porta_incoming, exige_message_authenticator, ativo"
    banco.execute("delete from pedido_ao_nas")
    antes = banco.execute(f"delete from nas returning {colunas}").fetchall()
    yield banco
    banco.execute("delete from pedido_ao_nas")
    banco.execute("delete from nas")
    banco.execute("delete from radacct where id_cliente_servico = %s and class = 'teste'", [BIANCA])
    for linha in antes:
        banco.execute(f"insert into nas ({colunas}) values (%s, %s, %s, %s, %s, %s, %s)", linha)


@pytest.fixture(scope="module")
def porta(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """An equipment that has two of the customer's sessions, is silent about one login, and refuses another's."""
    with nas_freeradius(
        tmp_path_factory.mktemp("nas"),
        segredo=SEGREDO,
        aceita={("hubsoft", "81000001"), ("hubsoft", "81000002")},
        mudos={"mudo"},
        recusa={"fixo": 504},
    ) as porta:
        yield porta


def concentrador(banco: Banco, porta: int | None, **campos: object) -> None:
    linha = {
        "id_equipamento": EQUIPAMENTO,
        "endereco": "127.0.0.1",
        "segredo": SEGREDO,
        "porta_incoming": porta,
        "exige_message_authenticator": False,
        "ativo": True,
        **campos,
    }
    colunas = ", ".join(linha)
    banco.execute(f"insert into nas ({colunas}) values ({', '.join(['%s'] * len(linha))})", list(linha.values()))


def conexao(banco: Banco, sessao: str = "81000001", *, login: str = "hubsoft", ip: str = "100.64.0.9") -> None:
    banco.execute(
        """insert into radacct_aberta (acctsessionid, acctuniqueid, username, id_cliente_servico, nasipaddress, nas_origem,
               acctstarttime, acctupdatetime, callingstationid, framedipaddress, class)
           values (%(sessao)s, %(login)s || %(sessao)s, %(login)s, %(servico)s, '127.0.0.1', '127.0.0.1', now() - interval '1 hour',
               now(), '58:10:8c:4b:ff:01', %(ip)s, 'teste')""",
        {"sessao": sessao, "login": login, "servico": BIANCA, "ip": ip},
    )


def solicitar(api: Api, chave: object = BIANCA, metodo: str = "GET") -> Any:  # noqa: ANN401 - JSON
    resposta = api.pedir(metodo, f"{ROTA}/{chave}")
    assert resposta.status_code == 200
    return resposta.json()


def motivos(api: Api) -> list[str]:
    """The reasons of a refusal in the documented words."""
    resposta = solicitar(api)
    assert list(resposta) == list(ERRO["resposta"])
    assert {**resposta, "errors": []} == ERRO["resposta"]
    return list(resposta["errors"])


def test_desconexao_feita_responde_o_documentado(api: Api, banco: Banco, porta: int) -> None:
    concentrador(banco, porta)
    conexao(banco)

    resposta = api.pedir(SUCESSO["metodo"], SUCESSO["rota"])

    assert resposta.status_code == SUCESSO["http"]
    assert resposta.json() == SUCESSO["resposta"]
    assert list(resposta.json()) == list(SUCESSO["resposta"])
    assert resposta.headers["Cache-Control"] == "no-store"
    registro = banco.execute(
        """select porta, cliente_api, id_usuario is not null
           from auditoria_registro
           where acao = 'desconectar'
           order by id_registro desc
           limit 1"""
    ).fetchone()
    assert registro == ("api", "3", True)


def test_duas_conexoes_derrubadas_sao_um_sucesso(api: Api, banco: Banco, porta: int) -> None:
    concentrador(banco, porta)
    conexao(banco)
    conexao(banco, "81000002")

    assert solicitar(api) == SUCESSO["resposta"]


def test_conexao_que_ja_tinha_caido_e_um_sucesso_e_deixa_de_constar(api: Api, banco: Banco, porta: int) -> None:
    concentrador(banco, porta)
    conexao(banco, "81000099")

    primeira, segunda = solicitar(api), motivos(api)

    assert primeira == SUCESSO["resposta"]
    assert segunda == ["O login não tem nenhuma conexão ativa."]


def test_sem_conexao_ativa(api: Api, banco: Banco, porta: int) -> None:
    concentrador(banco, porta)

    assert motivos(api) == ["O login não tem nenhuma conexão ativa."]


def test_equipamento_que_recusa_diz_por_que(api: Api, banco: Banco, porta: int) -> None:
    concentrador(banco, porta)
    conexao(banco, login="fixo")

    [motivo] = motivos(api)

    assert motivo.startswith("100.64.0.9 em CONCENTRADOR XPTO: O equipamento tem a conexão, mas não pode derrubá-la; ")


def test_de_duas_conexoes_uma_fica(api: Api, banco: Banco, porta: int) -> None:
    concentrador(banco, porta)
    conexao(banco)
    conexao(banco, "81000002", login="fixo", ip="100.64.0.10")

    [motivo] = motivos(api)

    assert motivo.startswith("100.64.0.10 em CONCENTRADOR XPTO: ")


def test_equipamento_mudo(api: Api, banco: Banco, porta: int) -> None:
    concentrador(banco, porta)
    conexao(banco, login="mudo")

    [motivo] = motivos(api)

    assert "O equipamento não respondeu. Confira se está ligado" in motivo


def test_segredo_errado(api: Api, banco: Banco, porta: int) -> None:
    concentrador(banco, porta, segredo="segredo-de-outro")
    conexao(banco)

    [motivo] = motivos(api)

    assert "se o segredo é o mesmo dos dois lados" in motivo
    assert "segredo-de-outro" not in motivo


def test_porta_fechada(api: Api, banco: Banco) -> None:
    concentrador(banco, porta_livre())
    conexao(banco)

    [motivo] = motivos(api)

    assert "nada escuta na porta" in motivo


def test_equipamento_sem_porta_incoming(api: Api, banco: Banco) -> None:
    concentrador(banco, None)
    conexao(banco)

    assert motivos(api) == [
        "100.64.0.9 em CONCENTRADOR XPTO: O concentrador não tem porta de entrada do RADIUS (incoming) no cadastro."
    ]


def test_equipamento_inativo(api: Api, banco: Banco, porta: int) -> None:
    concentrador(banco, porta, ativo=False)
    conexao(banco)

    assert motivos(api) == ["100.64.0.9 em CONCENTRADOR XPTO: O concentrador está inativo no cadastro."]


def test_equipamento_que_ninguem_cadastrou(api: Api, banco: Banco) -> None:
    conexao(banco)

    assert motivos(api) == ["100.64.0.9 em 127.0.0.1: O equipamento não está cadastrado como concentrador (NAS)."]


@pytest.mark.parametrize("chave", ["0", "-1", "abc", "1.5", "%27", "%D9%A1"])
def test_codigo_que_nao_e_um_numero_positivo(api: Api, chave: str) -> None:
    assert solicitar(api, chave) == {
        "status": "error",
        "msg": VALIDACAO,
        "errors": ["O campo id cliente servico deve ser um número inteiro maior ou igual a 1."],
    }


@pytest.mark.parametrize("chave", ["987654321", "9" * 19, "9" * 60])
def test_servico_que_nao_existe(api: Api, chave: str) -> None:
    assert solicitar(api, chave) == {"status": "error", "msg": "O serviço do cliente informado não foi encontrado."}


def test_servico_sem_login(api: Api, banco: Banco) -> None:
    banco.execute("update cliente_servico set login = null where id_cliente_servico = %s", [BIANCA])
    try:
        resposta = solicitar(api)
    finally:
        banco.execute("update cliente_servico set login = 'hubsoft' where id_cliente_servico = %s", [BIANCA])

    assert resposta == {"status": "error", "msg": "O serviço/plano informado não possui dados de autenticação"}


def test_zeros_a_esquerda_e_barra_no_fim_nao_importam(api: Api, banco: Banco, porta: int) -> None:
    concentrador(banco, porta)
    conexao(banco)

    assert solicitar(api, f"000{BIANCA}/") == SUCESSO["resposta"]


def test_head_nao_desconecta_ninguem(api: Api, banco: Banco, porta: int) -> None:
    concentrador(banco, porta)
    conexao(banco)

    resposta = api.pedir("HEAD", f"{ROTA}/{BIANCA}")

    assert (resposta.status_code, resposta.headers["Allow"]) == (405, "GET")
    assert pedidos(banco) == 0


@pytest.mark.parametrize("metodo", ["POST", "PUT", "DELETE"])
def test_so_get_e_aceito(api: Api, metodo: str) -> None:
    assert api.pedir(metodo, f"{ROTA}/{BIANCA}").status_code == 405


def test_sem_token_ninguem_e_desconectado(api: Api, banco: Banco, porta: int) -> None:
    concentrador(banco, porta)
    conexao(banco)

    assert api.pedir("GET", f"{ROTA}/{BIANCA}", token=None).status_code == 401
    assert pedidos(banco) == 0


def test_muitos_pedidos_a_um_equipamento_mudo_nao_ocupam_o_servidor(api: Api, banco: Banco, porta: int) -> None:
    concentrador(banco, porta)
    conexao(banco, login="mudo")

    with ThreadPoolExecutor(16) as juntos:
        respostas = list(juntos.map(lambda _: api.pedir("GET", f"{ROTA}/{BIANCA}"), range(16)))

    assert {resposta.status_code for resposta in respostas} == {200, 429}
    [recusa] = {(r.headers["Retry-After"], r.json()["msg"]) for r in respostas if r.status_code == 429}
    assert recusa == ("3", "Já há desconexões em andamento. Tente novamente em instantes.")


def pedidos(banco: Banco) -> int:
    return int((banco.execute("select count(*) from pedido_ao_nas").fetchone() or (0,))[0])
