"""The outbox: what is to be sent is written here, in the transaction of whoever wants it sent."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from django.db import transaction

from enlace.mensagens.destinos import normalizar
from enlace.mensagens.fila import pedir_envio
from enlace.mensagens.models import Canal, Estado, Mensagem, MensagemAnexo

__all__ = ["Anexo", "Canal", "Pedido", "desistir", "enfileirar"]

_CONTROLE: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_MAIOR_ASSUNTO: Final = 200

# What makes two messages the same: the request, the way and the address, capitals ignored.
_Chave = tuple[str, str, str]


@dataclass(frozen=True)
class Anexo:
    """A file that goes with an e-mail. `tipo` as in `application/pdf`, small letters."""

    nome: str
    tipo: str
    conteudo: bytes


@dataclass(frozen=True)
class Pedido:
    """One message to one address.

    `destino` is an e-mail address, a telephone with area code, or the key of a device. `referencia` says what it is about
    ("fatura:123"), by which it can be given up; `requisicao` names the request: the same request to the same address is one
    message, however often it is made. After `validade` it is not sent any more. `dados` is small text for an application (a link).
    """

    canal: Canal
    destino: str
    requisicao: str
    validade: datetime
    texto: str
    cliente_id: int | None = None
    assunto: str = ""
    html: str = ""
    dados: Mapping[str, str] = field(default_factory=dict)
    anexos: tuple[Anexo, ...] = ()
    referencia: str = ""


def enfileirar(pedidos: Sequence[Pedido], *, agora: datetime) -> list[Mensagem]:
    """Write messages and queue their sending; give the message of each request in order.

    One that was asked for before, by this or any other caller, is given as it is and not written again. Nothing leaves before the
    caller's transaction commits. Raises DestinoInvalido, and then nothing is written.
    """
    if not pedidos:
        return []
    novas = {_chave(mensagem): (mensagem, pedido) for pedido in pedidos for mensagem in [_nova(pedido, agora)]}
    with transaction.atomic():
        # In one order for all, so that two callers with the same messages wait for each other and not in a circle.
        Mensagem.objects.bulk_create([novas[chave][0] for chave in sorted(novas)], ignore_conflicts=True, batch_size=1000)
        guardadas = _guardadas(novas)
        inseridas = [(m, novas[c][1]) for c, m in guardadas.items() if m.uuid_mensagem == novas[c][0].uuid_mensagem]
        _anexar(inseridas)
        pedir_envio([mensagem.pk for mensagem, _pedido in inseridas])
    return [guardadas[_chave_do_pedido(pedido)] for pedido in pedidos]


def desistir(referencia: str, *, motivo: str, agora: datetime) -> int:
    """Give up what waits to be sent about something that is over; how many messages that were.

    What is being sent at this instant, or may have been sent by a worker that died, is left: its end is not ours to say.
    """
    with transaction.atomic():
        pendentes = Mensagem.objects.filter(referencia=referencia, estado=Estado.PENDENTE)
        chaves = list(pendentes.order_by("pk").select_for_update().values_list("pk", flat=True))
        Mensagem.objects.filter(pk__in=chaves).update(
            estado=Estado.DESISTIDA, finalizada_em=agora, resposta=_CONTROLE.sub(" ", motivo)[:500]
        )
        MensagemAnexo.objects.filter(mensagem__in=chaves).delete()
    return len(chaves)


def _nova(pedido: Pedido, agora: datetime) -> Mensagem:
    return Mensagem(
        canal=pedido.canal,
        destino=normalizar(pedido.canal, pedido.destino),
        cliente_id=pedido.cliente_id,
        assunto=_CONTROLE.sub(" ", pedido.assunto).strip()[:_MAIOR_ASSUNTO],
        texto=pedido.texto.replace("\0", ""),
        html=pedido.html.replace("\0", ""),
        dados=dict(pedido.dados),
        referencia=pedido.referencia,
        requisicao=pedido.requisicao,
        validade=pedido.validade,
        proxima_tentativa=agora,
        criada_em=agora,
    )


def _chave(mensagem: Mensagem) -> _Chave:
    return (mensagem.requisicao, mensagem.canal, mensagem.destino.lower())


def _chave_do_pedido(pedido: Pedido) -> _Chave:
    return (pedido.requisicao, pedido.canal, normalizar(pedido.canal, pedido.destino).lower())


def _guardadas(chaves: Iterable[_Chave]) -> dict[_Chave, Mensagem]:
    """The stored message of each key."""
    chaves = set(chaves)
    do_pedido = Mensagem.objects.filter(requisicao__in={requisicao for requisicao, _canal, _destino in chaves})
    return {_chave(mensagem): mensagem for mensagem in do_pedido.order_by("pk") if _chave(mensagem) in chaves}


def _anexar(inseridas: Sequence[tuple[Mensagem, Pedido]]) -> None:
    MensagemAnexo.objects.bulk_create(
        [
            MensagemAnexo(mensagem=mensagem, nome=_CONTROLE.sub(" ", anexo.nome)[:100], tipo=anexo.tipo, conteudo=anexo.conteudo)
            for mensagem, pedido in inseridas
            for anexo in pedido.anexos
        ],
        batch_size=100,
    )
