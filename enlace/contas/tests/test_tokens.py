import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from types import SimpleNamespace

import jwt
import psycopg
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.conf import settings
from django.db import connection
from oauth2_provider.models import AccessToken

from enlace.contas import tokens
from enlace.contas.models import ClienteApi, Usuario
from enlace.contas.tests.apoio import EMAIL
from enlace.contas.tokens import Credencial, checksum, gerar_token_de_acesso, verificar
from enlace.contas.usuarios import criar_usuario
from enlace.core import datas

pytestmark = pytest.mark.django_db

MES = 2_592_000


def emitir(cliente: ClienteApi, *, segundos: int = MES) -> str:
    """A token as the server issues it, without the protocol around it."""
    token = gerar_token_de_acesso(SimpleNamespace(client=cliente, user=cliente.user, expires_in=segundos))
    guardar(token, cliente)
    return token


def guardar(token: str, cliente: ClienteApi) -> None:
    AccessToken.objects.create(
        user=cliente.user,
        application=cliente,
        token="",
        token_checksum=checksum(token),
        expires=datas.agora() + timedelta(seconds=MES),
    )


def assinar(dados: dict[str, object], *, chave: rsa.RSAPrivateKey | str | None = None, algoritmo: str = "RS256") -> str:
    return jwt.encode(dados, settings.AMBIENTE.chave_jwt if chave is None else chave, algorithm=algoritmo)


def dados_validos(**mudancas: object) -> dict[str, object]:
    agora = int(datas.agora().timestamp())
    return {"aud": "1", "jti": "a" * 40, "iat": agora, "nbf": agora, "exp": agora + MES, "sub": "1", "scopes": [], **mudancas}


def chave_publica() -> bytes:
    return tokens._chave_publica(settings.AMBIENTE.chave_jwt).public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )


def test_token_emitido_da_a_credencial_do_cliente(cliente: ClienteApi) -> None:
    cliente.permissoes = ["rede", "cliente"]
    cliente.save()

    credencial = verificar(emitir(cliente))

    assert credencial == Credencial(cliente.user_id, cliente.client_id, frozenset({"rede", "cliente"}))


def test_token_tem_os_campos_do_contrato(cliente: ClienteApi) -> None:
    token = emitir(cliente)

    cabecalho = jwt.get_unverified_header(token)
    dados = jwt.decode(token, chave_publica(), algorithms=["RS256"], audience=cliente.client_id)

    assert cabecalho == {"alg": "RS256", "typ": "JWT", "jti": dados["jti"]}
    assert list(dados) == ["aud", "jti", "iat", "nbf", "exp", "sub", "scopes"]
    assert (dados["aud"], dados["sub"], dados["scopes"]) == (cliente.client_id, str(cliente.user_id), [])
    assert dados["exp"] - dados["iat"] == MES


def test_dois_tokens_nunca_sao_iguais(cliente: ClienteApi) -> None:
    assert emitir(cliente) != emitir(cliente)


def test_falso_nao_vale_nem_quando_o_banco_o_conhece(cliente: ClienteApi) -> None:
    outra_chave = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    bom = emitir(cliente)
    falsos = [
        assinar(dados_validos(), chave=outra_chave),
        assinar(dados_validos(), chave="", algoritmo="none"),
        _hs256_com_a_chave_publica(dados_validos()),
        assinar(dados_validos(), algoritmo="RS512"),
        assinar(dados_validos(), algoritmo="PS256"),
        assinar(dados_validos(exp=int(datas.agora().timestamp()) - 3600)),
        assinar(dados_validos(exp="amanhã")),
        assinar(dados_validos(nbf=int(datas.agora().timestamp()) + 3600)),
        assinar({chave: valor for chave, valor in dados_validos().items() if chave != "exp"}),
        bom[:-10],
        bom[:-1],
        bom + "A",
        bom.rpartition(".")[0] + ".",
        bom.replace(".", ".."),
    ]
    for falso in falsos:
        guardar(falso, cliente)

    assert verificar(bom) is not None
    assert [verificar(falso) for falso in falsos] == [None] * len(falsos)


