"""Chapters 4.8 to 4.10 over HTTP: a bill is sent by e-mail, SMS and notification, and what is refused."""

import json
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from enlace.integracao import openapi
from enlace.integracao.erros import CAMPOS_INVALIDOS
from enlace.integracao.tests.atendimentos import Banco
from enlace.integracao.tests.comparacao import diferencas
from enlace.mensagens.tests.servidor_smtp import ServidorSmtp, servidor_smtp
from enlace.processos.envio_de_fatura import MAIS_PEDIDOS
from tests.demonstracao import Api
from tests.servidor_http import Pedido, Resposta, em_json, servidor_http

pytestmark = pytest.mark.xdist_group("demo")

ROTA = "/api/v1/integracao/cliente/financeiro"
PRAZO = 30.0
ABERTA, PAGA = 50949, 36403
_FATURA = "o texto envia a fatura 11000 e responde com a 50949"
_UMA_VEZ = "as notas mandam cada endereço uma vez; o exemplo traz o mesmo três vezes, e não os adicionais que envia"
_ENDERECO = "o endereço publicado é o de uma pessoa; a demonstração tem um fictício"
_NOSSO_JOB = "o job é o nosso: tentativas, fila e instante"
EXCECOES_DO_EMAIL = {
    "job.tries": _NOSSO_JOB,
    "job.faturas": _FATURA,
    "job.emails": _UMA_VEZ,
    "job.queue": _NOSSO_JOB,
    "job.delay.date": _NOSSO_JOB,
}
EXCECOES_DO_SMS = {
    "job.tries": _NOSSO_JOB,
    "job.faturas": _FATURA,
    "job.telefones": _UMA_VEZ,
    "job.queue": _NOSSO_JOB,
    "job.delay.date": _NOSSO_JOB,
}


def esperar(que: Callable[[], object]) -> None:
    """Until it is so: the worker of the demonstration is another process."""
    fim = time.monotonic() + PRAZO
    while not que():
        assert time.monotonic() < fim, "nothing came"
        time.sleep(0.05)


@pytest.fixture
def correio(banco: Banco) -> Iterator[ServidorSmtp]:
    """The demonstration's e-mail server, listening."""
    with servidor_smtp() as servidor:
        banco.execute("update servidor_email set porta = %s, pausado_ate = null, falhas_seguidas = 0", [servidor.porta])
        yield servidor


@contextmanager
def sem(banco: Banco, desligar: str, ligar: str) -> Iterator[None]:
    banco.execute(desligar)
    try:
        yield
    finally:
        banco.execute(ligar)


def enviar(api: Api, por: str, corpo: object, **cabecalhos: str) -> dict[str, object]:
    resposta = api.pedir("POST", f"{ROTA}/enviar_{por}", json=corpo, cabecalhos=cabecalhos)
    assert resposta.status_code == 200
    return dict(resposta.json())


def mensagens(banco: Banco) -> int:
    return int((banco.execute("select count(*) from mensagem").fetchone() or (0,))[0])


def resumo(achadas: dict[str, str], excecoes: dict[str, str]) -> set[str]:
    """The differences, those below an exception as the exception itself."""
    return {next((e for e in excecoes if caminho.startswith(e)), caminho) for caminho in achadas}


def test_envio_por_email_responde_como_documentado_e_a_carta_chega(api: Api, correio: ServidorSmtp) -> None:
    exemplo = openapi.exemplo("12-financeiro-enviar-email")

    resposta = api.pedir("POST", exemplo["rota"], json=exemplo["corpo"])

    dado = resposta.json()
    assert resumo(dict(diferencas(exemplo["resposta"], dado)), EXCECOES_DO_EMAIL) == set(EXCECOES_DO_EMAIL)
    assert [(e["email"], e["origem"], e["permite_enviar_email"], e["nome"]) for e in dado["job"]["emails"]] == [
        ("maciel@example.com", "cadastro_cliente", True, "MACIEL RODRIGUES"),
        ("email1@email.com", "adicional", True, "MACIEL RODRIGUES"),
        ("email2@email.com", "adicional", True, "MACIEL RODRIGUES"),
    ]
    # Shapes of what cannot be equal.
    assert list(dado["job"]["emails"][0]) == list(exemplo["resposta"]["job"]["emails"][0])
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}", dado["job"]["delay"]["date"])
    esperar(lambda: len(correio.recebidas) == 3)
    assert sorted(endereco for carta in correio.recebidas for endereco in carta.para) == [
        "email1@email.com",
        "email2@email.com",
        "maciel@example.com",
    ]
    carta = correio.recebidas[0].carta
    anexos = list(carta.iter_attachments())
    assert [(a.get_filename(), a.get_content_type()) for a in anexos] == [("fatura-11000.pdf", "application/pdf")]
    assert anexos[0].get_content().startswith(b"%PDF-")
    texto = carta.get_body(("plain",))
    assert texto is not None
    assert "75691.31662 01006.726101" in texto.get_content()
    assert f"{api.url}/pdf/fatura/" in texto.get_content()


