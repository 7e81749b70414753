"""`GET prospecto`: who is found, and by what."""

import json

import pytest

from enlace.integracao.tests.atendimentos import Banco
from enlace.integracao.tests.prospectos import achados, cadastrar
from tests.demonstracao import Api

pytestmark = [pytest.mark.xdist_group("demo"), pytest.mark.usefixtures("sem_prospectos_novos")]

BUSCAS = ("nome_razaosocial", "telefone", "origem", "email", "id_externo")


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


@pytest.mark.parametrize("busca", ["telefone", "origem", "nome_razaosocial"])
def test_busca_sem_termo_e_um_nome_tambem_quando_parece_um_campo(api: Api, busca: str) -> None:
    """The documentation has only `busca`, and it comes before the collection of 2024."""
    resposta = api.consultar("prospecto", busca=busca).json()

    assert resposta == {"status": "success", "msg": "Dados consultados com sucesso", "prospectos": []}
