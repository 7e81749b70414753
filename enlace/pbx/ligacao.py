"""What an exchange says of a call: it rings; it does not any more.

Each verb tells the open panels by `NOTIFY` on the channel `CANAL`, which PostgreSQL delivers when the transaction commits, to every
process that listens, and never when it does not.
"""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import connection, transaction

from enlace.auditoria.registro import Autor, registrar_inclusao, registrar_mudanca, retrato
from enlace.core.contatos import telefones_equivalentes
from enlace.core.db import recusar_campos_invalidos
from enlace.pbx.models import Ligacao
from enlace.pbx.quem import chamado, cliente_do_telefone, cliente_informado

CANAL: Final = "enlace_pbx"
# After this long without news of it a call is over: many exchanges say when a call was lost, and not when it was answered.
VALIDADE: Final = timedelta(minutes=10)


@dataclass(frozen=True, kw_only=True)
class Chamada:
    """What the exchange says. `telefone` in digits; of the user at least one thing, of the customer any or nothing."""

    ramal: str = ""
    identificador_interno: str = ""
    telefone: str = ""
    id_cliente: int | None = None
    codigo_cliente: int | None = None


def notificar(chamada: Chamada, *, autor: Autor, agora: datetime) -> Ligacao:
    """Show a call on the screen of the user called.

    A call of the same telephone that still rings there is the same call: its window is brought up to date, none is opened beside
    it. Refused: `UsuarioDaLigacaoDesconhecido`, `ClienteDaLigacaoDesconhecido`, `DadosInvalidos`.
    """
    with transaction.atomic():
        usuario = chamado(ramal=chamada.ramal, identificador_interno=chamada.identificador_interno)
        cliente = cliente_informado(id_cliente=chamada.id_cliente, codigo_cliente=chamada.codigo_cliente)
        ligacao = _a_mesma(usuario.pk, chamada.telefone, autor=autor, agora=agora) or Ligacao(usuario=usuario)
        nova, antes = ligacao.pk is None, retrato(ligacao)
        ligacao.ramal, ligacao.identificador_interno = chamada.ramal, chamada.identificador_interno
        ligacao.telefone = chamada.telefone
        ligacao.cliente = cliente or cliente_do_telefone(chamada.telefone)
        ligacao.notificada_em = agora
        recusar_campos_invalidos(ligacao)
        ligacao.save()
        if nova:
            registrar_inclusao(autor, "notificar", ligacao)
        else:
            registrar_mudanca(autor, "notificar", ligacao, antes=antes)
        _avisar(ligacao)
    return ligacao


def cancelar(chamada: Chamada, *, autor: Autor, agora: datetime) -> int:
    """Close the windows of a call that was lost: those of its telephone, or all of the user's when no telephone is sent.

    Returns how many were open. None is no refusal: the person may have answered from another desk, or the exchange said it twice.
    Refused: as `notificar`.
    """
    with transaction.atomic():
        usuario = chamado(ramal=chamada.ramal, identificador_interno=chamada.identificador_interno)
        cliente_informado(id_cliente=chamada.id_cliente, codigo_cliente=chamada.codigo_cliente)
        abertas = _abertas(usuario.pk, chamada.telefone) if chamada.telefone else _todas_as_abertas(usuario.pk)
        for ligacao in abertas:
            _encerrar(ligacao, autor=autor, agora=agora)
    return len(abertas)


def _a_mesma(id_usuario: int, telefone: str, *, autor: Autor, agora: datetime) -> Ligacao | None:
    """The open call that this one repeats. Older ones of the telephone are closed: nobody said that they had ended."""
    mesma = None
    for ligacao in _abertas(id_usuario, telefone):
        if mesma is None and agora - ligacao.notificada_em <= VALIDADE:
            mesma = ligacao
        else:
            _encerrar(ligacao, autor=autor, agora=agora)
    return mesma


def _todas_as_abertas(id_usuario: int) -> list[Ligacao]:
    return list(Ligacao.objects.abertas_de(id_usuario).order_by("id_ligacao"))


def _abertas(id_usuario: int, telefone: str) -> list[Ligacao]:
    """Those of one telephone however it is spelt, the newest first; an empty one is all calls that came without a number."""
    numeros = telefones_equivalentes(telefone) or [""]
    return list(Ligacao.objects.abertas_de(id_usuario).filter(telefone__in=numeros).order_by("-id_ligacao"))


def _encerrar(ligacao: Ligacao, *, autor: Autor, agora: datetime) -> None:
    antes = retrato(ligacao)
    # Two servers' clocks differ a little: a call does not end before it began.
    ligacao.encerrada_em = max(agora, ligacao.notificada_em)
    ligacao.save(update_fields=["encerrada_em"])
    registrar_mudanca(autor, "encerrar", ligacao, antes=antes)
    _avisar(ligacao)


def _avisar(ligacao: Ligacao) -> None:
    aviso = json.dumps({"usuario": ligacao.usuario_id, "ligacao": ligacao.pk})
    with connection.cursor() as cursor:
        cursor.execute("select pg_notify(%s, %s)", [CANAL, aviso])
