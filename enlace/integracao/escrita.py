"""The way of a write: the body is read, the route prepares, the work is done in one transaction, the answer leaves.

A route is one function: it reads what it needs from a `Pedido`, refuses what does not fit (and may ask the network, for nothing is
open yet), and gives back its work: a function that calls one verb or process and answers the finished document. So a write happens
whole or not at all, and a repeated one (`Idempotency-Key`) is answered without doing it again.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from inspect import Parameter, Signature
from typing import TypeAlias

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from enlace.auditoria.models import Registro
from enlace.auditoria.registro import Autor
from enlace.contas.tokens import Credencial
from enlace.core.datas import agora
from enlace.core.origem import endereco_do_servidor, endereco_ip
from enlace.integracao.campos import Campos
from enlace.integracao.corpo import ler_corpo
from enlace.integracao.erros import TIPO
from enlace.integracao.idempotencia import Chave, chave_de, fazer_uma_vez, resposta_guardada

Trabalho: TypeAlias = Callable[[], bytes]


@dataclass(frozen=True)
class Pedido:
    """What a route of writing is asked for: the fields of the body, the keys in the address, by whom, when."""

    campos: Campos
    caminho: Mapping[str, str]
    autor: Autor
    agora: datetime
    # Scheme and host that the client used, for links to this server; empty when there is none to be trusted.
    origem: str = ""


Rota: TypeAlias = Callable[[Pedido], Trabalho]


def vista_de(rota: Rota, *, no_caminho: tuple[str, ...] = ()) -> Callable[..., HttpResponse]:
    """The view of a route; `no_caminho` names the keys in its address."""

    def vista(request: HttpRequest, **caminho: str) -> HttpResponse:
        corpo = ler_corpo(request)
        pedido = Pedido(Campos(corpo), caminho, autor_de(request), agora(), endereco_do_servidor(request) or "")
        chave = chave_de(request, corpo, cliente_api=pedido.autor.cliente_api)
        resposta = _fazer(rota, pedido) if chave is None else _fazer_uma_vez(rota, pedido, chave)
        return HttpResponse(resposta, content_type=TIPO)

    # Ninja reads the keys of the address from here.
    parametros = [Parameter("request", Parameter.POSITIONAL_OR_KEYWORD, annotation=HttpRequest)]
    parametros += [Parameter(nome, Parameter.KEYWORD_ONLY, annotation=str) for nome in no_caminho]
    vista.__signature__ = Signature(parametros)  # type: ignore[attr-defined]  # what inspect.signature looks for
    # Not its docstring: Ninja would publish it.
    vista.__name__ = rota.__name__
    return vista


def _fazer(rota: Rota, pedido: Pedido) -> bytes:
    trabalho = rota(pedido)
    with transaction.atomic():
        return trabalho()


def _fazer_uma_vez(rota: Rota, pedido: Pedido, chave: Chave) -> bytes:
    # Before the preparation, which may ask the network for what was found out the first time.
    guardada = resposta_guardada(chave, agora=pedido.agora)
    if guardada is not None:
        return guardada
    trabalho = rota(pedido)
    with transaction.atomic():
        return fazer_uma_vez(chave, trabalho, agora=pedido.agora)


def autor_de(request: HttpRequest) -> Autor:
    """Who asks, through the API."""
    credencial: Credencial = request.auth  # type: ignore[attr-defined]
    return Autor(
        porta=Registro.Porta.API,
        id_usuario=credencial.id_usuario,
        cliente_api=credencial.cliente_api,
        endereco_ip=endereco_ip(request),
    )
