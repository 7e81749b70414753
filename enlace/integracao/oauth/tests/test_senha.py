import base64
import json
import logging
from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client, RequestFactory, override_settings
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from oauth2_provider.models import AccessToken

from enlace.contas.clientes_api import criar_cliente_api, desativar
from enlace.contas.models import ClienteApi, FalhaDeAcesso, Usuario
from enlace.contas.tests.apoio import AGORA, EMAIL, SENHA
from enlace.contas.tokens import Validador, verificar
from enlace.contas.usuarios import criar_usuario, desativar_usuario, trocar_senha
from enlace.integracao.oauth.tests.apoio import FORMULARIO, corpo_de_renovacao, corpo_de_senha, dados, erro, pedir
from enlace.integracao.oauth.views import emitir_token

pytestmark = pytest.mark.django_db

ClienteESegredo = tuple[ClienteApi, str]
CREDENCIAIS_ERRADAS = (401, "invalid_credentials", "The user credentials were incorrect.")
CLIENTE_ERRADO = (401, "invalid_client", "Client authentication failed")


def test_resposta_e_a_documentada(cliente_e_segredo: ClienteESegredo) -> None:
    resposta = pedir(corpo_de_senha(cliente_e_segredo))

    corpo = dados(resposta)
    assert resposta.status_code == 200
    assert resposta["Content-Type"] == "application/json; charset=utf-8"
    assert resposta["Cache-Control"] == "no-store"
    assert list(corpo) == ["access_token", "expires_in", "refresh_token", "token_type"]
    assert (corpo["expires_in"], corpo["token_type"]) == (2592000, "Bearer")
    credencial = verificar(corpo["access_token"])
    assert credencial is not None
    assert credencial.cliente_api == cliente_e_segredo[0].client_id


def test_pela_rota_sem_cookie_nem_csrf(cliente_e_segredo: ClienteESegredo) -> None:
    navegador = Client(enforce_csrf_checks=True)

    resposta = navegador.post("/oauth/token", urlencode(corpo_de_senha(cliente_e_segredo)), content_type=FORMULARIO)

    assert resposta.status_code == 200
    assert not resposta.cookies


def test_json_rotulado_de_formulario(cliente_e_segredo: ClienteESegredo) -> None:
    assert pedir(corpo_de_senha(cliente_e_segredo), tipo=FORMULARIO).status_code == 200


def test_formulario_de_verdade(cliente_e_segredo: ClienteESegredo) -> None:
    assert pedir(urlencode(corpo_de_senha(cliente_e_segredo)).encode(), tipo=FORMULARIO).status_code == 200


def test_formulario_em_partes(cliente_e_segredo: ClienteESegredo) -> None:
    assert pedir(encode_multipart(BOUNDARY, corpo_de_senha(cliente_e_segredo)), tipo=MULTIPART_CONTENT).status_code == 200


def test_client_id_pode_ser_numero_e_email_vir_em_maiusculas(cliente_e_segredo: ClienteESegredo) -> None:
    corpo = corpo_de_senha(cliente_e_segredo, client_id=int(cliente_e_segredo[0].client_id), username=EMAIL.upper())

    assert pedir(corpo).status_code == 200


def test_senha_so_de_algarismos_pode_ser_numero(cliente_e_segredo: ClienteESegredo, usuario: Usuario) -> None:
    usuario.set_password("90817263549")
    usuario.save()

    assert pedir(corpo_de_senha(cliente_e_segredo, password=90817263549)).status_code == 200


def test_senha_com_acentos_e_sinais(cliente_e_segredo: ClienteESegredo, usuario: Usuario) -> None:
    usuario.set_password("açaí & 100% = maçã+😀")
    usuario.save()
    corpo = corpo_de_senha(cliente_e_segredo, password="açaí & 100% = maçã+😀")

    assert pedir(corpo).status_code == 200
    assert pedir(urlencode(corpo).encode(), tipo=FORMULARIO).status_code == 200


