"""Bad input over HTTP: the contract's error in Portuguese, never a 500, and nothing changed."""

import pytest

from enlace.integracao.erros import CAMPOS_INVALIDOS
from tests.demonstracao import Api

pytestmark = pytest.mark.xdist_group("demo")

CPF = {"busca": "cpf_cnpj", "termo_busca": "10682083681"}
ACEITAS = "nome_razaosocial,nome_fantasia,cpf_cnpj,codigo_cliente,telefone,login_radius,ipv4,mac,id_cliente,id_cliente_servico"
ACEITOS = "não é válido | Valores aceitos para esse campo:"
INTEIRO = "O campo limit deve ser um número inteiro maior ou igual a 1."


@pytest.mark.parametrize(
    ("params", "msg"),
    [
        ({}, "Favor preencher o atributo (busca)"),
        ({"busca": "", "termo_busca": "x"}, "Favor preencher o atributo (busca)"),
        ({"busca": "cpf_cnpj"}, "Favor preencher o atributo (termo_busca)"),
        ({"busca": "cpf_cnpj", "termo_busca": "   "}, "Favor preencher o atributo (termo_busca)"),
        (
            {"busca": "xpto", "termo_busca": "x"},
            f"O tipo de busca (xpto) {ACEITOS} {ACEITAS}",
        ),
        ({**CPF, "limit": "101"}, "O limite máximo de resultados é de 100 itens"),
        ({**CPF, "limit": "9" * 40}, "O limite máximo de resultados é de 100 itens"),
    ],
)
def test_recusa_tem_a_frase_do_contrato(api: Api, params: dict[str, str], msg: str) -> None:
    resposta = api.consultar("cliente", **params)

    assert resposta.status_code == 200
    assert resposta.json() == {"status": "error", "msg": msg}


@pytest.mark.parametrize("rota", ["cliente", "cliente/all", "cliente/atendimento", "prospecto", "prospecto/create"])
def test_parametros_demais_sao_recusados(api: Api, rota: str) -> None:
    resposta = api.pedir("GET", f"/api/v1/integracao/{rota}", params="&".join(f"a{i}=1" for i in range(1100)))

    assert resposta.status_code == 200
    assert resposta.json() == {"status": "error", "msg": CAMPOS_INVALIDOS, "errors": ["A requisição tem parâmetros demais."]}


@pytest.mark.parametrize(
    ("rota", "params", "erro"),
    [
        ("cliente", {**CPF, "limit": "0"}, INTEIRO),
        ("cliente", {**CPF, "limit": "abc"}, INTEIRO),
        ("cliente", {**CPF, "limit": "-1"}, INTEIRO),
        ("cliente", {**CPF, "limit": "1e9"}, INTEIRO),
        ("cliente", {**CPF, "limit": "٣"}, INTEIRO),
        (
            "cliente",
            {**CPF, "order_type": "up"},
            f"O valor do campo order type (up) {ACEITOS} asc,desc",
        ),
        (
            "cliente",
            {**CPF, "cancelado": "talvez"},
            f"O valor do campo cancelado (talvez) {ACEITOS} sim,nao",
        ),
        ("cliente/all", {"data_inicio": "2024-02-30"}, "O campo data inicio não é uma data válida (AAAA-MM-DD)."),
        ("cliente/all", {"data_inicio": "2024-01-01xyz"}, "O campo data inicio não é uma data válida (AAAA-MM-DD)."),
        ("cliente/all", {"data_inicio": "ontem"}, "O campo data inicio não é uma data válida (AAAA-MM-DD)."),
        (
            "cliente/all",
            {"data_inicio": "2024-02-02", "data_fim": "2024-02-01"},
            "O campo data fim deve ser uma data maior ou igual a data inicio.",
        ),
        ("cliente/all", {"offset": "-1"}, "O campo offset deve ser um número inteiro maior ou igual a 0."),
    ],
)
def test_validacao_diz_o_que_esta_errado(api: Api, rota: str, params: dict[str, str], erro: str) -> None:
    resposta = api.consultar(rota, **params)

    assert resposta.status_code == 200
    assert resposta.json() == {"status": "error", "msg": CAMPOS_INVALIDOS, "errors": [erro]}


