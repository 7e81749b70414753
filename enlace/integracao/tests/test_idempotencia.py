"""`Idempotency-Key` over HTTP: what is sent twice is done once."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode

import pytest
import requests

from enlace.integracao.tests.atendimentos import NOVO, ROTA, Banco, contagens, editar
from tests.demonstracao import Api

pytestmark = pytest.mark.xdist_group("demo")

OUTRO_PEDIDO = {"status": "error", "msg": "A chave do cabeçalho Idempotency-Key já foi usada com outro pedido."}
FORMA = {"status": "error", "msg": "O cabeçalho Idempotency-Key deve ter de 1 a 255 caracteres ASCII visíveis."}


def abrir(api: Api, chave: str, corpo: object = NOVO) -> requests.Response:
    return api.pedir("POST", ROTA, json=corpo, cabecalhos={"Idempotency-Key": chave})


@pytest.fixture
def chave() -> str:
    return str(uuid.uuid4())


def test_repetido_recebe_a_mesma_resposta_e_nada_se_faz(api: Api, banco: Banco, chave: str) -> None:
    primeira = abrir(api, chave)
    antes = contagens(banco)

    segunda = abrir(api, chave)

    assert primeira.json()["status"] == "success"
    assert (segunda.status_code, segunda.content) == (primeira.status_code, primeira.content)
    assert segunda.headers["Content-Type"] == primeira.headers["Content-Type"]
    assert contagens(banco) == antes


def test_mesmo_pedido_escrito_de_outro_jeito_e_o_mesmo(api: Api, chave: str) -> None:
    campos = {**{nome: str(valor) for nome, valor in NOVO.items()}, "abrir_os": "true"}
    primeira = abrir(api, chave, campos)

    ao_contrario = abrir(api, chave, dict(reversed(campos.items())))
    formulario = api.pedir(
        "POST",
        f"{ROTA}/",
        data=urlencode(campos),
        cabecalhos={"Idempotency-Key": chave, "Content-Type": "application/x-www-form-urlencoded"},
    )

    assert ao_contrario.content == formulario.content == primeira.content


def test_mesma_chave_com_outro_corpo_ou_outra_rota_e_recusada(api: Api, banco: Banco, chave: str) -> None:
    aberto = abrir(api, chave).json()
    antes = contagens(banco)

    outro_corpo = abrir(api, chave, {**NOVO, "descricao": "Outra"})
    outra_rota = api.pedir("PUT", f"{ROTA}/{aberto['id_atendimento']}", json=NOVO, cabecalhos={"Idempotency-Key": chave})

    assert outro_corpo.json() == outra_rota.json() == OUTRO_PEDIDO
    assert contagens(banco) == antes


def test_chaves_diferentes_e_nenhuma_chave_fazem_de_novo(api: Api, chave: str) -> None:
    protocolos = {
        abrir(api, chave).json()["protocolo"],
        abrir(api, f"{chave}-2").json()["protocolo"],
        api.pedir("POST", ROTA, json=NOVO).json()["protocolo"],
        api.pedir("POST", ROTA, json=NOVO, cabecalhos={"Idempotency-Key": ""}).json()["protocolo"],
    }

    assert len(protocolos) == 4


def test_edicao_repetida_nao_e_recusada_por_ja_estar_fechado(api: Api, chave: str) -> None:
    aberto = api.pedir("POST", ROTA, json=NOVO).json()["id_atendimento"]
    corpo = {"fechar_atendimento": True, "parametros": {"a": 1}}

    primeira, segunda = (
        api.pedir("PUT", f"{ROTA}/{aberto}", json=corpo, cabecalhos={"Idempotency-Key": chave}) for _vez in range(2)
    )

    assert primeira.json()["status"] == "success"
    assert segunda.content == primeira.content
    assert editar(api, aberto, **corpo)["status"] == "error"


def test_recusado_nao_gasta_a_chave(api: Api, chave: str) -> None:
    recusado = abrir(api, chave, {**NOVO, "id_cliente_servico": "999999999"})
    incompleto = abrir(api, chave, {**NOVO, "descricao": ""})

    corrigido = abrir(api, chave)

    assert recusado.json()["status"] == incompleto.json()["status"] == "error"
    assert corrigido.json()["status"] == "success"


def test_de_muitos_ao_mesmo_tempo_um_faz_e_todos_recebem_a_resposta(api: Api, banco: Banco, chave: str) -> None:
    antes = contagens(banco)

    with ThreadPoolExecutor(12) as linhas:
        respostas = list(linhas.map(lambda _vez: abrir(api, chave).content, range(24)))

    assert len(set(respostas)) == 1
    assert contagens(banco)["atendimento"] == antes["atendimento"] + 1
    assert contagens(banco)["ordem_servico"] == antes["ordem_servico"] + 1


@pytest.mark.parametrize("ruim", ["x" * 256, "com\ttab"])
def test_chave_sem_forma_e_recusada(api: Api, banco: Banco, ruim: str) -> None:
    antes = contagens(banco)

    resposta = api.pedir("POST", ROTA, json=NOVO, cabecalhos={"Idempotency-Key": ruim})

    assert resposta.json() == FORMA
    assert contagens(banco) == antes


def test_a_chave_e_de_cada_cliente_da_api(api: Api, banco: Banco, chave: str) -> None:
    primeira = abrir(api, chave)
    banco.execute("update resposta_guardada set cliente_api = 'outro' where chave = %s", [chave])

    segunda = abrir(api, chave, {**NOVO, "descricao": "De outro programa"})

    assert segunda.json()["status"] == "success"
    assert segunda.json()["protocolo"] != primeira.json()["protocolo"]


def test_a_chave_vale_por_um_dia_e_depois_e_esquecida(api: Api, banco: Banco, chave: str) -> None:
    primeira = abrir(api, chave)
    banco.execute("update resposta_guardada set quando = quando - interval '24 hours 1 second' where chave = %s", [chave])

    segunda = abrir(api, chave, {**NOVO, "descricao": "No dia seguinte"})

    assert segunda.json()["status"] == "success"
    assert segunda.json()["protocolo"] != primeira.json()["protocolo"]
    assert abrir(api, chave, {**NOVO, "descricao": "No dia seguinte"}).content == segunda.content
    assert abrir(api, chave).json() == OUTRO_PEDIDO
