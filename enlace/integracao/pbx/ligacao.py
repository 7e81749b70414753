"""PBX > Ligação (7): a call rings, a call was lost."""

import json

from enlace.core.contatos import digitos
from enlace.integracao.campos import Campos
from enlace.integracao.escrita import Pedido, Trabalho
from enlace.pbx import ligacao
from enlace.pbx.ligacao import Chamada

_MAIOR_NUMERO = 20
_MAIOR_IDENTIFICADOR = 60
# As people and exchanges write telephones; everything else in one is a mistake to be told.
_PONTUACAO = " ()+-./"


def notificar(pedido: Pedido) -> Trabalho:
    """PBX > Ligação > Notificar (7)."""
    chamada = _chamada(pedido.campos)

    def trabalho() -> bytes:
        ligacao.notificar(chamada, autor=pedido.autor, agora=pedido.agora)
        return _sucesso("Ligação notificada com sucesso")

    return trabalho


def cancelar(pedido: Pedido) -> Trabalho:
    """PBX > Ligação > Cancelar (7)."""
    chamada = _chamada(pedido.campos)

    def trabalho() -> bytes:
        ligacao.cancelar(chamada, autor=pedido.autor, agora=pedido.agora)
        return _sucesso("Ligação cancelada com sucesso")

    return trabalho


def _chamada(campos: Campos) -> Chamada:
    if not campos.veio("ramal") and not campos.veio("identificador_interno"):
        campos.recusar("ramal", "é obrigatório quando identificador interno não é informado.")
        campos.recusar("identificador_interno", "é obrigatório quando ramal não é informado.")
    chamada = Chamada(
        ramal=_numero(campos, "ramal"),
        identificador_interno=_identificador(campos),
        telefone=_telefone(campos),
        id_cliente=campos.inteiro("id_cliente"),
        codigo_cliente=campos.inteiro("codigo_cliente"),
    )
    campos.conferir()
    return chamada


def _identificador(campos: Campos) -> str:
    texto = campos.texto("identificador_interno", maximo=_MAIOR_IDENTIFICADOR) or ""
    if not texto.isprintable():
        campos.recusar("identificador_interno", "não pode ter caracteres de controle.")
    return texto


def _telefone(campos: Campos) -> str:
    numero = _numero(campos, "telefone", ignorando=_PONTUACAO)
    # Zeros are nobody's number: a call without one is notified without the field.
    if numero and not numero.strip("0"):
        campos.recusar("telefone", "não pode ser zero.")
    return numero


def _numero(campos: Campos, nome: str, *, ignorando: str = "") -> str:
    """The digits of a number that may begin with zeros; also of a short one, for calls from within the house."""
    texto = campos.texto(nome, maximo=2 * _MAIOR_NUMERO)
    if texto is None:
        return ""
    # A program without whole numbers sends 111 as 111.0.
    texto = texto.removesuffix(".0")
    numero = digitos(texto)
    if texto.strip("0123456789" + ignorando) != "" or texto.startswith("-") or not 0 < len(numero) <= _MAIOR_NUMERO:
        campos.recusar(nome, f"deve ser um valor numérico, de até {_MAIOR_NUMERO} dígitos.")
        return ""
    return numero


def _sucesso(msg: str) -> bytes:
    return json.dumps({"status": "success", "msg": msg}, ensure_ascii=False, separators=(",", ":")).encode()