def test_relacao_desconhecida_e_recusada(api: Api) -> None:
    corpo = api.consultar("cliente/all", relacoes="pacotes,faturas").json()

    assert corpo["msg"] == CAMPOS_INVALIDOS
    assert corpo["errors"][0].startswith("O valor do campo relacoes (faturas) não é válido")


@pytest.mark.parametrize("busca", ACEITAS.split(","))
@pytest.mark.parametrize(
    "termo",
    [
        "x" * 10_240,
        "%",
        "_",
        "%%%",
        "\\",
        "a\\",
        "'",
        "''; drop table cliente; --",
        '"',
        "\0",
        "a\0b",
        "🙂",
        "\N{FULLWIDTH DIGIT NINE}",
        "1e9",
        "-1",
        "9" * 30,
        "null",
    ],
)
def test_termo_estranho_nao_acha_ninguem(api: Api, busca: str, termo: str) -> None:
    resposta = api.consultar("cliente", busca=busca, termo_busca=termo)

    assert resposta.status_code == 200
    assert resposta.json() == {"status": "success", "msg": "Dados consultados com sucesso", "clientes": []}


def test_octetos_que_nao_sao_utf8_nao_acham_ninguem(api: Api) -> None:
    resposta = api.pedir("GET", "/api/v1/integracao/cliente", params="busca=nome_razaosocial&termo_busca=%ED%A0%80%FF")

    assert resposta.json()["clientes"] == []


@pytest.mark.parametrize("query", ["limit=&cancelado=&order_by=", "limit&cancelado&ultima_conexao", "desconhecido=1&limit=5"])
def test_parametro_vazio_sem_valor_ou_desconhecido_conta_como_ausente(api: Api, query: str) -> None:
    resposta = api.pedir("GET", "/api/v1/integracao/cliente", params=f"busca=cpf_cnpj&termo_busca=10682083681&{query}")

    assert [c["id_cliente"] for c in resposta.json()["clientes"]] == [11201]


@pytest.mark.parametrize("rota", ["/api/v1/integracao/nada", "/api/v1", "/oauth/nada", "/api/v1/integracao/cliente/1/2"])
def test_rota_desconhecida_responde_404_em_json(api: Api, rota: str) -> None:
    resposta = api.pedir("GET", rota)

    assert resposta.status_code == 404
    assert resposta.json() == {"status": "error", "msg": "Rota não encontrada."}


@pytest.mark.parametrize(
    ("metodo", "rota", "permitidos"),
    [
        ("POST", "/api/v1/integracao/cliente", "GET"),
        ("DELETE", "/api/v1/integracao/rede/pop", "GET"),
        ("GET", "/oauth/token", "POST"),
    ],
)
def test_metodo_errado_responde_405_com_allow(api: Api, metodo: str, rota: str, permitidos: str) -> None:
    resposta = api.pedir(metodo, rota)

    assert resposta.status_code == 405
    assert resposta.headers["Allow"] == permitidos
    assert resposta.json() == {"status": "error", "msg": "Método não permitido para esta rota."}


@pytest.mark.parametrize("rota", ["/oauth/token", "/api/v1/integracao/cliente"])
def test_corpo_de_vinte_megabytes_responde_413(api: Api, rota: str) -> None:
    resposta = api.pedir("POST", rota, data=b"x" * 20_000_000)

    assert resposta.status_code == 413
    assert resposta.json()["status"] == "error"


def test_barra_no_fim_e_aceita(api: Api) -> None:
    assert api.pedir("GET", "/api/v1/integracao/rede/pop/").json()["status"] == "success"


@pytest.mark.parametrize("token", [None, "x", "a.b.c", "é", "x" * 100_000])
def test_sem_token_bom_responde_401(api: Api, token: str | None) -> None:
    portador = {"Authorization": f"Bearer {token}".encode()} if token else {}

    resposta = api.pedir("GET", "/api/v1/integracao/cliente", token=None, cabecalhos=portador)  # type: ignore[arg-type]

    # A header beyond what the server takes at all is refused by it before the API.
    assert resposta.status_code in {401, 431}
    if resposta.status_code == 401:
        assert resposta.json()["message"] == "Unauthenticated."
        assert resposta.headers["WWW-Authenticate"] == "Bearer"