def test_envio_por_sms_responde_como_documentado_e_a_mensagem_chega(api: Api, banco: Banco) -> None:
    exemplo = openapi.exemplo("13-financeiro-enviar-sms")
    recebidos: list[dict[str, str]] = []

    def receber(pedido: Pedido) -> Resposta:
        recebidos.append(json.loads(pedido.corpo))
        return em_json({"ok": True})

    with servidor_http() as gateway:
        gateway.respostas["/sms"] = receber
        banco.execute("update gateway_sms set url = %s, pausado_ate = null", [f"{gateway.url}/sms"])
        dado = api.pedir("POST", exemplo["rota"], json=exemplo["corpo"]).json()
        esperar(lambda: len(recebidos) == len(dado["job"]["telefones"]))

    assert resumo(dict(diferencas(exemplo["resposta"], dado)), EXCECOES_DO_SMS) == set(EXCECOES_DO_SMS)
    assert [t["telefone"] for t in dado["job"]["telefones"]][-2:] == ["11988887777", "1188887776"]
    assert list(dado["job"]["telefones"][0]) == list(exemplo["resposta"]["job"]["telefones"][0])
    assert sorted(r["telefone"] for r in recebidos) == sorted(f"55{t['telefone']}" for t in dado["job"]["telefones"])
    assert all("R$" in r["texto"] for r in recebidos)


def test_envio_por_push_responde_como_documentado(api: Api, banco: Banco) -> None:
    exemplo = openapi.exemplo("14-financeiro-enviar-push")

    resposta = api.pedir("POST", exemplo["rota"], json=exemplo["corpo"])

    assert resposta.json() == exemplo["resposta"]
    linha = banco.execute("select canal, referencia from mensagem order by id_mensagem desc limit 1").fetchone()
    assert linha == ("push", "fatura:11000")


def test_o_mesmo_pedido_repetido_com_chave_de_idempotencia_envia_uma_vez(api: Api, banco: Banco) -> None:
    corpo = {"id_fatura": ABERTA}
    antes = mensagens(banco)

    primeira = enviar(api, "push", corpo, **{"Idempotency-Key": "envio-de-uma-vez"})
    segunda = enviar(api, "push", corpo, **{"Idempotency-Key": "envio-de-uma-vez"})

    assert primeira == segunda
    assert mensagens(banco) == antes + 1


def test_um_programa_em_laco_nao_enche_a_caixa_do_cliente(api: Api, banco: Banco) -> None:
    linha = banco.execute(
        "select max(id_fatura) from fatura join cliente using (id_cliente) where situacao = 'aguardando' and email_principal <> ''"
    ).fetchone()
    assert linha
    fatura = linha[0]

    respostas = [enviar(api, "email", {"id_fatura": fatura}) for _vez in range(MAIS_PEDIDOS + 1)]

    assert [r["status"] for r in respostas] == ["success"] * MAIS_PEDIDOS + ["error"]
    assert respostas[-1]["msg"] == (
        f"A fatura {fatura} já foi enviada {MAIS_PEDIDOS} vezes por e-mail na última hora. Tente novamente mais tarde."
    )
    # Another way is another count, and an hour later the first one begins anew.
    assert enviar(api, "sms", {"id_fatura": fatura, "telefone_adicional": "37900000000"})["status"] == "success"
    banco.execute("update mensagem set criada_em = criada_em - interval '1 hour' where referencia = %s", [f"fatura:{fatura}"])
    assert enviar(api, "email", {"id_fatura": fatura})["status"] == "success"


def test_enderecos_repetidos_recebem_uma_vez(api: Api) -> None:
    adicionais = ["um@email.com", "UM@email.com", " um@EMAIL.com ", "maciel@example.com"]

    resposta = enviar(api, "email", {"id_fatura": ABERTA, "email_adicional": adicionais})

    assert [e["email"] for e in resposta["job"]["emails"]] == ["maciel@example.com", "um@email.com"]  # type: ignore[index]


@pytest.mark.parametrize("nome", ["telefone_adicional", "email_adicional"])
@pytest.mark.parametrize("valor", [["(11) 98888-7777"], "11988887777", 11988887777, ["+55 11 98888-7777", 11988887777.0]])
def test_telefones_em_qualquer_escrita(api: Api, nome: str, valor: object) -> None:
    resposta = enviar(api, "sms", {"id_fatura": str(ABERTA), nome: valor})

    assert [t["telefone"] for t in resposta["job"]["telefones"] if t["origem"] == "adicional"] == ["11988887777"]  # type: ignore[index]


