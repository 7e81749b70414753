"""The link of a bill over HTTP, and what must not come of it: a hint, a copy in a cache, a line in a log."""

import logging
import re
import uuid
from collections.abc import Iterator

import psycopg
import pytest
import requests
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from enlace.financeiro.cancelamento import cancelar, revogar_link
from enlace.financeiro.pdf.tests.leitor import textos
from enlace.financeiro.tests.fabrica import AGORA, ANA, uma_fatura
from tests.demonstracao import Api

PAGA, VENCIDA, DE_DEBITO = 36403, 43653, 36397
MESMO_LUGAR = pytest.mark.xdist_group("demo")


@pytest.fixture
def tokens(api: Api) -> Iterator[dict[int, str]]:
    """The tokens of the documented bills."""
    with psycopg.connect(api.banco) as conexao:
        yield dict(
            conexao.execute("select id_fatura, replace(token::text, '-', '') from fatura where id_fatura < 62637").fetchall()
        )


def abrir(api: Api, token: str, metodo: str = "GET") -> requests.Response:
    return requests.request(metodo, f"{api.url}/pdf/fatura/{token}", timeout=60)


def texto(resposta: requests.Response) -> str:
    return "\n".join(textos(resposta.content))


@MESMO_LUGAR
def test_link_da_api_abre_a_fatura_sem_senha_e_sem_deixar_copia(api: Api, tokens: dict[int, str]) -> None:
    vencida = api.consultar("cliente/financeiro", busca="codigo_cliente", termo_busca="1162", limit="1").json()["faturas"][0]
    assert vencida["link"] == f"{api.url}/pdf/fatura/{tokens[VENCIDA]}"

    resposta = requests.get(vencida["link"], timeout=60)

    assert resposta.status_code == 200
    assert resposta.headers["Content-Type"] == "application/pdf"
    assert resposta.headers["Content-Disposition"] == 'inline; filename="fatura-43653.pdf"'
    assert resposta.headers["Cache-Control"] == "private, no-store"
    assert resposta.headers["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert resposta.headers["Referrer-Policy"] == "no-referrer"
    assert "Set-Cookie" not in resposta.headers
    # What the API says of it is what is printed.
    assert vencida["linha_digitavel"] in texto(resposta)
    assert vencida["pix_copia_cola"] in texto(resposta).replace("\n", "")


@MESMO_LUGAR
def test_token_vale_com_e_sem_hifens_e_em_maiusculas(api: Api, tokens: dict[int, str]) -> None:
    token = tokens[VENCIDA]

    for escrito in (token, token.upper(), str(uuid.UUID(token))):
        assert abrir(api, escrito).status_code == 200, escrito


@MESMO_LUGAR
def test_head_responde_como_get_sem_o_corpo(api: Api, tokens: dict[int, str]) -> None:
    inteira = abrir(api, tokens[VENCIDA])

    resposta = abrir(api, tokens[VENCIDA], "HEAD")

    assert (resposta.status_code, resposta.content) == (200, b"")
    assert resposta.headers["Content-Length"] == str(len(inteira.content))
    assert abrir(api, "nada", "HEAD").status_code == 404


@MESMO_LUGAR
@pytest.mark.parametrize("metodo", ["POST", "PUT", "DELETE"])
def test_nada_se_muda_por_um_link(api: Api, tokens: dict[int, str], metodo: str) -> None:
    resposta = abrir(api, tokens[VENCIDA], metodo)

    assert resposta.status_code == 405
    assert resposta.headers["Allow"] == "GET, HEAD"


@MESMO_LUGAR
def test_quitada_diz_que_esta_paga_e_nao_tem_o_que_pagar(api: Api, tokens: dict[int, str]) -> None:
    impressa = texto(abrir(api, tokens[PAGA]))

    assert "PAGA EM 25/06/2018" in impressa
    assert "75691.31662" not in impressa


@MESMO_LUGAR
def test_fatura_sem_boleto_tambem_se_abre(api: Api, tokens: dict[int, str]) -> None:
    impressa = texto(abrir(api, tokens[DE_DEBITO]))

    assert "Taxa de Instalação (1/3)" in impressa
    assert "PROVEDOR DE INTERNET LTDA" in impressa


@MESMO_LUGAR
@pytest.mark.parametrize(
    "token",
    [
        "0" * 32,
        str(uuid.UUID(int=5)),
        "TXpZME1ETT0=",  # the documented kind: the number of the bill in base64, twice
        "43653",
        "",
        "x" * 5_000,
        "..%2F..%2Fetc%2Fpasswd",
        "a/b/c",
        "%00" * 32,
        "%0A" + "0" * 32,
        "0" * 32 + "%0A",
        "{" + "0" * 32 + "}",
        "urn:uuid:" + "0" * 32,
        "0-" * 16 + "0" * 16,
        "\N{FULLWIDTH DIGIT ZERO}" * 32,
        "' or 1=1",
    ],
)
def test_link_que_nada_abre_e_sempre_a_mesma_pagina(api: Api, token: str) -> None:
    resposta = abrir(api, token)

    assert resposta.status_code == 404
    assert resposta.headers["Content-Type"] == "text/html; charset=utf-8"
    assert resposta.headers["Cache-Control"] == "private, no-store"
    assert resposta.content == abrir(api, uuid.uuid4().hex).content
    assert "Fatura não encontrada" in resposta.text


@pytest.mark.django_db
@pytest.mark.parametrize("token", ["5f1d9c0e7a3b4c2d8e6f1a2b3c4d5e6f", "43653", "x" * 500, "0" * 31])
def test_link_errado_custa_uma_so_busca_no_banco_qualquer_que_seja_o_erro(token: str) -> None:
    with CaptureQueriesContext(
        connection,
    ) as comandos:
        resposta = Client().get(f"/pdf/fatura/{token}")

    assert resposta.status_code == 404
    assert len(comandos) == 1
    assert re.search(r'"fatura"\."token" = ', comandos[0]["sql"])


@pytest.mark.django_db
def test_link_revogado_deixa_de_abrir_e_o_novo_abre() -> None:
    fatura = uma_fatura()
    antigo = fatura.token

    novo = revogar_link(fatura.pk, autor=ANA).token

    assert Client().get(f"/pdf/fatura/{antigo.hex}").status_code == 404
    assert Client().get(f"/pdf/fatura/{novo.hex}").status_code == 200


@pytest.mark.django_db
def test_cancelada_diz_que_esta_cancelada() -> None:
    fatura = cancelar(uma_fatura().pk, motivo="emitida por engano", autor=ANA, agora=AGORA)

    resposta = Client().get(f"/pdf/fatura/{fatura.token.hex}")

    assert "CANCELADA" in "\n".join(textos(resposta.content))


@pytest.mark.django_db
def test_falha_nossa_e_uma_pagina_e_uma_linha_no_registro_sem_o_token(caplog: pytest.LogCaptureFixture) -> None:
    token = uma_fatura().token.hex
    with connection.cursor() as cursor:
        # As while the tables are being migrated.
        cursor.execute("alter table fatura rename column multa_percentual to multa")

    with caplog.at_level(logging.DEBUG):
        resposta = Client().get(f"/pdf/fatura/{token}")

    assert resposta.status_code == 500
    assert "Fatura fora do ar" in resposta.content.decode()
    assert "multa" not in resposta.content.decode()
    escrito = [logging.Formatter().format(registro) for registro in caplog.records]
    assert any("falha ao mostrar uma fatura" in linha for linha in escrito)
    assert not [linha for linha in escrito if token in linha.replace("-", "")]


@pytest.mark.django_db
@pytest.mark.parametrize("metodo", ["get", "head", "post"])
def test_token_nao_vai_para_o_registro(caplog: pytest.LogCaptureFixture, metodo: str) -> None:
    token = uma_fatura().token

    with caplog.at_level(logging.INFO):
        for escrito in (token.hex, str(token), token.hex + "0"):
            getattr(Client(enforce_csrf_checks=True), metodo)(f"/pdf/fatura/{escrito}")

    assert not [r for r in caplog.records if token.hex in logging.Formatter().format(r).replace("-", "")]