@pytest.mark.parametrize(
    "texto",
    [
        "",
        ".",
        "..",
        "a.b.c",
        "ã.é.í",
        "\x00.\x00.\x00",
        "\ud800",
        "x" * 100_000,
        "." * 100_000,
        "eyJ" + "A" * 100_000,
        ".".join([base64.urlsafe_b64encode(b"[" * 2900).decode().rstrip("=")] + ["e30"] * 2),
        ".".join([base64.urlsafe_b64encode(b'{"alg":"RS256","b64":false,"crit":["b64"]}').decode().rstrip("="), "", "AAAA"]),
        ".".join([base64.urlsafe_b64encode(b'{"alg":["RS256"]}').decode().rstrip("="), "e30", "AAAA"]),
        ".".join([base64.urlsafe_b64encode(b'{"alg":"RS256","jti":1e999,"kid":7}').decode().rstrip("="), "e30", "AAAA"]),
    ],
    ids=range(14),
)
def test_lixo_nao_vale_e_nao_derruba(texto: str) -> None:
    assert verificar(texto) is None


def test_assinado_por_nos_mas_nunca_emitido_nao_vale(cliente: ClienteApi) -> None:
    assert verificar(assinar(dados_validos(aud=cliente.client_id, sub=str(cliente.user_id)))) is None


def test_vencido_no_banco_nao_vale(cliente: ClienteApi) -> None:
    token = emitir(cliente)

    AccessToken.objects.update(expires=datas.agora() - timedelta(seconds=1))

    assert verificar(token) is None


def test_mudancas_valem_na_requisicao_seguinte(cliente: ClienteApi) -> None:
    token = emitir(cliente)

    ClienteApi.objects.update(permissoes=["rede"])
    com_menos = verificar(token)
    ClienteApi.objects.update(ativo=False)
    desligado = verificar(token)
    ClienteApi.objects.update(ativo=True)
    Usuario.objects.update(is_active=False)
    sem_usuario = verificar(token)

    assert com_menos is not None
    assert com_menos.permissoes == {"rede"}
    assert desligado is None
    assert sem_usuario is None


def test_token_do_usuario_anterior_do_cliente_nao_vale(cliente: ClienteApi) -> None:
    token = emitir(cliente)

    cliente.user = criar_usuario(email="outra@provedor.example", nome="Outra", senha="jabuticaba-do-cerrado")
    cliente.save()

    assert verificar(token) is None


def test_verificar_custa_uma_consulta(cliente: ClienteApi, monkeypatch: pytest.MonkeyPatch) -> None:
    token = emitir(cliente)

    with _consultas(monkeypatch) as feitas:
        assert verificar(token) is not None

    assert len(feitas) == 1


def test_falso_nao_chega_ao_banco(monkeypatch: pytest.MonkeyPatch) -> None:
    with _consultas(monkeypatch) as feitas:
        verificar(assinar(dados_validos(), chave="", algoritmo="none"))

    assert feitas == []


def test_consulta_usa_indices(cliente: ClienteApi) -> None:
    """With many tokens in the table, the plan walks the unique index and two primary keys."""
    AccessToken.objects.bulk_create(
        AccessToken(user=cliente.user, application=cliente, token_checksum=f"{n:064d}", expires=datas.agora()) for n in range(2000)
    )
    with connection.cursor() as cursor:
        cursor.execute("analyze oauth2_provider_accesstoken")
        cursor.execute(f"explain {tokens._QUEM_TEM}", {"checksum": f"{7:064d}"})
        plano = "\n".join(linha for (linha,) in cursor.fetchall())

    assert "Seq Scan on oauth2_provider_accesstoken" not in plano
    assert "token_checksum" in plano


def test_email_do_usuario_nao_esta_no_token(cliente: ClienteApi) -> None:
    corpo = emitir(cliente).split(".")[1]

    assert EMAIL not in base64.urlsafe_b64decode(corpo + "==").decode()


def _hs256_com_a_chave_publica(dados: dict[str, object]) -> str:
    """By hand: PyJWT itself refuses to sign with a public key as an HMAC secret."""
    partes = [base64.urlsafe_b64encode(json.dumps(p).encode()).rstrip(b"=") for p in ({"alg": "HS256", "typ": "JWT"}, dados)]
    mensagem = b".".join(partes)
    assinatura = hmac.new(chave_publica(), mensagem, hashlib.sha256).digest()
    return b".".join([mensagem, base64.urlsafe_b64encode(assinatura).rstrip(b"=")]).decode()


@contextmanager
def _consultas(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[object]]:
    """Every statement that goes through psycopg, raw cursors included; they run as usual."""
    feitas: list[object] = []
    original: Callable[..., psycopg.Cursor] = psycopg.Cursor.execute

    def execute(cursor: psycopg.Cursor, *args: object, **kwargs: object) -> psycopg.Cursor:
        feitas.append(args[0])
        return original(cursor, *args, **kwargs)

    with monkeypatch.context() as troca:
        troca.setattr(psycopg.Cursor, "execute", execute)
        yield feitas
