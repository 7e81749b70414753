"""Verbs of API clients: create, change, draw another secret, switch off."""

import re
from collections.abc import Collection
from datetime import datetime

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from enlace.contas.models import ClienteApi, GrupoDeRotas, Usuario
from enlace.contas.revogacao import revogar_do_cliente
from enlace.contas.segredos import novo_segredo
from enlace.core.errors import RuleRefused

_FORMA_DO_ID = re.compile(r"[A-Za-z0-9._-]{1,100}")

# Two creations at once must not draw one number; the lock lasts to the end of the transaction. Its key is only a name.
_TRAVAR_NUMERACAO = "select pg_advisory_xact_lock(hashtext('enlace.contas.clientes_api'))"
_PROXIMO_NUMERO = """
    select coalesce(max(client_id::bigint), 0) + 1 from cliente_api where client_id ~ '^[0-9]{1,15}$'
"""


class ClienteApiRecusado(RuleRefused):
    """The data of a new API client do not hold; the sentence says what."""


class ClienteApiDesconhecido(RuleRefused):
    """No API client has this id."""

    mensagem = "Nenhum cliente da API tem esse client_id."


def criar_cliente_api(
    *, nome: str, usuario: Usuario, permissoes: Collection[str], client_id: str | None = None
) -> tuple[ClienteApi, str]:
    """Create a program's access for the one user under which it works; the client and its secret, which is not shown again.

    `permissoes` are values of GrupoDeRotas. Without `client_id` it gets the next number, as in the documentation ("3").
    Raises ClienteApiRecusado.
    """
    _conferir(nome, permissoes, client_id)
    segredo = novo_segredo()
    try:
        with transaction.atomic():
            cliente = ClienteApi.objects.create(
                client_id=client_id or _proximo_numero(),
                client_secret=segredo,
                name=nome.strip(),
                user=usuario,
                permissoes=[grupo for grupo in GrupoDeRotas.values if grupo in permissoes],
                client_type=ClienteApi.CLIENT_CONFIDENTIAL,
                authorization_grant_type=ClienteApi.GRANT_PASSWORD,
            )
    except IntegrityError as erro:
        raise ClienteApiRecusado(_("Já existe um cliente da API com esse client_id.")) from erro
    return cliente, segredo


def obter_cliente_api(client_id: str) -> ClienteApi:
    """The client with this id. Raises ClienteApiDesconhecido."""
    cliente: ClienteApi | None = ClienteApi.objects.filter(client_id=client_id).first()
    if cliente is None:
        raise ClienteApiDesconhecido
    return cliente


def trocar_segredo(cliente: ClienteApi) -> str:
    """Give the client another secret, which is not shown again. Tokens already issued go on: to stop them, revoke them."""
    segredo = novo_segredo()
    cliente.client_secret = segredo
    cliente.save(update_fields=["client_secret", "updated"])
    return segredo


def alterar(cliente: ClienteApi, *, nome: str, usuario: Usuario, permissoes: Collection[str]) -> None:
    """Change what the client is called, in whose name it works and what it may do, from its next request on.

    Tokens of a user of before end by themselves (`tokens.verificar`). Raises ClienteApiRecusado.
    """
    _conferir(nome, permissoes, None)
    cliente.name, cliente.user = nome.strip(), usuario
    cliente.permissoes = [grupo for grupo in GrupoDeRotas.values if grupo in permissoes]
    cliente.save(update_fields=["name", "user", "permissoes", "updated"])


def reativar(cliente: ClienteApi) -> None:
    """Let the client sign in again."""
    cliente.ativo = True
    cliente.save(update_fields=["ativo", "updated"])


def desativar(cliente: ClienteApi, *, agora: datetime) -> None:
    """Switch the client off and revoke its tokens: switched on again it has to sign in."""
    cliente.ativo = False
    with transaction.atomic():
        cliente.save(update_fields=["ativo", "updated"])
        revogar_do_cliente(cliente, agora=agora)


def _conferir(nome: str, permissoes: Collection[str], client_id: str | None) -> None:
    if not nome.strip():
        raise ClienteApiRecusado(_("Informe o nome do cliente da API."))
    if client_id is not None and not _FORMA_DO_ID.fullmatch(client_id):
        raise ClienteApiRecusado(_("O client_id deve ter de 1 a 100 letras sem acento, números, pontos, hífens ou sublinhados."))
    if desconhecidas := sorted(set(permissoes) - set(GrupoDeRotas.values)):
        frase = _("Permissões desconhecidas: %(desconhecidas)s. Valores aceitos: %(aceitas)s.")
        raise ClienteApiRecusado(frase % {"desconhecidas": ", ".join(desconhecidas), "aceitas": ", ".join(GrupoDeRotas.values)})


def _proximo_numero() -> str:
    with connection.cursor() as cursor:
        cursor.execute(_TRAVAR_NUMERACAO)
        cursor.execute(_PROXIMO_NUMERO)
        (numero,) = cursor.fetchone()
    return str(numero)