@pytest.mark.parametrize(
    ("por", "corpo", "erros"),
    [
        ("email", {}, ["O campo id fatura é obrigatório."]),
        ("email", {"id_fatura": "abc"}, ["O campo id fatura deve ser um número inteiro maior que 0."]),
        ("email", {"id_fatura": 0}, ["O campo id fatura deve ser um número inteiro maior que 0."]),
        ("push", {"id_fatura": -1}, ["O campo id fatura deve ser um número inteiro maior que 0."]),
        (
            "email",
            {"id_fatura": ABERTA, "email_adicional": ["bom@email.com", "sem arroba", "a@b\nBcc: c@d.com", {"x": 1}]},
            [
                f"O campo email adicional tem um item inválido: “{item}” não é um endereço de e-mail válido (usuario@dominio.com)."
                for item in ("sem arroba", "a@b\nBcc: c@d.com", "")
            ],
        ),
        (
            "sms",
            {"id_fatura": ABERTA, "telefone_adicional": ["11988887777", "8888", "+1 212 555 0100"]},
            [
                "O campo telefone adicional tem um item inválido: “8888” não é um telefone com DDD (DDNNNNNNNNN).",
                "O campo telefone adicional tem um item inválido: “+1 212 555 0100” não é um telefone com DDD (DDNNNNNNNNN).",
            ],
        ),
        (
            "email",
            {"id_fatura": ABERTA, "email_adicional": [f"a{n}@email.com" for n in range(21)]},
            ["O campo email adicional não pode ter mais de 20 itens."],
        ),
    ],
)
def test_entrada_ruim_e_recusada_e_nada_sai(api: Api, banco: Banco, por: str, corpo: object, erros: list[str]) -> None:
    antes = mensagens(banco)

    resposta = enviar(api, por, corpo)

    assert resposta == {"status": "error", "msg": CAMPOS_INVALIDOS, "errors": erros}
    assert mensagens(banco) == antes


@pytest.mark.parametrize("por", ["email", "sms", "push"])
@pytest.mark.parametrize(
    ("fatura", "msg"),
    [
        (999_999_999, "Fatura não encontrada."),
        (2**63 - 1, "Fatura não encontrada."),
        (PAGA, "A fatura 36403 já está quitada."),
    ],
)
def test_fatura_que_nao_se_envia(api: Api, banco: Banco, por: str, fatura: int, msg: str) -> None:
    antes = mensagens(banco)

    resposta = enviar(api, por, {"id_fatura": fatura})

    assert (resposta["status"], resposta["msg"]) == ("error", msg)
    assert mensagens(banco) == antes


def test_fatura_cancelada_nao_se_envia(api: Api, banco: Banco) -> None:
    with banco.transaction():
        linha = banco.execute(
            "select id_fatura from fatura where situacao = 'aguardando' order by id_fatura desc limit 1 for update"
        ).fetchone()
        assert linha
        banco.execute("update cobranca set cancelada_em = now() where id_fatura = %s", linha)
        banco.execute(
            "update fatura set situacao = 'cancelado', data_cancelamento = now(), motivo_cancelamento = '-' where id_fatura = %s",
            linha,
        )

    resposta = enviar(api, "email", {"id_fatura": linha[0]})

    assert resposta["msg"] == f"A fatura {linha[0]} está cancelada."


@pytest.mark.parametrize(
    ("por", "desligar", "ligar", "msg"),
    [
        (
            "email",
            "update servidor_email set usado_pela_api = false",
            "update servidor_email set usado_pela_api = true",
            "Nenhum servidor de e-mail está configurado para uso pela API.",
        ),
        ("sms", "update gateway_sms set ativo = false", "update gateway_sms set ativo = true", "Nenhum gateway de SMS está ativo."),
        (
            "push",
            "update dispositivo set ativo = false",
            "update dispositivo set ativo = true",
            "O cliente não possui o aplicativo instalado ou não está autenticado nele com o CPF/CNPJ.",
        ),
        (
            "email",
            "update cliente set email_principal = null where id_cliente = 12025",
            "update cliente set email_principal = 'maciel@example.com' where id_cliente = 12025",
            "O cliente não possui e-mail cadastrado e nenhum e-mail adicional foi informado.",
        ),
    ],
)
def test_sem_por_onde_ou_para_onde_e_recusado(api: Api, banco: Banco, por: str, desligar: str, ligar: str, msg: str) -> None:
    with (
        sem(banco, desligar, ligar),
        sem(banco, "update cliente_contato set recebe_cobranca = false", "update cliente_contato set recebe_cobranca = true"),
    ):
        resposta = enviar(api, por, {"id_fatura": ABERTA})

    assert (resposta["status"], resposta["msg"]) == ("error", msg)


@pytest.mark.parametrize("lista", [{"0": "um@email.com", "2": "dois@email.com"}, {"5": "um@email.com", "1": "dois@email.com"}])
def test_uma_lista_do_php_com_falhas_na_numeracao_e_uma_lista(api: Api, lista: dict[str, str]) -> None:
    resposta = enviar(api, "email", {"id_fatura": ABERTA, "email_adicional": lista})

    assert [e["email"] for e in resposta["job"]["emails"]][1:] == ["um@email.com", "dois@email.com"]  # type: ignore[index]


def test_um_formulario_do_php_envia_igual(api: Api) -> None:
    resposta = api.pedir(
        "POST",
        f"{ROTA}/enviar_email",
        data="id_fatura=50949&email_adicional%5B0%5D=um%40email.com&email_adicional%5B1%5D=dois%40email.com",
        cabecalhos={"Content-Type": "application/x-www-form-urlencoded"},
    ).json()

    assert [e["email"] for e in resposta["job"]["emails"]][1:] == ["um@email.com", "dois@email.com"]
