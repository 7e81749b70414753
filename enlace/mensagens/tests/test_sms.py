"""SMS against a local gateway."""

import base64
import json
import logging
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from django.core.exceptions import ValidationError

from enlace.mensagens.entrega import Rede
from enlace.mensagens.envio import enviar
from enlace.mensagens.models import Canal, Estado, GatewaySms, Mensagem
from enlace.mensagens.sms.predefinicoes import PREDEFINICOES
from enlace.mensagens.sms.texto import so_gsm7
from enlace.mensagens.tests.fabrica import AGORA, tentativas, uma_mensagem
from tests.servidor_http import MUDA, Resposta, ServidorHttp, em_html, em_json, porta_fechada, sem_fim

pytestmark = pytest.mark.django_db

TOKEN, SENHA = "token-muito-secreto", "senha-muito-secreta"
DEPRESSA = Rede(conectar=5, ler=0.5)


def um_gateway(base: str, /, **campos: object) -> GatewaySms:
    padrao: dict[str, Any] = {
        "nome": "Gateway",
        "url": f"{base}/enviar",
        "corpo": {"para": "{telefone}", "itens": [{"mensagem": "{texto}"}], "id": "{id}", "rota": 7},
        "cabecalhos": {"Authorization": "Bearer {token}"},
        "usuario": "provedor",
        "senha": SENHA,
        "token": TOKEN,
        "padrao_de_sucesso": r'"status"\s*:\s*"ok"',
        "ativo": True,
    }
    gateway = GatewaySms(**{**padrao, **campos})
    gateway.full_clean()
    gateway.save()
    return gateway


def enviada() -> Mensagem:
    mensagem = uma_mensagem(canal=Canal.SMS, destino="(37) 99991-2222", texto='Ola, "Maria" & cia\n{token}')
    enviar(mensagem.pk, agora=AGORA, rede=DEPRESSA)
    mensagem.refresh_from_db()
    return mensagem


def test_pedido_em_json(servidor: ServidorHttp) -> None:
    servidor.respostas["/enviar"] = em_json({"status": "ok"})
    um_gateway(servidor.url)

    mensagem = enviada()

    [pedido] = servidor.pedidos
    assert mensagem.estado == Estado.ENVIADA
    assert pedido.metodo == "POST"
    assert pedido.cabecalhos["authorization"] == f"Bearer {TOKEN}"
    assert pedido.cabecalhos["content-type"] == "application/json"
    # What looks like a place in the text of a person is text.
    assert json.loads(pedido.corpo) == {
        "para": "5537999912222",
        "itens": [{"mensagem": 'Ola, "Maria" & cia\n{token}'}],
        "id": str(mensagem.uuid_mensagem),
        "rota": 7,
    }


def test_pedido_em_formulario_com_basic_e_codigo_do_gateway(servidor: ServidorHttp) -> None:
    servidor.respostas["/enviar"] = em_json({"situacao": "OK", "id": "175570049"}, 201)
    um_gateway(
        servidor.url,
        tipo_do_corpo="formulario",
        corpo={"numero": "{telefone}", "msg": "{texto}"},
        cabecalhos={"Authorization": "Basic {basico}"},
        com_codigo_do_pais=False,
        padrao_de_sucesso=r'"situacao": "OK".*"id": "(?P<codigo>\d+)"',
    )

    mensagem = enviada()

    [pedido] = servidor.pedidos
    assert parse_qs(pedido.corpo.decode()) == {"numero": ["37999912222"], "msg": ['Ola, "Maria" & cia\n{token}']}
    assert base64.b64decode(pedido.cabecalhos["authorization"].removeprefix("Basic ")) == f"provedor:{SENHA}".encode()
    assert mensagem.codigo_externo == "175570049"


def test_pedido_em_get_com_tudo_no_endereco(servidor: ServidorHttp) -> None:
    servidor.respostas["/provedor/enviar"] = Resposta([b"OK"])
    url = f"{servidor.url}/{{usuario}}/enviar?key={{token}}&to={{telefone}}&msg={{texto}}"
    um_gateway(servidor.url, metodo="GET", url=url, tipo_do_corpo="nenhum", corpo={}, cabecalhos={}, padrao_de_sucesso="^OK$")

    enviada()

    [pedido] = servidor.pedidos
    assert pedido.metodo == "GET"
    assert pedido.parametros == {"key": [TOKEN], "to": ["5537999912222"], "msg": ['Ola, "Maria" & cia\n{token}']}