def test_cliente_pode_vir_por_http_basic(cliente_e_segredo: ClienteESegredo) -> None:
    resposta = pedir(_sem_cliente(cliente_e_segredo), cabecalhos={"Authorization": _basico(*cliente_e_segredo)})

    assert resposta.status_code == 200


def test_campos_que_o_contrato_nao_conhece_sao_ignorados(cliente_e_segredo: ClienteESegredo) -> None:
    corpo = corpo_de_senha(cliente_e_segredo, scope="*", resource="x", provider=None)

    assert list(dados(pedir(corpo))) == ["access_token", "expires_in", "refresh_token", "token_type"]


def test_parametros_na_url_sao_ignorados(cliente_e_segredo: ClienteESegredo) -> None:
    request = RequestFactory().generic(
        "POST", "/oauth/token?password=errada", json.dumps(corpo_de_senha(cliente_e_segredo)), content_type="application/json"
    )

    assert emitir_token(request).status_code == 200


@pytest.mark.parametrize(
    "mudanca",
    [{"password": "errada"}, {"username": "ninguem@provedor.example"}, {"password": "x" * 100_000}, {"username": "x" * 100_000}],
)
def test_usuario_ou_senha_errados(cliente_e_segredo: ClienteESegredo, mudanca: dict[str, object]) -> None:
    assert erro(pedir(corpo_de_senha(cliente_e_segredo, **mudanca))) == CREDENCIAIS_ERRADAS


def test_usuario_de_outro_cliente_nao_entra_por_este(cliente_e_segredo: ClienteESegredo) -> None:
    outra = criar_usuario(email="outra@provedor.example", nome="Outra", senha=SENHA)
    criar_cliente_api(nome="Dela", usuario=outra, permissoes=[])

    assert erro(pedir(corpo_de_senha(cliente_e_segredo, username=outra.email))) == CREDENCIAIS_ERRADAS


def test_usuario_desativado_nao_entra(cliente_e_segredo: ClienteESegredo) -> None:
    Usuario.objects.update(is_active=False)

    assert erro(pedir(corpo_de_senha(cliente_e_segredo))) == CREDENCIAIS_ERRADAS


@pytest.mark.parametrize("mudanca", [{"client_id": "999"}, {"client_secret": "errado"}, {"client_id": "https://a.example/x"}])
def test_cliente_errado(cliente_e_segredo: ClienteESegredo, mudanca: dict[str, object]) -> None:
    assert erro(pedir(corpo_de_senha(cliente_e_segredo, **mudanca))) == CLIENTE_ERRADO


def test_cliente_e_conferido_antes_do_usuario(cliente_e_segredo: ClienteESegredo) -> None:
    assert erro(pedir(corpo_de_senha(cliente_e_segredo, client_secret="errado", password="errada"))) == CLIENTE_ERRADO
    assert [falha.chave for falha in FalhaDeAcesso.objects.all()] == ["endereco:203.0.113.1"]


def test_cliente_desativado_nao_entra(cliente_e_segredo: ClienteESegredo) -> None:
    desativar(cliente_e_segredo[0], agora=AGORA)

    assert erro(pedir(corpo_de_senha(cliente_e_segredo))) == CLIENTE_ERRADO


@pytest.mark.parametrize("credenciais", [b"1:errado", b"sem-dois-pontos", b"", b"\xff:\xff", b"1\x00:x", b"1%00:x"])
def test_http_basic_errado(cliente_e_segredo: ClienteESegredo, credenciais: bytes) -> None:
    cabecalho = f"Basic {base64.b64encode(credenciais).decode()}"

    resposta = pedir(_sem_cliente(cliente_e_segredo), cabecalhos={"Authorization": cabecalho})

    assert erro(resposta) == CLIENTE_ERRADO
    assert resposta["WWW-Authenticate"] == 'Basic realm="Enlace"'


@pytest.mark.parametrize("cabecalho", ["Basic", "Basic ", "Basic ###", "Basic çç", "Bearer x", ""])
def test_cabecalho_sem_credenciais_legiveis(cliente_e_segredo: ClienteESegredo, cabecalho: str) -> None:
    resposta = pedir(_sem_cliente(cliente_e_segredo), cabecalhos={"Authorization": cabecalho})

    assert erro(resposta)[:2] in {(400, "invalid_request"), (401, "invalid_client")}


