"""Notifications against local push services: the browser's key opens what was sent, the account's key verifies who asked."""

import base64
import json
import socket
from datetime import timedelta
from urllib.parse import parse_qs

import http_ece
import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from enlace.mensagens.entrega import Rede
from enlace.mensagens.envio import enviar
from enlace.mensagens.fcm.autorizacao import esquecer
from enlace.mensagens.models import Canal, ConfiguracaoPush, Dispositivo, Mensagem
from enlace.mensagens.tests.fabrica import AGORA, tentativas, um_cliente, um_navegador, uma_mensagem
from enlace.mensagens.webpush import rede_publica
from enlace.mensagens.webpush.chaves import gerar
from tests.servidor_http import Resposta, ServidorHttp, em_json

pytestmark = pytest.mark.django_db

LOCAL = Rede(push_local=True, conectar=5, ler=5)
SEGREDO = b"0123456789abcdef"


def base64url(valor: bytes) -> str:
    return base64.urlsafe_b64encode(valor).rstrip(b"=").decode()


class Navegador:
    """What a browser keeps for itself and what it hands out."""

    def __init__(self) -> None:
        self.chave = ec.generate_private_key(ec.SECP256R1())
        self.p256dh = base64url(self.chave.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))
        self.auth = base64url(SEGREDO)

    def abrir(self, corpo: bytes) -> object:
        return json.loads(http_ece.decrypt(corpo, private_key=self.chave, auth_secret=SEGREDO, version="aes128gcm"))


@pytest.fixture
def vapid() -> ConfiguracaoPush:
    par = gerar()
    return ConfiguracaoPush.objects.create(
        chave_publica=par.publica, chave_privada=par.privada, contato="tecnico@provedor.test", pk=1
    )


def notificada(dispositivo: Dispositivo, rede: Rede = LOCAL, requisicao: str = "fatura:123:1") -> Mensagem:
    mensagem = uma_mensagem(
        canal=Canal.PUSH,
        destino=str(dispositivo.pk),
        assunto="Sua fatura chegou",
        texto="R$ 49,90, com vencimento em 10/12.",
        dados={"link": "https://provedor.test/f/1"},
        requisicao=requisicao,
    )
    enviar(mensagem.pk, agora=AGORA, rede=rede)
    mensagem.refresh_from_db()
    dispositivo.refresh_from_db()
    return mensagem


