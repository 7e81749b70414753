"""What an exchange says of a call: it rings; it does not any more. What the person called does with it: `tela.py`.

Each verb tells the open panels by `NOTIFY` on the channel `CANAL`, which PostgreSQL delivers when the transaction commits, to every
process that listens, and never when it does not.

Telephones are kept and compared in their canonical form (`enlace/core/contatos.py`), however the exchange spells them.
"""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import connection, transaction

from enlace.auditoria.registro import Autor, registrar, registrar_mudanca, retrato
from enlace.core.contatos import telefone_canonico
from enlace.core.db import recusar_campos_invalidos
from enlace.pbx.models import Ligacao
from enlace.pbx.quem import chamado, cliente_do_telefone, cliente_informado

CANAL: Final = "enlace_pbx"
# After this long without news of it a call is over: many exchanges say when a call was lost, and not when it was answered.
VALIDADE: Final = timedelta(minutes=10)
# Who called is personal data, which is deleted with the call after 90 days (`jobs.py`). Nothing is ever deleted from the audit: it
# records what was done to a call, and knows neither telephone nor customer, nor the ticket by which both would be found.
_FORA_DA_AUDITORIA: Final = frozenset({"telefone", "id_cliente", "id_atendimento"})


@dataclass(frozen=True, kw_only=True)
class Chamada:
    """What the exchange says. `telefone` in any spelling; of the user at least one thing, of the customer any or nothing."""

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
        telefone = telefone_canonico(chamada.telefone)
        ligacao = _a_mesma(usuario.pk, telefone, autor=autor, agora=agora) or Ligacao(usuario=usuario)
        nova, antes = ligacao.pk is None, para_auditoria(ligacao)
        ligacao.ramal, ligacao.identificador_interno = chamada.ramal, chamada.identificador_interno
        ligacao.telefone = telefone
        # What the person called has said counts more than what an exchange knows.
        if ligacao.identificada_em is None:
            ligacao.cliente = cliente or cliente_do_telefone(telefone)
        ligacao.notificada_em = agora
        recusar_campos_invalidos(ligacao)
        ligacao.save()
        if nova:
            registrar(autor, "notificar", ligacao, antes=None, depois=para_auditoria(ligacao))
        else:
            registrar_mudanca(autor, "notificar", ligacao, antes=antes, depois=para_auditoria(ligacao))
        avisar(ligacao)
    return ligacao


def cancelar(chamada: Chamada, *, autor: Autor, agora: datetime) -> int:
    """Close the windows of a call that was lost: those of its telephone, or all of the user's when no telephone is sent.

    The call that came without a number is meant when none of the telephone is open: many exchanges learn the number later.

    Returns how many were open. None is no refusal: the person may have answered from another desk, or the exchange said it twice.
    Refused: as `notificar`.
    """
    with transaction.atomic():
        usuario = chamado(ramal=chamada.ramal, identificador_interno=chamada.identificador_interno)
        cliente_informado(id_cliente=chamada.id_cliente, codigo_cliente=chamada.codigo_cliente)
        abertas = _que_terminaram(usuario.pk, telefone_canonico(chamada.telefone))
        for ligacao in abertas:
            encerrar_aberta(ligacao, autor=autor, agora=agora)
    return len(abertas)


def _a_mesma(id_usuario: int, telefone: str, *, autor: Autor, agora: datetime) -> Ligacao | None:
    """The open call that this one repeats. An older one of the telephone is closed: nobody said that it had ended."""
    aberta = _aberta(id_usuario, telefone)
    if aberta is not None and agora - aberta.notificada_em > VALIDADE:
        encerrar_aberta(aberta, autor=autor, agora=agora)
        return None
    return aberta


def _que_terminaram(id_usuario: int, telefone: str) -> list[Ligacao]:
    if not telefone:
        return list(Ligacao.objects.abertas_de(id_usuario).order_by("id_ligacao"))
    aberta = _aberta(id_usuario, telefone) or _aberta(id_usuario, "")
    return [] if aberta is None else [aberta]


def _aberta(id_usuario: int, telefone: str) -> Ligacao | None:
    """The open call of one telephone in its canonical form; of an empty one, that which came without a number."""
    return Ligacao.objects.abertas_de(id_usuario).filter(telefone=telefone).first()


def encerrar_aberta(ligacao: Ligacao, *, autor: Autor, agora: datetime) -> None:
    """Close an open call, whose row nobody else changes meanwhile; part of a transaction."""
    antes = para_auditoria(ligacao)
    # Two servers' clocks differ a little: a call does not end before it began.
    ligacao.encerrada_em = max(agora, ligacao.notificada_em)
    ligacao.save(update_fields=["encerrada_em"])
    registrar_mudanca(autor, "encerrar", ligacao, antes=antes, depois=para_auditoria(ligacao))
    avisar(ligacao)


def para_auditoria(ligacao: Ligacao) -> dict[str, object]:
    """What the audit may know of a call."""
    return {coluna: valor for coluna, valor in retrato(ligacao).items() if coluna not in _FORA_DA_AUDITORIA}


def avisar(ligacao: Ligacao) -> None:
    """Tell the open panels, when the transaction commits, that something became of a call."""
    aviso = json.dumps({"usuario": ligacao.usuario_id, "ligacao": ligacao.pk})
    with connection.cursor() as cursor:
        cursor.execute("select pg_notify(%s, %s)", [CANAL, aviso])
