"""Chapter 7 over HTTP: bodies as exchanges send them, and refusals in the contract's way."""

import psycopg
import pytest

from enlace.integracao.erros import CAMPOS_INVALIDOS
from tests.demonstracao import Api

pytestmark = pytest.mark.xdist_group("demo")
BASE = "/api/v1/integracao/pbx/ligacao"
ROTAS = [f"{BASE}/notificar", f"{BASE}/cancelar"]
RAMAL_OU_IDENTIFICADOR = [
    "O campo ramal é obrigatório quando identificador interno não é informado.",
    "O campo identificador interno é obrigatório quando ramal não é informado.",
]
RAMAL = ["O campo ramal deve ser um valor numérico, de até 20 dígitos."]
CONTROLE = ["O campo identificador interno não pode ter caracteres de controle."]
TELEFONE = ["O campo telefone deve ser um valor numérico, de até 20 dígitos."]


def contar(api: Api) -> tuple[int, ...]:
    with psycopg.connect(api.banco) as conexao:
        linha = conexao.execute(
            "select (select count(*) from pbx_ligacao), (select count(*) from auditoria_registro where tabela = 'pbx_ligacao')"
        ).fetchone()
    assert linha
    return tuple(linha)


@pytest.mark.parametrize("rota", ROTAS)
@pytest.mark.parametrize(
    ("corpo", "erros"),
    [
        ({}, RAMAL_OU_IDENTIFICADOR),
        ({"telefone": 37999912222}, RAMAL_OU_IDENTIFICADOR),
        ({"ramal": "", "identificador_interno": None}, RAMAL_OU_IDENTIFICADOR),
        ({"ramal": "  "}, RAMAL_OU_IDENTIFICADOR),
        ({"ramal": "11a"}, RAMAL),
        ({"ramal": -111}, RAMAL),
        ({"ramal": 111.5}, RAMAL),
        ({"ramal": "٣٣٣"}, RAMAL),
        ({"ramal": "1" * 21}, RAMAL),
        ({"ramal": "1" * 41}, ["O campo ramal não pode ter mais de 40 caracteres."]),
        ({"ramal": True}, ["O campo ramal deve ser um texto."]),
        ({"ramal": [111]}, ["O campo ramal deve ser um texto."]),
        ({"ramal": {"numero": 111}}, ["O campo ramal deve ser um texto."]),
        ({"ramal": 111, "identificador_interno": "x" * 61}, ["O campo identificador interno não pode ter mais de 60 caracteres."]),
        ({"ramal": 111, "telefone": "anônimo"}, TELEFONE),
        ({"ramal": 111, "telefone": "37 9999-1222x"}, TELEFONE),
        ({"ramal": 111, "telefone": "+"}, TELEFONE),
        ({"ramal": 111, "telefone": "9" * 21}, TELEFONE),
        ({"ramal": 111, "telefone": -37999912222}, TELEFONE),
        ({"ramal": 111, "telefone": 0}, ["O campo telefone não pode ser zero."]),
        ({"ramal": 111, "telefone": "000"}, ["O campo telefone não pode ser zero."]),
        ({"identificador_interno": "a\tb"}, CONTROLE),
        ({"identificador_interno": "a\u202eb"}, CONTROLE),
        ({"ramal": 111, "telefone": []}, ["O campo telefone deve ser um texto."]),
        ({"ramal": 111, "id_cliente": "abc"}, ["O campo id cliente deve ser um número inteiro."]),
        ({"ramal": 111, "id_cliente": -1}, ["O campo id cliente deve ser um número inteiro."]),
        ({"ramal": 111, "codigo_cliente": 10**30}, ["O campo codigo cliente deve ser um número inteiro."]),
        ({"ramal": 111, "codigo_cliente": {}}, ["O campo codigo cliente deve ser um número inteiro."]),
        ({"ramal": "x", "telefone": "y"}, [*RAMAL, *TELEFONE]),
    ],
)
def test_campo_que_nao_serve_e_recusado_com_uma_frase(api: Api, rota: str, corpo: dict[str, object], erros: list[str]) -> None:
    antes = contar(api)

    resposta = api.pedir("POST", rota, json=corpo)

    assert resposta.status_code == 200
    assert resposta.json() == {"status": "error", "msg": CAMPOS_INVALIDOS, "errors": erros}
    assert contar(api) == antes


@pytest.mark.parametrize("rota", ROTAS)
@pytest.mark.parametrize(
    ("corpo", "msg"),
    [
        ({"ramal": 999}, "Nenhum usuário ativo do painel tem o ramal 999."),
        ({"identificador_interno": "ninguem"}, "Nenhum usuário ativo do painel tem o identificador interno ninguem."),
        (
            {"ramal": 111, "identificador_interno": "suporte112"},
            "Nenhum usuário ativo do painel tem o ramal 111 e o identificador interno suporte112.",
        ),
        ({"ramal": 111, "id_cliente": 999999999}, "Nenhum cliente tem id_cliente 999999999."),
        ({"ramal": 111, "codigo_cliente": "999999999"}, "Nenhum cliente tem codigo_cliente 999999999."),
    ],
)
def test_quem_nao_existe_e_recusado_com_uma_frase(api: Api, rota: str, corpo: dict[str, object], msg: str) -> None:
    antes = contar(api)

    resposta = api.pedir("POST", rota, json=corpo)

    assert resposta.status_code == 200
    assert resposta.json() == {"status": "error", "msg": msg}
    assert contar(api) == antes


@pytest.mark.parametrize(
    "corpo",
    [
        {"ramal": "111", "telefone": "(37) 99991-2222"},
        {"ramal": 111.0, "telefone": "+55 37 99991.2222"},
        {"identificador_interno": "master111", "telefone": 112},
        {"ramal": "111.0", "telefone": "37999912222.0", "id_cliente": "11201.0"},
        {"ramal": "111", "identificador_interno": "master111", "telefone": ""},
        {"ramal": "111", "campo_desconhecido": {"x": [1]}},
    ],
)
def test_chamada_como_as_centrais_a_escrevem_e_aceita_e_cancelada(api: Api, corpo: dict[str, object]) -> None:
    for rota in ROTAS:
        assert api.pedir("POST", rota, json=corpo).json()["status"] == "success"
    formulario = {campo: str(valor) for campo, valor in corpo.items() if not isinstance(valor, dict)}
    for rota in ROTAS:
        assert api.pedir("POST", rota, data=formulario).json()["status"] == "success"


def test_telefone_em_numero_ou_texto_e_o_mesmo(api: Api) -> None:
    api.pedir("POST", f"{BASE}/cancelar", json={"ramal": 111})
    for telefone in (37988887777, "37988887777", "(37) 98888-7777", 37988887777.0, "5537988887777", "037988887777"):
        api.pedir("POST", f"{BASE}/notificar", json={"ramal": 111, "telefone": telefone})

    with psycopg.connect(api.banco) as conexao:
        abertas = conexao.execute("select telefone from pbx_ligacao where id_usuario = 2 and encerrada_em is null").fetchall()

    assert abertas == [("37988887777",)]


@pytest.mark.parametrize("rota", ROTAS)
def test_cancelar_o_que_nao_toca_e_sucesso_e_sem_token_nao(api: Api, rota: str) -> None:
    for _ in range(2):
        assert api.pedir("POST", f"{BASE}/cancelar", json={"ramal": 111}).json()["msg"] == "Ligação cancelada com sucesso"

    assert api.pedir("POST", rota, json={"ramal": 111}, token=None).status_code == 401
    assert api.pedir("GET", rota).status_code == 405