@pytest.mark.usefixtures("vapid")
class TestNavegador:
    def test_notificacao_cifrada_e_assinada(self, servidor: ServidorHttp, vapid: ConfiguracaoPush) -> None:
        navegador = Navegador()
        servidor.respostas["/push/1"] = Resposta(status=201, cabecalhos={"Content-Length": "0"})
        dispositivo = um_navegador(endpoint=f"{servidor.url}/push/1", p256dh=navegador.p256dh, auth=navegador.auth)

        mensagem = notificada(dispositivo)

        [pedido] = servidor.pedidos
        assert mensagem.estado == "enviada"
        assert dispositivo.ultimo_uso
        assert navegador.abrir(pedido.corpo) == {
            "titulo": "Sua fatura chegou",
            "texto": "R$ 49,90, com vencimento em 10/12.",
            "tag": str(mensagem.uuid_mensagem),
            "dados": {"link": "https://provedor.test/f/1"},
        }
        assert (pedido.metodo, pedido.cabecalhos["content-encoding"]) == ("POST", "aes128gcm")
        assert int(pedido.cabecalhos["ttl"]) in range(7 * 86400 - 60, 7 * 86400 + 1)
        assert pedido.cabecalhos["topic"] == base64url(mensagem.uuid_mensagem.bytes)
        token, chave = pedido.cabecalhos["authorization"].removeprefix("vapid t=").split(",k=")
        assert chave == vapid.chave_publica
        ponto = base64.urlsafe_b64decode(chave + "=")
        publica = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), ponto)
        declarado = jwt.decode(token, publica, algorithms=["ES256"], audience=servidor.url, options={"verify_exp": False})
        assert declarado["sub"] == "mailto:tecnico@provedor.test"
        assert 0 < declarado["exp"] - AGORA.timestamp() <= 24 * 3600

    @pytest.mark.parametrize(
        ("status", "estado", "ativo"),
        [(404, "falhou", False), (410, "falhou", False), (403, "falhou", False), (413, "falhou", True), (503, "pendente", True)],
    )
    def test_o_que_o_servico_responde_decide(self, servidor: ServidorHttp, status: int, estado: str, *, ativo: bool) -> None:
        navegador = Navegador()
        servidor.respostas["/push/1"] = Resposta(status=status, cabecalhos={"Content-Length": "0"})
        dispositivo = um_navegador(endpoint=f"{servidor.url}/push/1", p256dh=navegador.p256dh, auth=navegador.auth)

        mensagem = notificada(dispositivo)

        assert (mensagem.estado, dispositivo.ativo) == (estado, ativo)

    def test_retry_after_e_respeitado(self, servidor: ServidorHttp) -> None:
        navegador = Navegador()
        servidor.respostas["/push/1"] = Resposta(status=429, cabecalhos={"Retry-After": "3600", "Content-Length": "0"})
        dispositivo = um_navegador(endpoint=f"{servidor.url}/push/1", p256dh=navegador.p256dh, auth=navegador.auth)

        mensagem = notificada(dispositivo)

        assert mensagem.proxima_tentativa - AGORA >= timedelta(hours=1)

    @pytest.mark.parametrize("p256dh", ["", "x", "AAAA", base64url(b"\x04" + b"\x01" * 64)])
    def test_chaves_que_nao_servem_desativam_o_dispositivo(self, servidor: ServidorHttp, p256dh: str) -> None:
        dispositivo = um_navegador(endpoint=f"{servidor.url}/push/1", p256dh=p256dh or "-", auth=base64url(SEGREDO))

        mensagem = notificada(dispositivo)

        assert (mensagem.estado, dispositivo.ativo) == ("falhou", False)
        assert servidor.pedidos == []

    @pytest.mark.parametrize(
        "endpoint",
        [
            "http://{servidor}/push/1",
            "https://usuario@{servidor}/push/1",
            "https://[::1]/push/1",
            "gopher://{servidor}/1",
            "https:///1",
        ],
    )
    def test_endereco_que_nao_e_de_um_servico_de_push_desativa_o_dispositivo(self, servidor: ServidorHttp, endpoint: str) -> None:
        navegador = Navegador()
        endpoint = endpoint.format(servidor=servidor.url.removeprefix("http://"))
        dispositivo = um_navegador(endpoint=endpoint, p256dh=navegador.p256dh, auth=navegador.auth)

        mensagem = notificada(dispositivo, Rede())

        assert (mensagem.estado, dispositivo.ativo) == ("falhou", False)
        assert servidor.pedidos == []

    @pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "0.0.0.0", "127.1", "2130706433"])  # noqa: S104 - an address to refuse
    def test_a_rede_do_provedor_nao_e_alcancada_e_so_este_navegador_espera(self, host: str, vapid: ConfiguracaoPush) -> None:
        navegador = Navegador()
        with socket.create_server(("127.0.0.1", 0)) as ouvinte:
            endpoint = f"https://{host}:{ouvinte.getsockname()[1]}/push/1"
            dispositivo = um_navegador(endpoint=endpoint, p256dh=navegador.p256dh, auth=navegador.auth)

            mensagem = notificada(dispositivo, Rede(conectar=5, ler=5))

            ouvinte.setblocking(False)
            with pytest.raises(BlockingIOError):
                ouvinte.accept()
        vapid.refresh_from_db()
        assert (mensagem.estado, mensagem.resposta) == ("pendente", "Não foi possível conectar.")
        assert mensagem.falhas == 1
        assert vapid.ultimo_erro == ""

    def test_dispositivo_apagado_e_o_fim(self) -> None:
        navegador = Navegador()
        dispositivo = um_navegador(p256dh=navegador.p256dh, auth=navegador.auth)
        mensagem = uma_mensagem(canal=Canal.PUSH, destino=str(dispositivo.pk))
        dispositivo.delete()

        enviar(mensagem.pk, agora=AGORA, rede=LOCAL)

        mensagem.refresh_from_db()
        assert mensagem.estado == "falhou"


@pytest.mark.parametrize(
    "endereco",
    [
        "10.0.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "100.64.0.1",
        "169.254.169.254",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1%eth0",
        "fc00::1",
        "ff02::1",
        "::ffff:10.0.0.1",
        "64:ff9b::10.0.0.1",
        "2002:0a00:0001::1",
    ],
)
def test_endereco_que_nao_e_publico(endereco: str) -> None:
    assert not rede_publica.e_publico(endereco)


