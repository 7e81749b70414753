"""`POST prospecto`: what is refused, with nothing half-written."""

import pytest

from enlace.integracao.erros import CAMPOS_INVALIDOS
from enlace.integracao.tests.atendimentos import Banco
from enlace.integracao.tests.prospectos import ROTA, cadastrar, contagens
from tests.demonstracao import Api

pytestmark = [pytest.mark.xdist_group("demo"), pytest.mark.usefixtures("sem_prospectos_novos")]

NAO_VENDIDO = {"status": "error", "msg": "Esse plano não é vendido nesse CEP."}
VALOR = "O campo servico.valor deve ser um valor em reais, maior ou igual a zero, com até duas casas decimais."
DOCUMENTO = "O campo cpf cnpj não é um CPF/CNPJ válido para esse tipo de pessoa."


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
        ({"data_nascimento": "2090-01-01"}, "O campo data nascimento não pode ser no futuro."),
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


@pytest.mark.parametrize("corpo", [b"", b"[]", b"{", b'{"cep": 1, "cep": 2}', b'"texto"', b"\xff"])
def test_corpo_que_nao_se_le_e_recusado(api: Api, corpo: bytes) -> None:
    resposta = api.pedir("POST", ROTA, data=corpo, cabecalhos={"Content-Type": "application/json"})

    assert resposta.status_code == 200
    assert resposta.json()["msg"] == CAMPOS_INVALIDOS
