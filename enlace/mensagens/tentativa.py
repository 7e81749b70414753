"""The life of one attempt in the database: begun before anything leaves, marked at the point of no return, ended by its outcome.

Each step is a transaction of its own, and conditional on the attempt being open: a worker that lost its connection, and with it its
message, finds it closed and does nothing more.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import F, Q

from enlace.core.errors import RuleRefused
from enlace.mensagens import vez, vias
from enlace.mensagens.entrega import Adiada, Duvidosa, Entregue, FalhaDeEnvio, Recusada
from enlace.mensagens.fila import pedir_envio
from enlace.mensagens.models import (
    Canal,
    ConfiguracaoPush,
    Dispositivo,
    Estado,
    GatewaySms,
    Mensagem,
    MensagemAnexo,
    MensagemTentativa,
    ServidorEmail,
)

Via = ServidorEmail | GatewaySms | ConfiguracaoPush
Fase = MensagemTentativa.Fase
Resultado = MensagemTentativa.Resultado

# After the first failure, the second and so on; after the last one the message has failed.
PAUSAS: Final = tuple(timedelta(minutes=minutos) for minutos in (1, 5, 15, 60, 180, 360))
# How long a way out in trouble is left in peace, doubled each time up to the longest; how long a message without any way waits.
_PAUSA_DA_VIA: Final = timedelta(minutes=1)
_MAIOR_PAUSA_DA_VIA: Final = timedelta(minutes=30)
_SEM_VIA: Final = timedelta(minutes=15)
# A job may begin a little early: the clocks of the worker and of the database differ.
_FOLGA: Final = timedelta(seconds=5)
# A worker whose session with the database broke, and with it its claim, may still wait for an answer: longer than `Rede.responder`.
CARENCIA: Final = timedelta(minutes=6)


class TentativaPerdida(Exception):  # noqa: N818 - a Portuguese word of the domain
    """Somebody else took the message over meanwhile; nothing has left."""


@dataclass(frozen=True)
class Tentativa:
    """An attempt under way. `em`: when its turn is, a second or two from its beginning at most."""

    id_tentativa: int
    mensagem: Mensagem
    via: Via
    dispositivo: Dispositivo | None
    em: datetime


def iniciar(id_mensagem: int, *, agora: datetime) -> Tentativa | None:
    """Begin an attempt, unless the message has ended or has to wait; whoever calls holds it (`posse`)."""
    with transaction.atomic(durable=True):
        mensagem = Mensagem.objects.select_for_update().filter(pk=id_mensagem).first()
        if mensagem is not None and mensagem.estado == Estado.ENVIANDO:
            _devolver(mensagem, agora)
        if mensagem is None or mensagem.estado != Estado.PENDENTE or mensagem.proxima_tentativa > agora + _FOLGA:
            return None
        if mensagem.validade <= agora:
            encerrar([mensagem.pk], Estado.EXPIRADA, agora=agora)
            return None
        return _com_via(mensagem, agora)


def marcar_entrega(tentativa: Tentativa, *, agora: datetime) -> None:
    """Commit that from here on nobody can know. Raises TentativaPerdida when the attempt is not ours any more."""
    with transaction.atomic(durable=True):
        abertas = MensagemTentativa.objects.filter(pk=tentativa.id_tentativa, fim=None)
        if not abertas.update(fase=Fase.ENTREGA, entrega_em=agora):
            raise TentativaPerdida


def concluir(tentativa: Tentativa, desfecho: Entregue | FalhaDeEnvio, *, agora: datetime) -> None:
    """Write down what came of it; nothing when somebody else has ended the attempt meanwhile."""
    with transaction.atomic(durable=True):
        mensagem = Mensagem.objects.select_for_update().get(pk=tentativa.mensagem.pk)
        if not _fechar(tentativa.id_tentativa, _resultado(desfecho), _dito(desfecho), agora):
            return
        if isinstance(desfecho, Entregue):
            _entregue(mensagem, desfecho, agora)
        else:
            _falhou(mensagem, desfecho, agora)
        _anotar_via(tentativa, desfecho, agora)
        _anotar_dispositivo(tentativa, desfecho, agora)


def devolver(id_mensagem: int, *, agora: datetime) -> None:
    """Put back a message whose worker died in the middle of sending it; whoever calls holds it (`posse`)."""
    with transaction.atomic(durable=True):
        mensagem = Mensagem.objects.select_for_update().filter(pk=id_mensagem, estado=Estado.ENVIANDO).first()
        if mensagem is None:
            return
        _devolver(mensagem, agora)
        if mensagem.estado == Estado.PENDENTE:
            pedir_envio([mensagem.pk], em=mensagem.proxima_tentativa)


def encerrar(chaves: list[int], estado: Estado, *, agora: datetime) -> None:
    """Bring messages to a final state, in which they need their files no more."""
    Mensagem.objects.filter(pk__in=chaves).update(
        estado=estado, finalizada_em=agora, enviada_em=agora if estado == Estado.ENVIADA else None
    )
    MensagemAnexo.objects.filter(mensagem__in=chaves).delete()


def _com_via(mensagem: Mensagem, agora: datetime) -> Tentativa | None:
    try:
        via, dispositivo = _escolher(mensagem)
    except RuleRefused as recusa:
        _adiar(mensagem, agora + _SEM_VIA, str(recusa))
        return None
    if via.pausado_ate is not None and via.pausada(em=agora):
        _adiar(mensagem, via.pausado_ate + _espalhar(mensagem, _pausa_da_via(via.falhas_seguidas)), via.ultimo_erro)
        return None
    em = agora
    if isinstance(via, ServidorEmail):
        turno = vez.reservar(via, agora=agora)
        if isinstance(turno, vez.Espera):
            _adiar(mensagem, turno.ate, turno.motivo)
            return None
        em = turno.em
    mensagem.estado, mensagem.tentativas = Estado.ENVIANDO, mensagem.tentativas + 1
    mensagem.save(update_fields=["estado", "tentativas"])
    nova = MensagemTentativa.objects.create(mensagem=mensagem, numero=mensagem.tentativas, via=str(via)[:100], inicio=agora)
    return Tentativa(nova.pk, mensagem, via, dispositivo, em)


def _escolher(mensagem: Mensagem) -> tuple[Via, Dispositivo | None]:
    if mensagem.canal == Canal.EMAIL:
        return vias.servidor_da_api(), None
    if mensagem.canal == Canal.SMS:
        return vias.gateway_ativo(), None
    dispositivo = Dispositivo.objects.filter(pk=int(mensagem.destino)).first()
    return vias.push_configurado(dispositivo.tipo if dispositivo else None), dispositivo


def _adiar(mensagem: Mensagem, ate: datetime, motivo: str) -> None:
    """Let it wait without an attempt; at the end of its time it expires."""
    ate = min(ate, mensagem.validade)
    mensagem.proxima_tentativa, mensagem.resposta = ate, motivo
    mensagem.save(update_fields=["proxima_tentativa", "resposta"])
    pedir_envio([mensagem.pk], em=ate)


def _entregue(mensagem: Mensagem, entregue: Entregue, agora: datetime) -> None:
    mensagem.codigo_externo, mensagem.resposta = entregue.codigo_externo, entregue.resposta
    mensagem.save(update_fields=["codigo_externo", "resposta"])
    encerrar([mensagem.pk], Estado.ENVIADA, agora=agora)


def _falhou(mensagem: Mensagem, falha: FalhaDeEnvio, agora: datetime) -> None:
    da_via = isinstance(falha, Adiada) and falha.da_via
    mensagem.resposta = str(falha)
    mensagem.falhas += 0 if da_via else 1
    mensagem.save(update_fields=["resposta", "falhas"])
    if isinstance(falha, Recusada) or mensagem.falhas > len(PAUSAS):
        encerrar([mensagem.pk], Estado.FALHOU, agora=agora)
        return
    pausa = PAUSAS[min(mensagem.tentativas, len(PAUSAS)) - 1]
    if isinstance(falha, Adiada) and falha.apos is not None:
        pausa = max(pausa, falha.apos)
    mensagem.estado = Estado.PENDENTE
    mensagem.save(update_fields=["estado"])
    _adiar(mensagem, agora + pausa + _espalhar(mensagem, pausa / 5), str(falha))


def _devolver(mensagem: Mensagem, agora: datetime) -> None:
    """Close the attempt of a dead worker. Before the point of no return nothing left; after it nobody knows, and it goes again."""
    aberta = MensagemTentativa.objects.get(mensagem=mensagem, fim=None)
    duvidosa = aberta.entrega_em is not None
    if aberta.entrega_em is not None and aberta.entrega_em > agora - CARENCIA:
        return
    dito = "O trabalhador parou na entrega: pode ter saído." if duvidosa else "O trabalhador parou antes da entrega."
    _fechar(aberta.pk, Resultado.DUVIDOSA if duvidosa else Resultado.INTERROMPIDA, dito, max(agora, aberta.inicio))
    mensagem.falhas += 1
    mensagem.resposta = dito
    if mensagem.falhas > len(PAUSAS):
        mensagem.save(update_fields=["falhas", "resposta"])
        encerrar([mensagem.pk], Estado.FALHOU, agora=agora)
        mensagem.estado = Estado.FALHOU
        return
    mensagem.estado, mensagem.proxima_tentativa = Estado.PENDENTE, agora
    mensagem.save(update_fields=["estado", "proxima_tentativa", "falhas", "resposta"])


def _fechar(id_tentativa: int, resultado: Resultado, dito: str, agora: datetime) -> bool:
    abertas = MensagemTentativa.objects.filter(pk=id_tentativa, fim=None)
    return bool(abertas.update(fim=agora, resultado=resultado, resposta=dito))


def _anotar_via(tentativa: Tentativa, desfecho: Entregue | FalhaDeEnvio, agora: datetime) -> None:
    """What is wrong with the way out stands on its own row, where the panel shows it, until a message gets through."""
    linhas = type(tentativa.via)._base_manager.filter(pk=tentativa.via.pk)
    if isinstance(desfecho, Adiada) and desfecho.da_via:
        # Several workers meet the same trouble at once: it counts once.
        linhas.filter(Q(pausado_ate=None) | Q(pausado_ate__lte=agora)).update(
            ultimo_erro=str(desfecho),
            ultimo_erro_em=agora,
            pausado_ate=_pausar(tentativa.via, agora),
            falhas_seguidas=F("falhas_seguidas") + 1,
        )
    elif isinstance(desfecho, Entregue) and tentativa.via.ultimo_erro:
        linhas.update(ultimo_erro="", ultimo_erro_em=None, pausado_ate=None, falhas_seguidas=0)
    if isinstance(tentativa.via, ServidorEmail) and isinstance(desfecho, Adiada | Recusada):
        vez.devolver(tentativa.via.pk, em=tentativa.em)


def _anotar_dispositivo(tentativa: Tentativa, desfecho: Entregue | FalhaDeEnvio, agora: datetime) -> None:
    if tentativa.dispositivo is None:
        return
    linhas = Dispositivo.objects.filter(pk=tentativa.dispositivo.pk)
    if isinstance(desfecho, Recusada) and desfecho.destino_morto:
        linhas.update(ativo=False)
    elif isinstance(desfecho, Entregue):
        linhas.update(ultimo_uso=agora)


def _resultado(desfecho: Entregue | FalhaDeEnvio) -> Resultado:
    if isinstance(desfecho, Entregue):
        return Resultado.ENVIADA
    if isinstance(desfecho, Recusada):
        return Resultado.RECUSADA
    return Resultado.DUVIDOSA if isinstance(desfecho, Duvidosa) else Resultado.ADIADA


def _dito(desfecho: Entregue | FalhaDeEnvio) -> str:
    return desfecho.resposta if isinstance(desfecho, Entregue) else str(desfecho)


def _pausar(via: Via, agora: datetime) -> datetime | None:
    """Until when; never for notifications, where browsers and applications go by services that know nothing of each other."""
    return None if isinstance(via, ConfiguracaoPush) else agora + _pausa_da_via(via.falhas_seguidas + 1)


def _pausa_da_via(falhas: int) -> timedelta:
    return min(_PAUSA_DA_VIA * 2 ** min(falhas - 1, 5) if falhas else _PAUSA_DA_VIA, _MAIOR_PAUSA_DA_VIA)


def _espalhar(mensagem: Mensagem, ate: timedelta) -> timedelta:
    """A part of a span, always the same for one message and evenly spread over many."""
    return ate * (mensagem.pk * 7919 % 1000) / 1000