@pytest.mark.parametrize(
    "grant",
    ["authorization_code", "client_credentials", "implicit", "x", "PASSWORD", "urn:ietf:params:oauth:grant-type:device_code"],
)
def test_outro_grant(cliente_e_segredo: ClienteESegredo, grant: str) -> None:
    assert erro(pedir(corpo_de_senha(cliente_e_segredo, grant_type=grant)))[:2] == (400, "unsupported_grant_type")


@pytest.mark.parametrize("campo", ["grant_type", "client_id", "client_secret", "username", "password"])
@pytest.mark.parametrize("valor", [None, ""])
def test_campo_que_falta(cliente_e_segredo: ClienteESegredo, campo: str, valor: str | None) -> None:
    frase = f"O campo {campo.replace('_', ' ')} é obrigatório."

    assert erro(pedir(corpo_de_senha(cliente_e_segredo, **{campo: valor}))) == (400, "invalid_request", frase)


@pytest.mark.parametrize("campo", ["grant_type", "client_id", "client_secret", "username", "password"])
@pytest.mark.parametrize("valor", [True, 1.5, [], ["x"], {"a": 1}])
def test_campo_de_outro_tipo(cliente_e_segredo: ClienteESegredo, campo: str, valor: object) -> None:
    frase = f"O campo {campo.replace('_', ' ')} deve ser um texto."

    assert erro(pedir(corpo_de_senha(cliente_e_segredo, **{campo: valor}))) == (400, "invalid_request", frase)


@pytest.mark.parametrize("corpo", [b"", b"{", b"[]", b"null", b"[" * 100_000, rb'{"username": "\ud800"}', b"\xff", b"a=%00"])
@pytest.mark.parametrize("tipo", ["application/json", FORMULARIO, MULTIPART_CONTENT])
def test_corpo_ruim(corpo: bytes, tipo: str) -> None:
    assert erro(pedir(corpo, tipo=tipo))[:2] == (400, "invalid_request")


def test_corpo_grande_demais(cliente_e_segredo: ClienteESegredo) -> None:
    with override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=100):
        assert erro(pedir(corpo_de_senha(cliente_e_segredo)))[:2] == (413, "invalid_request")


def test_quinta_senha_errada_faz_esperar_ate_a_certa(cliente_e_segredo: ClienteESegredo) -> None:
    for n in range(5):
        assert erro(pedir(corpo_de_senha(cliente_e_segredo, password="errada"), endereco=f"203.0.113.{n}")) == CREDENCIAIS_ERRADAS

    resposta = pedir(corpo_de_senha(cliente_e_segredo), endereco="192.0.2.1")

    status, codigo, frase = erro(resposta)
    assert (status, codigo) == (429, "too_many_requests")
    assert frase.startswith("Muitas tentativas com dados incorretos. Tente novamente em ")
    assert 1 <= int(resposta["Retry-After"]) <= 3


def test_quem_so_sabe_o_email_nao_faz_a_integracao_esperar(cliente_e_segredo: ClienteESegredo) -> None:
    for n in range(6):
        painel = Client(REMOTE_ADDR=f"192.0.2.{n}")
        painel.post("/admin/login/", {"username": EMAIL, "password": "errada"})
        pedir(corpo_de_senha(cliente_e_segredo, client_secret="errado", password="errada"), endereco=f"192.0.2.{n}")

    assert pedir(corpo_de_senha(cliente_e_segredo)).status_code == 200


def test_quinto_segredo_errado_faz_o_endereco_esperar(cliente_e_segredo: ClienteESegredo) -> None:
    for _ in range(5):
        assert erro(pedir(corpo_de_senha(cliente_e_segredo, client_secret="errado"))) == CLIENTE_ERRADO

    assert pedir(corpo_de_senha(cliente_e_segredo)).status_code == 429
    assert pedir(corpo_de_senha(cliente_e_segredo), endereco="192.0.2.1").status_code == 200