@pytest.mark.parametrize("endereco", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8"])
def test_endereco_publico(endereco: str) -> None:
    assert rede_publica.e_publico(endereco)


CONTA_RSA = rsa.generate_private_key(public_exponent=65537, key_size=2048)


class TestAplicativo:
    @pytest.fixture(autouse=True)
    def conta(self) -> None:
        esquecer()
        chave = CONTA_RSA.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
        conta = {
            "type": "service_account",
            "project_id": "provedor-1",
            "private_key_id": "k1",
            "private_key": chave,
            "client_email": "push@provedor-1.iam.gserviceaccount.com",
            # Not believed: the signed request goes where we say.
            "token_uri": "https://ladrao.test/token",
        }
        ConfiguracaoPush.objects.create(pk=1, fcm_conta_servico=json.dumps(conta))

    @pytest.fixture
    def rede(self, servidor: ServidorHttp) -> Rede:
        servidor.respostas["/token"] = em_json({"access_token": "ya29.acesso", "expires_in": 3600, "token_type": "Bearer"})
        return Rede(fcm_envio=servidor.url, fcm_autorizacao=f"{servidor.url}/token", conectar=5, ler=5)

    @pytest.fixture
    def telefone(self) -> Dispositivo:
        return Dispositivo.objects.create(cliente=um_cliente(), tipo="fcm", token="token-do-aparelho", criado_em=AGORA)

    ENVIO = "/v1/projects/provedor-1/messages:send"

    def test_notificacao_com_autorizacao_assinada(self, servidor: ServidorHttp, rede: Rede, telefone: Dispositivo) -> None:
        servidor.respostas[self.ENVIO] = em_json({"name": "projects/provedor-1/messages/0:1"})

        mensagem = notificada(telefone, rede)

        autorizacao, envio = servidor.pedidos
        assert (mensagem.estado, mensagem.codigo_externo) == ("enviada", "projects/provedor-1/messages/0:1")
        [afirmacao] = parse_qs(autorizacao.corpo.decode())["assertion"]
        declarado = jwt.decode(
            afirmacao, CONTA_RSA.public_key(), algorithms=["RS256"], audience="https://oauth2.googleapis.com/token"
        )
        assert declarado["iss"] == "push@provedor-1.iam.gserviceaccount.com"
        assert declarado["scope"] == "https://www.googleapis.com/auth/firebase.messaging"
        assert envio.cabecalhos["authorization"] == "Bearer ya29.acesso"
        pedido = json.loads(envio.corpo)["message"]
        assert pedido["token"] == "token-do-aparelho"
        assert pedido["notification"] == {"title": "Sua fatura chegou", "body": "R$ 49,90, com vencimento em 10/12."}
        assert pedido["data"] == {"link": "https://provedor.test/f/1", "tag": str(mensagem.uuid_mensagem)}

    def test_a_segunda_usa_a_mesma_autorizacao(self, servidor: ServidorHttp, rede: Rede, telefone: Dispositivo) -> None:
        servidor.respostas[self.ENVIO] = em_json({"name": "x"})

        notificada(telefone, rede)
        notificada(telefone, rede, requisicao="outra")

        assert [pedido.caminho for pedido in servidor.pedidos] == ["/token", self.ENVIO, self.ENVIO]

    @pytest.mark.parametrize(
        ("status", "codigo", "estado", "ativo"),
        [
            (404, "UNREGISTERED", "falhou", False),
            (403, "SENDER_ID_MISMATCH", "falhou", False),
            (400, "INVALID_ARGUMENT", "falhou", True),
            (429, "QUOTA_EXCEEDED", "pendente", True),
            (503, "UNAVAILABLE", "pendente", True),
            (401, "THIRD_PARTY_AUTH_ERROR", "pendente", True),
        ],
    )
    def test_o_que_o_fcm_responde_decide(
        self, servidor: ServidorHttp, rede: Rede, telefone: Dispositivo, status: int, codigo: str, estado: str, *, ativo: bool
    ) -> None:
        erro = {"error": {"code": status, "message": "token-do-aparelho ya29.acesso", "details": [{"errorCode": codigo}]}}
        servidor.respostas[self.ENVIO] = em_json(erro, status)

        mensagem = notificada(telefone, rede)

        assert (mensagem.estado, telefone.ativo) == (estado, ativo)
        escrito = str([*mensagem.historico.values(), mensagem.resposta])
        assert "token-do-aparelho" not in escrito
        assert "ya29" not in escrito

    def test_conta_recusada_aparece_na_configuracao_e_nada_foi_entregue(
        self, servidor: ServidorHttp, rede: Rede, telefone: Dispositivo
    ) -> None:
        servidor.respostas["/token"] = em_json({"error": "invalid_grant", "error_description": "Invalid JWT"}, 400)

        mensagem = notificada(telefone, rede)

        assert tentativas(mensagem) == [("antes", "adiada")]
        assert mensagem.falhas == 0
        assert ConfiguracaoPush.objects.get().ultimo_erro == "O Google não aceitou a conta de serviço."

    @pytest.mark.parametrize("conta", ["{", "[]", "{}", '{"project_id": "../x"}', '{"project_id": "provedor-1"}'])
    def test_conta_que_nao_e_conta_espera(self, rede: Rede, telefone: Dispositivo, conta: str) -> None:
        ConfiguracaoPush.objects.update(fcm_conta_servico=conta)

        mensagem = notificada(telefone, rede)

        assert mensagem.estado == "pendente"