@pytest.mark.parametrize(
    ("resposta", "estado", "resultado", "da_via"),
    [
        (em_json({"status": "sem saldo"}), "pendente", "adiada", True),
        (em_json({"erro": "numero"}, 400), "falhou", "recusada", False),
        (em_json({"erro": "numero"}, 422), "falhou", "recusada", False),
        (em_json({"erro": TOKEN}, 401), "pendente", "adiada", True),
        (em_html(404), "pendente", "adiada", True),
        (em_html(500), "pendente", "adiada", False),
        (em_html(503), "pendente", "adiada", False),
        (Resposta(status=302, cabecalhos={"Location": "/outro"}), "pendente", "adiada", True),
        (MUDA, "pendente", "duvidosa", False),
        (sem_fim(), "pendente", "adiada", True),
    ],
)
def test_o_que_o_gateway_responde_decide(
    servidor: ServidorHttp,
    resposta: Resposta,
    estado: str,
    resultado: str,
    da_via: bool,  # noqa: FBT001 - a column of the table above
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    servidor.respostas["/enviar"] = resposta
    gateway = um_gateway(servidor.url)

    mensagem = enviada()

    gateway.refresh_from_db()
    assert mensagem.estado == estado
    assert tentativas(mensagem) == [("entrega", resultado)]
    assert bool(gateway.ultimo_erro) == da_via
    assert [pedido.caminho for pedido in servidor.pedidos] == ["/enviar"]
    escrito = str([*mensagem.historico.values(), mensagem.resposta, gateway.ultimo_erro]) + caplog.text
    assert TOKEN not in escrito
    assert SENHA not in escrito
    assert "99991" not in caplog.text


def test_gateway_fora_do_ar_nao_conta_contra_a_mensagem() -> None:
    with porta_fechada() as url:
        um_gateway(url)

        mensagem = enviada()

    assert (mensagem.estado, mensagem.falhas, mensagem.resposta) == ("pendente", 0, "Não foi possível conectar.")


def test_retry_after_e_respeitado(servidor: ServidorHttp) -> None:
    servidor.respostas["/enviar"] = Resposta(status=429, cabecalhos={"Retry-After": "1800", "Content-Length": "0"})
    um_gateway(servidor.url)

    mensagem = enviada()

    assert timedelta(minutes=30) <= mensagem.proxima_tentativa - AGORA <= timedelta(minutes=37)


def test_senha_do_netrc_nao_vai_junto(servidor: ServidorHttp, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login alguem password outra\n")
    monkeypatch.setenv("NETRC", str(netrc))
    servidor.respostas["/enviar"] = em_json({"status": "ok"})
    um_gateway(servidor.url)

    enviada()

    assert servidor.pedidos[0].cabecalhos["authorization"] == f"Bearer {TOKEN}"


@pytest.mark.parametrize(
    "campos",
    [
        {"url": "ftp://exemplo.test/"},
        {"url": "https://usuario:senha@exemplo.test/"},
        {"url": "https://{usuario}.exemplo.test/"},
        {"url": "https://exemplo.test/?x={nada}"},
        {"url": "https://exemplo.test/?token=abc"},
        {"url": "https://exemplo.test:porta/"},
        {"url": "https://exemplo.test/#x"},
        {"url": "https://exemplo.test/ x"},
        {"cabecalhos": {"Authorization": "Bearer abc"}},
        {"cabecalhos": {"X-Api-Key": "abc"}},
        {"cabecalhos": {"Host": "exemplo.test"}},
        {"cabecalhos": {"X Y": "a"}},
        {"cabecalhos": {"X": "a\r\nY: b"}},
        {"cabecalhos": {"X": 1}},
        {"cabecalhos": ["X"]},
        {"corpo": {"senha": "abc"}},
        {"corpo": {"x": "{nada}"}},
        {"corpo": {"x": "{"}},
        {"corpo": ["x"]},
        {"corpo": {"a": [[[[[[[["{texto}"]]]]]]]]}},
        {"padrao_de_sucesso": "("},
        {"padrao_de_sucesso": "(a+)+$"},
        {"padrao_de_sucesso": "(?:x(?P<codigo>[0-9]*)y?){2,}"},
        {"padrao_de_sucesso": "(?:a|aa)*b"},
        {"padrao_de_sucesso": "(?=(a*)*b)"},
        {"status_de_sucesso": "200,404"},
    ],
)
def test_formulario_ruim_e_recusado(campos: Mapping[str, object]) -> None:
    with pytest.raises(ValidationError):
        um_gateway("https://gateway.test", **campos)


@pytest.mark.parametrize("nome", PREDEFINICOES)
def test_predefinicao_e_um_gateway_que_se_pode_guardar(nome: str) -> None:
    p = PREDEFINICOES[nome]

    um_gateway(
        "https://gateway.test",
        nome=p.nome,
        url=p.url,
        metodo=p.metodo,
        tipo_do_corpo=p.tipo_do_corpo,
        cabecalhos=p.cabecalhos,
        corpo=p.corpo,
        com_codigo_do_pais=p.com_codigo_do_pais,
        padrao_de_sucesso=p.padrao_de_sucesso,
    )


def test_letras_que_todo_telefone_mostra() -> None:
    assert so_gsm7("São João: 1º débito — “amanhã”… 😀") == 'Sao Joao: 1o debito - "amanha"... ?'