def test_cabecalho_forjado_nao_troca_de_endereco(cliente_e_segredo: ClienteESegredo) -> None:
    for n in range(5):
        pedir(corpo_de_senha(cliente_e_segredo, client_secret="errado"), cabecalhos={"X-Forwarded-For": f"192.0.2.{n}"})

    assert pedir(corpo_de_senha(cliente_e_segredo), cabecalhos={"X-Forwarded-For": "192.0.2.99"}).status_code == 429


def test_erros_de_formato_nao_contam_como_senha_errada(cliente_e_segredo: ClienteESegredo) -> None:
    for _ in range(6):
        pedir(b"{")
        pedir(corpo_de_senha(cliente_e_segredo, password=None))
        pedir(corpo_de_senha(cliente_e_segredo, grant_type="x"))

    assert pedir(corpo_de_senha(cliente_e_segredo)).status_code == 200


def test_nenhum_texto_de_token_senha_ou_segredo_fica_no_banco(cliente_e_segredo: ClienteESegredo) -> None:
    primeira = dados(pedir(corpo_de_senha(cliente_e_segredo)))
    segunda = dados(pedir(corpo_de_renovacao(cliente_e_segredo, primeira["refresh_token"])))
    textos = [
        SENHA,
        cliente_e_segredo[1],
        *(emissao[chave] for emissao in (primeira, segunda) for chave in ("access_token", "refresh_token")),
    ]

    banco = _banco_inteiro()

    assert EMAIL in banco
    assert [texto for texto in textos if texto in banco] == []


def test_nenhum_texto_de_token_senha_ou_segredo_vai_para_o_registro(
    cliente_e_segredo: ClienteESegredo, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)

    primeira = dados(pedir(corpo_de_senha(cliente_e_segredo)))
    segunda = dados(pedir(corpo_de_renovacao(cliente_e_segredo, primeira["refresh_token"])))
    pedir(corpo_de_renovacao(cliente_e_segredo, primeira["refresh_token"]))
    pedir(corpo_de_senha(cliente_e_segredo, password="senha-errada-7"))
    pedir(corpo_de_senha(cliente_e_segredo, client_secret="segredo-errado-7"))

    textos = [SENHA, cliente_e_segredo[1], "senha-errada-7", "segredo-errado-7"]
    textos += [emissao[chave] for emissao in (primeira, segunda) for chave in ("access_token", "refresh_token")]
    assert [texto for texto in textos if texto in caplog.text] == []


@pytest.mark.parametrize("como", ["senha", "desativado"])
def test_senha_trocada_enquanto_o_token_era_emitido(
    cliente_e_segredo: ClienteESegredo, usuario: Usuario, monkeypatch: pytest.MonkeyPatch, como: str
) -> None:
    original: Callable[..., bool] = Validador.validate_user

    def validate_user(self: Validador, *args: object, **kwargs: object) -> bool:
        valido = original(self, *args, **kwargs)
        if como == "senha":
            trocar_senha(Usuario.objects.get(pk=usuario.pk), senha="jabuticaba-do-cerrado", agora=AGORA)
        else:
            desativar_usuario(Usuario.objects.get(pk=usuario.pk), agora=AGORA)
        return valido

    monkeypatch.setattr(Validador, "validate_user", validate_user)

    assert erro(pedir(corpo_de_senha(cliente_e_segredo))) == CREDENCIAIS_ERRADAS
    assert not AccessToken.objects.exists()


def _sem_cliente(cliente_e_segredo: ClienteESegredo) -> dict[str, object]:
    return corpo_de_senha(cliente_e_segredo, client_id=None, client_secret=None)


def _basico(cliente: ClienteApi, segredo: str) -> str:
    return f"Basic {base64.b64encode(f'{cliente.client_id}:{segredo}'.encode()).decode()}"


def _banco_inteiro() -> str:
    """Every row of every table as text."""
    with connection.cursor() as cursor:
        return "\n".join(str(linha) for tabela in connection.introspection.table_names(cursor) for linha in _linhas(tabela))


def _linhas(tabela: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(f'select t::text from "{tabela}" t')
        return list(cursor.fetchall())
