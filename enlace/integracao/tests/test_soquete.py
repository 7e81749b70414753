"""The documented programs, byte for byte, over a real socket: curl, the JavaScript of a browser, PHP."""

import json
import socket
from urllib.parse import urlsplit

import psycopg
import pytest

from enlace.integracao import openapi
from tests.demonstracao import Api

pytestmark = pytest.mark.xdist_group("demo")

CREDENCIAIS = "grant_type=password&client_id=3&client_secret=ONe7Ns48Y30tB&username=teste%40teste.com&password=1234"


def trocar(api: Api, pedido: bytes) -> tuple[int, dict[str, str], bytes]:
    """Send these bytes, read until the server closes, and take the answer apart."""
    alvo = urlsplit(api.url)
    with socket.create_connection((alvo.hostname or "", alvo.port or 0), timeout=30) as soquete:
        soquete.sendall(pedido)
        recebido = b""
        while pedaco := soquete.recv(65536):
            recebido += pedaco
    cabeca, _, corpo = recebido.partition(b"\r\n\r\n")
    primeira, *linhas = cabeca.decode().split("\r\n")
    cabecalhos = {nome.lower(): valor.strip() for nome, _, valor in (linha.partition(":") for linha in linhas)}
    return int(primeira.split()[1]), cabecalhos, _sem_pedacos(corpo) if "transfer-encoding" in cabecalhos else corpo


def _sem_pedacos(corpo: bytes) -> bytes:
    inteiro = b""
    while corpo:
        tamanho, _, corpo = corpo.partition(b"\r\n")
        inteiro += corpo[: int(tamanho, 16)]
        corpo = corpo[int(tamanho, 16) + 2 :]
    return inteiro


def test_curl_com_json_rotulado_como_formulario_recebe_token(api: Api) -> None:
    corpo = json.dumps(
        {
            "grant_type": "password",
            "client_id": "3",
            "client_secret": "ONe7Ns48Y30tB",
            "username": "teste@teste.com",
            "password": "1234",
        }
    ).encode()
    pedido = (
        b"POST /oauth/token HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: curl/7.88.1\r\nAccept: */*\r\nConnection: close\r\n"
        b"Content-Length: %d\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\n" % len(corpo)
    ) + corpo

    status, cabecalhos, resposta = trocar(api, pedido)

    assert status == 200
    assert cabecalhos["content-type"] == "application/json; charset=utf-8"
    assert list(json.loads(resposta)) == ["access_token", "expires_in", "refresh_token", "token_type"]
    assert json.loads(resposta)["expires_in"] == 2_592_000


@pytest.mark.parametrize("caminho", ["endereco/cidade", "rede/equipamento", "rede/pop", "rede/zona_atendimento"])
def test_curl_documentado_das_listas(api: Api, caminho: str) -> None:
    pedido = (
        f"GET /api/v1/integracao/{caminho} HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: curl/7.88.1\r\nAccept:application/json\r\n"
        f"Authorization: Bearer {api.token}\r\nConnection: close\r\n\r\n"
    ).encode()

    status, _, resposta = trocar(api, pedido)

    assert status == 200
    assert resposta.startswith(b'{"status":"success","msg":"Dados consultados com sucesso.",')


@pytest.mark.parametrize(
    "caminho",
    [
        "cliente?busca=nome_razaosocial&termo_busca=guilherme&limit=2&cancelado=nao&order_by=codigo_cliente&order_type=asc",
        "cliente/all",
    ],
)
def test_curl_documentado_consulta_clientes(api: Api, caminho: str) -> None:
    pedido = (
        f"GET /api/v1/integracao/{caminho} HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: curl/7.88.1\r\nAccept:application/json\r\n"
        f"Authorization: Bearer {api.token}\r\nConnection: close\r\n\r\n"
    ).encode()

    status, _, resposta = trocar(api, pedido)

    assert status == 200
    assert json.loads(resposta)["status"] == "success"
    assert resposta.startswith(b'{"status":"success","msg":"Dados consultados com sucesso","clientes":[{"id_cliente":')
    # Accents as they are, never as \\u00e7.
    assert "Serviço Habilitado".encode() in resposta


