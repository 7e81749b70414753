"""The view of `POST /oauth/token`."""

import json
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.views.decorators.csrf import csrf_exempt
from oauth2_provider.views.mixins import OAuthLibMixin

from enlace.contas.espera import AcessoEmEspera
from enlace.contas.tokens import GRANTS
from enlace.core.errors import RuleRefused
from enlace.integracao.corpo import CorpoGrandeDemais, CorpoInvalido, ler_corpo
from enlace.integracao.oauth.respostas import resposta_de_erro, resposta_de_token

_DO_CLIENTE = ("client_id", "client_secret")
_DO_GRANT = {"password": ("username", "password"), "refresh_token": ("refresh_token",)}

# What the protocol needs to know of the original request: who asks, and HTTP Basic.
_CABECALHOS = ("REMOTE_ADDR", "HTTP_X_FORWARDED_FOR")

_OK = 200


class CampoRecusado(RuleRefused):
    """A field is missing or is no text; the sentence names it."""


class GrantDesconhecido(RuleRefused):
    """The grant is none of the contract's."""

    mensagem = f"O grant_type informado não é aceito. Valores aceitos: {', '.join(GRANTS)}."


@csrf_exempt
def emitir_token(request: HttpRequest) -> HttpResponse:
    """Issue or renew a token. Never fails for anything that a client can send."""
    try:
        pedido = _pedido(request)
        _url, _cabecalhos, corpo, status = OAuthLibMixin().create_token_response(pedido)
    except CorpoGrandeDemais as erro:
        return resposta_de_erro(413, "invalid_request", str(erro))
    except (CorpoInvalido, CampoRecusado) as erro:
        return resposta_de_erro(400, "invalid_request", str(erro))
    except GrantDesconhecido as erro:
        return resposta_de_erro(400, "unsupported_grant_type", str(erro))
    except AcessoEmEspera as erro:
        resposta = resposta_de_erro(429, "too_many_requests", str(erro))
        resposta["Retry-After"] = str(erro.segundos)
        return resposta
    dados = json.loads(corpo)
    return resposta_de_token(dados) if status == _OK else _erro_do_protocolo(pedido, dados["error"])


def _pedido(request: HttpRequest) -> HttpRequest:
    """The request as the protocol knows it: a form with the fields of one grant, and nothing else.

    Fields that the contract does not name are left out, as everywhere in the API: common libraries send a `scope` along.
    """
    campos = ler_corpo(request)
    grant = _texto(campos, "grant_type")
    if grant not in _DO_GRANT:
        raise GrantDesconhecido
    pedido = HttpRequest()
    pedido.method = "POST"
    pedido.path = request.path
    pedido.META = {chave: request.META[chave] for chave in _CABECALHOS if chave in request.META}
    exigidos = _DO_GRANT[grant]
    if basico := _basico(request):
        pedido.META["HTTP_AUTHORIZATION"] = basico
    else:
        exigidos = (*_DO_CLIENTE, *exigidos)
    pedido.POST = QueryDict(urlencode({"grant_type": grant, **{nome: _texto(campos, nome) for nome in exigidos}}))
    return pedido


def _texto(campos: dict[str, object], nome: str) -> str:
    """A required field as text; `"client_id": 3` is the documented "3"."""
    valor = campos.get(nome)
    if isinstance(valor, int) and not isinstance(valor, bool):
        valor = str(valor)
    if valor is None or valor == "":
        raise CampoRecusado(f"O campo {nome.replace('_', ' ')} é obrigatório.")
    if not isinstance(valor, str):
        raise CampoRecusado(f"O campo {nome.replace('_', ' ')} deve ser um texto.")
    return valor


def _basico(request: HttpRequest) -> str | None:
    """The client's credentials by HTTP Basic (RFC 6749, 2.3.1), spelt as the toolkit expects, if they came that way."""
    esquema, _espaco, credenciais = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
    # The toolkit decodes base64 of ASCII only.
    return f"Basic {credenciais.strip()}" if esquema.lower() == "basic" and credenciais.isascii() else None


def _erro_do_protocolo(pedido: HttpRequest, erro: str) -> HttpResponse:
    """The contract's name and status of an error of RFC 6749."""
    if erro in {"invalid_client", "unauthorized_client"}:
        resposta = resposta_de_erro(401, "invalid_client", "Client authentication failed")
        if "HTTP_AUTHORIZATION" in pedido.META:
            resposta["WWW-Authenticate"] = 'Basic realm="Enlace"'
        return resposta
    if pedido.POST["grant_type"] == "password":
        return resposta_de_erro(401, "invalid_credentials", "The user credentials were incorrect.")
    return resposta_de_erro(400, "invalid_grant", "The refresh token is invalid.")
