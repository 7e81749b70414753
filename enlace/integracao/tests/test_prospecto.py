"""`POST prospecto`: what is registered, and what is answered."""

import json
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode

import pytest
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from enlace.integracao import openapi
from enlace.integracao.tests.atendimentos import Banco
from enlace.integracao.tests.comparacao import diferencas
from enlace.integracao.tests.prospectos import NOVO, ROTA, cadastrar, contagens
from tests.demonstracao import Api

pytestmark = [pytest.mark.xdist_group("demo"), pytest.mark.usefixtures("sem_prospectos_novos")]

FORMULARIO = {"Content-Type": "application/x-www-form-urlencoded"}
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


@pytest.mark.parametrize(("plano", "cep"), [(1330, "30110000"), (1, "35560000"), (1330, "35560-000")])
def test_vende_se_o_que_e_ofertado_no_cep_e_o_que_nao_e_de_unidade_nenhuma(api: Api, plano: int, cep: str) -> None:
    resposta = cadastrar(api, cep=cep, servico={"id_servico": plano, "valor": 1})

    assert resposta["prospecto"]["prospecto_servico"]["id_servico"] == plano


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
        "prospecto": 1, "prospecto_servico": 1, "endereco": 1, "bairro": 0, "cliente": 0, "auditoria_registro": 2,
    }  # fmt: skip
