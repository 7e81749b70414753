"""`GET cliente/solicitar_desconexao/{id_cliente_servico}` (documentation 4.5): a GET that acts, as the contract has it."""

import threading
from typing import Final, Literal

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from enlace.core.datas import agora
from enlace.integracao import objetos
from enlace.integracao.erros import ocupado, recusa, responder
from enlace.integracao.escrita import autor_de
from enlace.integracao.esquema import Documento
from enlace.integracao.parametros import Parametros
from enlace.radius.desconexao import desconectar
from enlace.radius.desfecho import Desfecho
from enlace.servicos.acesso import SemAutenticacao
from enlace.servicos.models import ClienteServico

# A thread of the server waits with the client, three seconds if the equipment is silent. Of each process one does so at a time and
# one more waits for its turn: whoever asks in a loop about equipment that is off leaves the other threads to everybody else.
_PEDINDO: Final = threading.BoundedSemaphore(1)
_NA_FILA: Final = threading.BoundedSemaphore(1)
_ESPERA: Final = 1.5
TENTE_EM: Final = 3


class RespostaDaDesconexao(Documento):
    """What it answers when every live session was ended."""

    status: Literal["success"]
    msg: str
    login: str


def solicitar(request: HttpRequest, id_cliente_servico: str) -> HttpResponse:
    """Clientes > Desconexão do Cliente."""
    if request.META.get("REQUEST_METHOD") == "HEAD":
        # Monitors and proxies ask so, and mean to change nothing.
        return HttpResponseNotAllowed(["GET"])
    chave = Parametros({"id_cliente_servico": id_cliente_servico}).inteiro("id_cliente_servico", minimo=1)
    servico = objetos.obter_servico(chave or 0)
    if not servico.login:
        raise SemAutenticacao
    desfechos = _desconectar(request, servico)
    if desfechos is None:
        return ocupado("Já há desconexões em andamento. Tente novamente em instantes.", segundos=TENTE_EM)
    return _resposta(servico.login, desfechos)


def _desconectar(request: HttpRequest, servico: ClienteServico) -> list[Desfecho] | None:
    """None when no place is free."""
    if not _NA_FILA.acquire(blocking=False):
        return None
    try:
        if not _PEDINDO.acquire(timeout=_ESPERA):
            return None
    finally:
        _NA_FILA.release()
    try:
        return desconectar(servico, autor=autor_de(request), agora=agora())
    finally:
        _PEDINDO.release()


def _resposta(login: str, desfechos: list[Desfecho]) -> HttpResponse:
    if desfechos and all(desfecho.encerrada for desfecho in desfechos):
        return responder({"status": "success", "msg": f"A desconexão foi bem sucedida para o login {login}!", "login": login})
    motivos = [desfecho.explicacao for desfecho in desfechos if not desfecho.encerrada]
    return recusa(f"A desconexão não foi bem sucedida para o login {login}!", motivos or ["O login não tem nenhuma conexão ativa."])