def test_formulario_do_jquery_de_outra_origem_recebe_token(api: Api) -> None:
    corpo = CREDENCIAIS.encode()
    pedido = (
        b"POST /oauth/token HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Length: %d\r\nAccept: */*\r\n"
        b"Content-Type: application/x-www-form-urlencoded; charset=UTF-8\r\nOrigin: https://painel.example\r\n"
        b"Sec-Fetch-Mode: cors\r\nReferer: https://painel.example/\r\nUser-Agent: Mozilla/5.0\r\n\r\n" % len(corpo)
    ) + corpo

    status, cabecalhos, resposta = trocar(api, pedido)

    assert status == 200
    assert cabecalhos["access-control-allow-origin"] == "*"
    assert json.loads(resposta)["token_type"] == "Bearer"


def test_navegador_pergunta_antes_de_mandar_o_token(api: Api) -> None:
    pedido = (
        b"OPTIONS /api/v1/integracao/cliente HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nOrigin: https://painel.example\r\n"
        b"Access-Control-Request-Method: GET\r\nAccess-Control-Request-Headers: authorization\r\n\r\n"
    )

    status, cabecalhos, _ = trocar(api, pedido)

    assert status == 204
    assert "Authorization" in cabecalhos["access-control-allow-headers"]


def test_php_documentado_autentica_e_consulta(api: Api) -> None:
    # http_build_query in the order of the example's array, then CURLOPT_HTTPHEADER with the token as "Bearer …".
    corpo = b"client_id=3&client_secret=ONe7Ns48Y30tB&username=teste%40teste.com&password=1234&grant_type=password"
    autenticacao = (
        b"POST /oauth/token HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: application/json\r\nConnection: close\r\nContent-Length: %d\r\n"
        b"Content-Type: application/x-www-form-urlencoded\r\n\r\n" % len(corpo)
    ) + corpo

    status, _, resposta = trocar(api, autenticacao)
    token = json.loads(resposta)
    consulta = (
        "GET /api/v1/integracao/cliente?busca=cpf_cnpj&termo_busca=10682083681 HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        f"Accept: application/json\r\nConnection: close\r\nAuthorization: {token['token_type']} {token['access_token']}\r\n\r\n"
    ).encode()
    outro_status, _, clientes = trocar(api, consulta)

    assert (status, outro_status) == (200, 200)
    assert [c["codigo_cliente"] for c in json.loads(clientes)["clientes"]] == [421]


def test_multipart_como_o_php_manda_com_um_array_recebe_token(api: Api) -> None:
    campos = dict(campo.split("=") for campo in CREDENCIAIS.replace("%40", "@").split("&"))
    partes = b"".join(
        f'--fronteira\r\nContent-Disposition: form-data; name="{nome}"\r\n\r\n{valor}\r\n'.encode()
        for nome, valor in campos.items()
    )
    corpo = partes + b"--fronteira--\r\n"
    pedido = (
        b"POST /oauth/token HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Length: %d\r\n"
        b"Content-Type: multipart/form-data; boundary=fronteira\r\n\r\n" % len(corpo)
    ) + corpo

    status, _, resposta = trocar(api, pedido)

    assert (status, json.loads(resposta)["token_type"]) == (200, "Bearer")


def em_pedacos(corpo: bytes, *, tamanho: int) -> bytes:
    partes = [corpo[i : i + tamanho] for i in range(0, len(corpo), tamanho)]
    return b"".join(b"%x\r\n%s\r\n" % (len(parte), parte) for parte in partes) + b"0\r\n\r\n"


def test_corpo_em_pedacos_sem_tamanho_e_lido_inteiro(api: Api) -> None:
    corpo = json.dumps(openapi.exemplo("01-oauth-token")["corpo"]).encode()
    pedido = (
        b"POST /oauth/token HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n"
        b"Content-Type: application/json\r\n\r\n"
    ) + em_pedacos(corpo, tamanho=7)

    status, _, resposta = trocar(api, pedido)

    assert (status, json.loads(resposta)["token_type"]) == (200, "Bearer")


