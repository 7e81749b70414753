"""Chapter 8 over HTTP: registering, offering and finding prospects, and what is refused."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlencode

import psycopg
import pytest
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from enlace.integracao import openapi
from enlace.integracao.erros import CAMPOS_INVALIDOS
from enlace.integracao.tests.comparacao import diferencas
from tests.demonstracao import Api

pytestmark = pytest.mark.xdist_group("demo")

ROTA = "/api/v1/integracao/prospecto"
FORMULARIO = {"Content-Type": "application/x-www-form-urlencoded"}
NOVO: dict[str, Any] = openapi.exemplo("25-prospecto-novo")["corpo"]
NAO_VENDIDO = {"status": "error", "msg": "Esse plano não é vendido nesse CEP."}
VALOR = "O campo servico.valor deve ser um valor em reais, maior ou igual a zero, com até duas casas decimais."
DOCUMENTO = "O campo cpf cnpj não é um CPF/CNPJ válido para esse tipo de pessoa."
BUSCAS = ("nome_razaosocial", "telefone", "origem", "email", "id_externo")
_TABELAS = ("prospecto", "prospecto_servico", "endereco", "bairro", "cliente", "auditoria_registro")

Banco = psycopg.Connection[tuple[Any, ...]]


@pytest.fixture
def banco(api: Api) -> Iterator[Banco]:
    """The database of the demonstration; prospects that a test registered are gone afterwards."""
    with psycopg.connect(api.banco, autocommit=True) as conexao:
        linha = conexao.execute("select max(id_prospecto) from prospecto").fetchone()
        assert linha
        yield conexao
        conexao.execute("delete from prospecto_servico where id_prospecto > %s", linha)
        conexao.execute("delete from prospecto where id_prospecto > %s", linha)


def contagens(banco: Banco) -> dict[str, int]:
    return {tabela: (banco.execute(f"select count(*) from {tabela}").fetchone() or (0,))[0] for tabela in _TABELAS}


def cadastrar(api: Api, **mudancas: object) -> dict[str, Any]:
    resposta = api.pedir("POST", ROTA, json={**NOVO, **mudancas})
    assert resposta.status_code == 200
    return dict(resposta.json())


def achados(api: Api, **params: str) -> list[int]:
    resposta = api.consultar("prospecto", **params).json()
    assert resposta["status"] == "success"
    return [prospecto["id_prospecto"] for prospecto in resposta["prospectos"]]


# id of the exception -> why the documented value cannot be given.
_E_NOVO = "cada cadastro tem seu código e seu instante"
EXCECOES = {
    "prospecto.id_endereco_numero": _E_NOVO,
    "prospecto.id_prospecto": _E_NOVO,
    "prospecto.created_at": _E_NOVO,
    "prospecto.updated_at": _E_NOVO,
    "prospecto.created_at_br": _E_NOVO,
    "prospecto.prospecto_servico.id_prospecto": _E_NOVO,
    "prospecto.prospecto_servico.id_prospecto_servico": _E_NOVO,
    "prospecto.cpf_cnpj": "o texto envia um CNPJ e responde com outro",
}


@pytest.mark.usefixtures("banco")
def test_cadastro_e_sua_repeticao_respondem_como_documentado(api: Api) -> None:
    novo, repetido = openapi.exemplo("25-prospecto-novo"), openapi.exemplo("26-prospecto-duplicado")

    primeira = api.pedir("POST", novo["rota"], json=novo["corpo"])
    segunda = api.pedir("POST", repetido["rota"], json=repetido["corpo"])

    assert (primeira.status_code, segunda.status_code) == (novo["http"], repetido["http"])
    assert set(dict(diferencas(novo["resposta"], primeira.json()))) == set(EXCECOES)
    assert primeira.json()["prospecto"]["cpf_cnpj"] == NOVO["cpf_cnpj"]
    assert list(diferencas(repetido["resposta"], segunda.json())) == []


def test_cadastro_guarda_o_que_a_edicao_de_2024_traz_e_a_busca_o_mostra(api: Api, banco: Banco) -> None:
    novo = cadastrar(
        api,
        email="xpto@exemplo.test",
        observacao="Ligar antes.",
        complemento="Loja 2",
        referencia="perto do coreto",
        latitude="-20.0916229",
        longitude=-45.2929515,
        telefone_secundario="(37) 99999-0000",
        rg="MG16",
        rg_emissor="SSP",
        data_nascimento="1990-03-04",
        id_vendedor=22,
        id_externo="crm-9",
    )["prospecto"]

    achado = api.consultar("prospecto", busca="id_externo", termo_busca="crm-9").json()["prospectos"][0]
    assert {chave: achado[chave] for chave in ("rg", "rg_emissor", "telefone_secundario", "data_nascimento", "id_vendedor")} == {
        "rg": "MG16",
        "rg_emissor": "SSP",
        "telefone_secundario": "37999990000",
        "data_nascimento": "1990-03-04",
        "id_vendedor": 22,
    }
    assert (achado["id_prospecto"], achado["email"], achado["observacao"]) == (
        novo["id_prospecto"],
        "xpto@exemplo.test",
        "Ligar antes.",
    )
    endereco = banco.execute(
        "select logradouro, endereco, numero, complemento, referencia, cep, latitude::text, longitude::text, b.nome"
        " from endereco join bairro b using (id_bairro) where id_endereco_numero = %s",
        [novo["id_endereco_numero"]],
    ).fetchone()
    assert endereco == (
        "PRAÇA", "GETÚLIO VARGAS", "77", "LOJA 2", "PERTO DO CORETO", "35560000", "-20.0916229", "-45.2929515", "CENTRO",
    )  # fmt: skip


def test_cadastro_deixa_registro_do_programa_e_do_endereco_de_onde_veio(api: Api, banco: Banco) -> None:
    novo = cadastrar(api)["prospecto"]

    registro = banco.execute(
        "select porta, id_usuario, cliente_api, host(endereco_ip), acao, antes, depois->>'nome_razaosocial'"
        " from auditoria_registro where tabela = 'prospecto' and chave = %s",
        [str(novo["id_prospecto"])],
    ).fetchall()
    assert registro == [("api", 1, "3", "127.0.0.1", "cadastrar", None, "EMPRESA XPTO LTDA")]


@pytest.mark.parametrize("como", ["php", "objeto em texto", "multipart", "json com tipo de formulário"])
@pytest.mark.usefixtures("banco")
def test_formularios_cadastram_como_o_json(api: Api, como: str) -> None:
    planos = {"servico[id_servico]": "1", "servico[valor]": "99,90"}
    campos = {nome: str(valor) for nome, valor in NOVO.items() if nome != "servico"}
    corpos: dict[str, tuple[str | bytes, dict[str, str]]] = {
        "php": (urlencode({**campos, **planos}), FORMULARIO),
        "objeto em texto": (urlencode({**campos, "servico": '{"id_servico": 1, "valor": 99.9}'}), FORMULARIO),
        "multipart": (encode_multipart(BOUNDARY, {**campos, **planos}), {"Content-Type": MULTIPART_CONTENT}),
        "json com tipo de formulário": (json.dumps({**NOVO, "servico": {"id_servico": "1", "valor": "99.90"}}), FORMULARIO),
    }
    corpo, cabecalhos = corpos[como]

    resposta = api.pedir("POST", ROTA, data=corpo, cabecalhos=cabecalhos).json()

    assert resposta["msg"] == "Prospecto adicionado com sucesso"
    assert resposta["prospecto"]["nome_razaosocial"] == "EMPRESA XPTO LTDA"
    assert resposta["prospecto"]["prospecto_servico"]["valor"] == "99.9"


@pytest.mark.usefixtures("banco")
@pytest.mark.parametrize(
    ("documento", "tipo", "guardado"),
    [
        ("68.346.567/0001-58", "PJ", "68346567000158"),
        ("12.abc.345/01de-35", "pj", "12ABC34501DE35"),
        (90000000175, "pf", "90000000175"),
    ],
)
def test_documento_pode_ter_mascara_letras_e_ser_numero(api: Api, documento: object, tipo: str, guardado: str) -> None:
    resposta = cadastrar(api, cpf_cnpj=documento, tipo_pessoa=tipo)

    assert (resposta["prospecto"]["cpf_cnpj"], resposta["prospecto"]["tipo_pessoa"]) == (guardado, tipo.lower())


@pytest.mark.parametrize(
    ("mudanca", "erro"),
    [
        ({"cep": None}, "O campo cep é obrigatório."),
        ({"servico": None}, "O campo servico é obrigatório."),
        ({"nome_razaosocial": "  "}, "O campo nome razaosocial é obrigatório."),
        ({"cpf_cnpj": ""}, "O campo cpf cnpj é obrigatório."),
        ({"telefone": None}, "O campo telefone é obrigatório."),
        ({"tipo_pessoa": None}, "O campo tipo pessoa é obrigatório."),
        ({"bairro": ""}, "O campo bairro é obrigatório."),
        ({"endereco": ""}, "O campo endereco é obrigatório."),
        ({"numero": ""}, "O campo numero é obrigatório."),
        ({"cep": "3556000"}, "O campo cep deve ter oito números."),
        ({"tipo_pessoa": "xx"}, "O campo tipo pessoa deve ser um destes: pf, pj."),
        ({"cpf_cnpj": "68346567000159"}, DOCUMENTO),
        ({"cpf_cnpj": "12ABC34501DE36"}, DOCUMENTO),
        ({"cpf_cnpj": "90000000175"}, DOCUMENTO),
        ({"tipo_pessoa": "pf"}, DOCUMENTO),
        ({"telefone": "123"}, "O campo telefone deve ser um telefone com DDD, só com números (DDNNNNNNNNN)."),
        ({"email": "sem-arroba"}, "O campo email deve ser um endereço de e-mail válido (usuario@dominio.com)."),
        ({"data_nascimento": "30/02/1990"}, "O campo data nascimento não é uma data válida (AAAA-MM-DD)."),
        ({"id_vendedor": 987654}, "O campo id vendedor não é o código de um usuário."),
        ({"latitude": -20}, "O campo longitude é obrigatório quando o campo latitude é informado."),
        ({"longitude": -45}, "O campo latitude é obrigatório quando o campo longitude é informado."),
        ({"latitude": 91, "longitude": 0}, "O campo latitude deve ser um número de -90 a 90."),
        ({"nome_razaosocial": "x" * 151}, "O campo nome razaosocial não pode ter mais de 150 caracteres."),
        ({"nome_razaosocial": ["x"]}, "O campo nome razaosocial deve ser um texto."),
        ({"servico": [1, 100]}, "O campo servico deve ser um objeto JSON."),
        ({"servico": {"id_servico": 987654, "valor": 1}}, "O campo servico.id servico não é o código de um plano."),
        ({"servico": {"id_servico": "abc", "valor": 1}}, "O campo servico.id servico deve ser um número inteiro."),
        ({"servico": {"id_servico": 1}}, "O campo servico.valor é obrigatório."),
        ({"servico": {"id_servico": 1, "valor": -0.01}}, VALOR),
        ({"servico": {"id_servico": 1, "valor": "99.999"}}, VALOR),
        ({"servico": {"id_servico": 1, "valor": 10_000_000_000}}, VALOR),
        ({"servico": {"id_servico": 1, "valor": True}}, VALOR),
    ],
)
def test_campo_errado_e_dito_e_nada_fica_pela_metade(api: Api, banco: Banco, mudanca: dict[str, object], erro: str) -> None:
    antes = contagens(banco)

    resposta = cadastrar(api, **mudanca)

    assert (resposta["status"], resposta["msg"]) == ("error", CAMPOS_INVALIDOS)
    assert erro in resposta["errors"]
    assert contagens(banco) == antes


def test_campos_errados_sao_ditos_todos_de_uma_vez(api: Api) -> None:
    resposta = api.pedir("POST", ROTA, json={"tipo_pessoa": "pj", "cpf_cnpj": "1", "servico": {"valor": -1}}).json()

    campos = ("nome razaosocial", "telefone", "servico.id servico", "cep", "bairro", "endereco", "numero")
    assert set(resposta["errors"]) == {f"O campo {campo} é obrigatório." for campo in campos} | {DOCUMENTO, VALOR}


def test_cep_sem_cidade_e_recusado_sem_gravar_nada(api: Api, banco: Banco) -> None:
    antes = contagens(banco)

    resposta = cadastrar(api, cep="00000-000")

    assert resposta == {"status": "error", "msg": "Nenhuma cidade foi encontrada com esse CEP."}
    assert contagens(banco) == antes


@pytest.mark.parametrize(("plano", "cep"), [(1330, "30110000"), (1, "35560000"), (1330, "35560-000")])
@pytest.mark.usefixtures("banco")
def test_vende_se_o_que_e_ofertado_no_cep_e_o_que_nao_e_de_unidade_nenhuma(api: Api, plano: int, cep: str) -> None:
    resposta = cadastrar(api, cep=cep, servico={"id_servico": plano, "valor": 1})

    assert resposta["prospecto"]["prospecto_servico"]["id_servico"] == plano


def test_plano_que_nao_e_habilitado_para_prospecto_e_recusado_sem_gravar_nada(api: Api, banco: Banco) -> None:
    antes = contagens(banco)

    assert cadastrar(api, servico={"id_servico": 1023, "valor": 1}) == NAO_VENDIDO
    assert contagens(banco) == antes


def test_plano_de_outra_unidade_e_recusado_sem_gravar_nada(api: Api, banco: Banco) -> None:
    antes = contagens(banco)
    banco.execute(
        "with nova as (insert into unidade_negocio (nome, ativa) values ('BH', true) returning id_unidade_negocio)"
        " insert into faixa_cep (id_unidade_negocio, inicio, fim) select id_unidade_negocio, '30110000', '30119999' from nova"
    )
    try:
        assert cadastrar(api, cep="30110000", servico={"id_servico": 1330, "valor": 1}) == NAO_VENDIDO
    finally:
        banco.execute("delete from faixa_cep where inicio = '30110000'")
        banco.execute("delete from unidade_negocio where nome = 'BH'")
    assert contagens(banco) == antes


def test_oito_pedidos_iguais_ao_mesmo_tempo_cadastram_um(api: Api, banco: Banco) -> None:
    antes = contagens(banco)

    with ThreadPoolExecutor(8) as linhas:
        respostas = list(linhas.map(lambda _: cadastrar(api), range(8)))

    assert sorted(resposta["status"] for resposta in respostas) == ["error"] * 7 + ["success"]
    assert {resposta["msg"] for resposta in respostas if resposta["status"] == "error"} == {
        "O CPF/CNPJ já foi cadastrado antes no prospecto EMPRESA XPTO LTDA"
    }
    novos = {tabela: quantos - antes[tabela] for tabela, quantos in contagens(banco).items()}
    assert novos == {
        "prospecto": 1, "prospecto_servico": 1, "endereco": 1, "bairro": 0, "cliente": 0, "auditoria_registro": 1,
    }  # fmt: skip


@pytest.mark.parametrize("corpo", [b"", b"[]", b"{", b'{"cep": 1, "cep": 2}', b'"texto"', b"\xff"])
def test_corpo_que_nao_se_le_e_recusado(api: Api, corpo: bytes) -> None:
    resposta = api.pedir("POST", ROTA, data=corpo, cabecalhos={"Content-Type": "application/json"})

    assert resposta.status_code == 200
    assert resposta.json()["msg"] == CAMPOS_INVALIDOS


@pytest.mark.parametrize("cep", ["1", "abc", "0" * 8, "00999999", "355600001", "9" * 10_000, "\0", "٣٥٥٦٠٠٠٠"])
def test_oferta_para_um_cep_impossivel_e_recusada(api: Api, cep: str) -> None:
    resposta = api.consultar("prospecto/create", cep=cep)

    assert resposta.json() == {"status": "error", "msg": "Nenhuma cidade foi encontrada com esse CEP."}


def test_oferta_mostra_planos_a_venda_sem_marca_e_o_nome_no_radius_que_ninguem_escolheu(api: Api, banco: Banco) -> None:
    nome = "FIBRA 300 MEGA"
    banco.execute("update servico set disponivel_prospecto = true where nome = %s", [nome])
    try:
        planos = api.consultar("prospecto/create", cep="30110-000").json()["servicos"]
    finally:
        banco.execute("update servico set disponivel_prospecto = false where nome = %s", [nome])

    (plano,) = [plano for plano in planos if plano["descricao"] == nome]
    assert plano["nome_radius"] == f"ENLACE-SERVICE-{plano['id_servico']}"
    assert plano["display"] == "FIBRA 300 MEGA - (R$ 99.90)"
    assert planos.index(plano) == planos.index(next(p for p in planos if p["descricao"] > nome)) - 1


@pytest.mark.parametrize(
    "params",
    [
        {"busca": "xpto"},
        {"busca": "EMPRÊSA"},
        {"busca": "nome_razaosocial", "termo_busca": "Xpto ltda"},
        {"busca": "telefone", "termo_busca": "+55 (37) 3281-8000"},
        {"busca": "telefone", "termo_busca": "37999990000"},
        {"busca": "email", "termo_busca": "XPTO@exemplo.test"},
        {"busca": "id_externo", "termo_busca": "crm-9"},
    ],
)
@pytest.mark.usefixtures("banco")
def test_cada_busca_acha_o_seu_prospecto(api: Api, params: dict[str, str]) -> None:
    novo = cadastrar(api, email="xpto@exemplo.test", telefone_secundario="37999990000", id_externo="crm-9")["prospecto"]

    assert novo["id_prospecto"] in achados(api, **params)


def test_busca_por_origem_traz_os_mais_novos_primeiro(api: Api) -> None:
    pela_api, no_balcao = (achados(api, busca="origem", termo_busca=origem) for origem in ("api", "PAINEL"))

    assert pela_api == sorted(pela_api, reverse=True)
    assert 100 in pela_api
    assert no_balcao
    assert not set(pela_api) & set(no_balcao)


@pytest.mark.parametrize("termo", ["x" * 10_240, "%", "_", "\\", "'; drop table prospecto; --", "\0", "🙂", "9" * 30])
@pytest.mark.parametrize("busca", BUSCAS)
def test_termo_estranho_nao_acha_ninguem(api: Api, busca: str, termo: str) -> None:
    assert achados(api, busca=busca, termo_busca=termo) == []


@pytest.mark.parametrize(
    ("params", "msg"),
    [
        ({"busca": " "}, "O campo busca é obrigatória"),
        ({"termo_busca": "xpto"}, "O campo busca é obrigatória"),
        # An edition that has the search but forgot its term must not read "nobody is called that".
        ({"busca": "telefone"}, "Favor preencher o atributo (termo_busca)"),
        (
            {"busca": "cpf_cnpj", "termo_busca": "1"},
            f"O tipo de busca (cpf_cnpj) não é válido | Valores aceitos para esse campo: {','.join(BUSCAS)}",
        ),
    ],
)
def test_busca_mal_pedida_tem_a_frase_do_contrato(api: Api, params: dict[str, str], msg: str) -> None:
    assert api.consultar("prospecto", **params).json() == {"status": "error", "msg": msg}


def test_leitura_de_prospectos_deixa_rastro_de_quem_foi_lido(api: Api, banco: Banco) -> None:
    novo = cadastrar(api, email="rastro@exemplo.test")["prospecto"]

    achados(api, busca="email", termo_busca="rastro@exemplo.test")

    # Written within a second by a thread of the server.
    rastro = None
    for _ in range(100):
        rastro = banco.execute(
            "select cliente_api, filtros, pessoas from auditoria_leitura where rota = 'prospecto' and filtros->'prospectos' = %s",
            [json.dumps([novo["id_prospecto"]])],
        ).fetchone()
        if rastro:
            break
        banco.execute("select pg_sleep(0.1)")
    assert rastro == ("3", {"busca": "email", "prospectos": [novo["id_prospecto"]]}, 1)