def test_corpo_grande_em_pedacos_responde_413(api: Api) -> None:
    pedido = (
        b"POST /oauth/token HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n"
        b"Content-Type: application/json\r\n\r\n"
    ) + em_pedacos(b"x" * 5_000_000, tamanho=65536)

    status, _, resposta = trocar(api, pedido)

    assert status == 413
    assert json.loads(resposta)["status"] == "error"


def test_corpos_que_nunca_terminam_nao_param_quem_nao_manda_corpo(api: Api) -> None:
    alvo = urlsplit(api.url)
    cabecalho = b"POST /oauth/token HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n\r\n{"
    presas = [socket.create_connection((alvo.hostname or "", alvo.port or 0), timeout=30) for _ in range(8)]
    try:
        for presa in presas:
            presa.sendall(cabecalho)

        for _ in range(20):
            assert api.pedir("GET", "/api/v1/integracao/rede/pop").status_code == 200
    finally:
        for presa in presas:
            presa.close()


NOVO_EM_FORMULARIO = b"id_cliente_servico=12020&nome=N&telefone=37999112233&descricao=cortado+aqui+ou+ali"


def enviar_e_sumir(api: Api, cabecalhos: bytes, corpo: bytes) -> bytes:
    """Send a body that is less than was promised, close the sending side, and give what came back."""
    alvo = urlsplit(api.url)
    comuns = b"Host: 127.0.0.1\r\nConnection: close\r\nAuthorization: Bearer %b\r\n" % api.token.encode()
    pedido = b"POST /api/v1/integracao/atendimento HTTP/1.1\r\n%b%b\r\n" % (comuns, cabecalhos)
    with socket.create_connection((alvo.hostname or "", alvo.port or 0), timeout=30) as soquete:
        soquete.sendall(pedido + corpo)
        soquete.shutdown(socket.SHUT_WR)
        recebido = b""
        while pedaco := soquete.recv(65536):
            recebido += pedaco
    return recebido


@pytest.mark.parametrize(
    ("cabecalhos", "corpo"),
    [
        (b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 500\r\n", NOVO_EM_FORMULARIO),
        (b"Content-Type: application/json\r\nContent-Length: 500\r\n", b'{"id_cliente_servico":12020,"descricao":"x"}'),
        # Neither the server nor the form says that the last chunk is missing.
        (
            b"Content-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n",
            b"%x\r\n%b\r\n" % (len(NOVO_EM_FORMULARIO), NOVO_EM_FORMULARIO),
        ),
        (
            b"Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n",
            b'40\r\n{"id_cliente_servico":12020,"nome":"N","telefone":"37999112233",\r\n',
        ),
    ],
)
def test_corpo_cortado_no_caminho_nao_e_tomado_por_inteiro(api: Api, cabecalhos: bytes, corpo: bytes) -> None:
    with psycopg.connect(api.banco, autocommit=True) as banco:
        antes = banco.execute("select count(*) from atendimento where id_cliente_servico = 12020").fetchone()

        resposta = enviar_e_sumir(api, cabecalhos, corpo)

        assert b'"status":"success"' not in resposta
        assert banco.execute("select count(*) from atendimento where id_cliente_servico = 12020").fetchone() == antes


@pytest.mark.parametrize("rota", ["rede/pop", "cliente?busca=codigo_cliente&termo_busca=421", "cliente/all?limit=1", "nada"])
def test_head_e_o_get_sem_o_corpo(api: Api, rota: str) -> None:
    pedido = b"%b /api/v1/integracao/%b HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nAuthorization: Bearer %b\r\n\r\n"

    (status, cabecalhos, corpo), (esperado, do_get, _corpo) = (
        trocar(api, pedido % (metodo, rota.encode(), api.token.encode())) for metodo in (b"HEAD", b"GET")
    )

    assert (status, corpo) == (esperado, b"")
    assert cabecalhos["content-type"] == do_get["content-type"]
    assert cabecalhos.get("content-length") == do_get.get("content-length")
