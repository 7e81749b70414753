"""The life of a service after it is contracted: its steps to the installation, enabling, suspending, cancelling.

Each verb is one conditional update: of two that arrive together the database lets one through, and the other one is told what
the service has become.
"""

from datetime import date, datetime

from django.db import transaction
from django.db.models import F, QuerySet, Value
from django.db.models.functions import Coalesce, Greatest

from enlace.core.errors import RuleRefused
from enlace.servicos.models import ClienteServico, DesbloqueioConfianca, MotivoCancelamento, Pausa, Suspensao

# A service whose contract is not signed yet has to be signed for first.
HABILITAVEIS = (
    "agendado_para_instalacao",
    "aguardando_configuracao",
    "aguardando_instalacao",
    "aguardando_liberacao_ti",
    "aguardando_migracao",
    "franquia_excedida",
    "inativo",
    "suspenso_debito",
    "suspenso_parcialmente",
    "suspenso_pedido_cliente",
)
SUSPENSIVEIS_POR_DEBITO = ("franquia_excedida", "servico_habilitado", "suspenso_parcialmente")
PAUSAVEIS = ("franquia_excedida", "servico_habilitado")
A_PEDIDO = "suspenso_pedido_cliente"
# How far a service is that never worked yet; what its contract or the field wait for.
ETAPAS = (
    "aguardando_assinatura_contrato",
    "aguardando_instalacao",
    "agendado_para_instalacao",
    "aguardando_configuracao",
    "aguardando_liberacao_ti",
    "aguardando_migracao",
)


class TransicaoRecusada(RuleRefused):
    """The service is in a state from which this cannot be done."""

    acao = ""

    def __init__(self, *, estado: str) -> None:
        super().__init__(f"Um serviço na situação “{estado}” não pode ser {self.acao}.")


class HabilitacaoRecusada(TransicaoRecusada):
    """Enabled already, cancelled, or waiting for a signature."""

    acao = "habilitado"


class SuspensaoRecusada(TransicaoRecusada):
    """Only a service that works can be suspended for debt."""

    acao = "suspenso por débito"


class SuspensaoParcialRecusada(TransicaoRecusada):
    """Only a service that works whole can be brought to work in part."""

    acao = "suspenso parcialmente"


class PausaRecusada(TransicaoRecusada):
    """Only a service that works, and owes nothing, can stand still at its customer's request."""

    acao = "suspenso a pedido do cliente"


class EtapaRecusada(TransicaoRecusada):
    """Only what waits for its installation goes from one of its steps to another."""

    acao = "levado a outra etapa da instalação"


class CancelamentoRecusado(TransicaoRecusada):
    """Cancelled already."""

    acao = "cancelado"


def habilitar(*, servico: ClienteServico, agora: datetime) -> None:
    """Let the service work; the day of its first enabling is kept. Refused: `HabilitacaoRecusada`."""
    with transaction.atomic():
        mudados = _em_estado(servico, HABILITAVEIS).update(
            status="servico_habilitado", data_habilitacao=Coalesce(F("data_habilitacao"), Value(agora))
        )
        _conferir(servico, mudados, HabilitacaoRecusada)
        _encerrar_suspensao(servico, agora)
        _encerrar_pausa(servico, agora)


def suspender_por_debito(*, servico: ClienteServico, agora: datetime) -> None:
    """Suspend a working service whose bills are overdue. Refused: `SuspensaoRecusada`."""
    with transaction.atomic():
        mudados = _em_estado(servico, SUSPENSIVEIS_POR_DEBITO).update(status="suspenso_debito")
        _conferir(servico, mudados, SuspensaoRecusada)
        # One that was left open by whoever changed the state without this file would keep the new one out.
        _encerrar_suspensao(servico, agora)
        Suspensao.objects.create(cliente_servico=servico, inicio=agora)
        _interromper_desbloqueio(servico, agora)


def suspender_parcialmente(*, servico: ClienteServico, agora: datetime) -> None:
    """Reduce a service that works: it stays connected, slowly. Refused: `SuspensaoParcialRecusada`."""
    with transaction.atomic():
        mudados = _em_estado(servico, ("servico_habilitado",)).update(status="suspenso_parcialmente")
        _conferir(servico, mudados, SuspensaoParcialRecusada)
        _interromper_desbloqueio(servico, agora)


def suspender_a_pedido(*, servico: ClienteServico, ate: date, agora: datetime) -> Pausa:
    """Let a service that works stand still to the end of the day `ate`, as its customer asks. Refused: `PausaRecusada`."""
    with transaction.atomic():
        mudados = _em_estado(servico, PAUSAVEIS).update(status=A_PEDIDO)
        _conferir(servico, mudados, PausaRecusada)
        # One that was left open by whoever changed the state without this file would keep the new one out.
        _encerrar_pausa(servico, agora)
        _interromper_desbloqueio(servico, agora)
        return Pausa.objects.create(cliente_servico=servico, inicio=agora, ate=ate)


def mudar_etapa(*, servico: ClienteServico, etapa: str) -> None:
    """Say what a service that was never enabled waits for (one of `ETAPAS`). Refused: `EtapaRecusada`."""
    if etapa not in ETAPAS:
        raise ValueError(etapa)
    with transaction.atomic():
        mudados = _em_estado(servico, ETAPAS).update(status=etapa)
        _conferir(servico, mudados, EtapaRecusada)


def cancelar(*, servico: ClienteServico, motivo: MotivoCancelamento, agora: datetime) -> None:
    """End the service for good, freeing its login and its port of the optical box. Refused: `CancelamentoRecusado`."""
    with transaction.atomic():
        mudados = (
            ClienteServico.objects.filter(pk=servico.pk)
            .exclude(status="cancelado")
            .update(status="cancelado", data_cancelamento=agora, motivo_cancelamento=motivo, porta_atendimento=None)
        )
        _conferir(servico, mudados, CancelamentoRecusado)
        _encerrar_suspensao(servico, agora)
        _encerrar_pausa(servico, agora)
        _interromper_desbloqueio(servico, agora)


def encerrar_desbloqueio(*, servico: ClienteServico, como: str, agora: datetime) -> bool:
    """End the trust unblock in force, whose state `como` tells why; whether there was one. The service's state is the caller's."""
    em_vigor = DesbloqueioConfianca.objects.ativos().filter(cliente_servico=servico)
    return bool(em_vigor.update(situacao=como, encerrado_em=Greatest(F("pedido_em"), Value(agora))))


def _interromper_desbloqueio(servico: ClienteServico, agora: datetime) -> None:
    """Whatever else ends the state that a trust unblock gave ends the unblock too."""
    encerrar_desbloqueio(servico=servico, como=DesbloqueioConfianca.Situacao.INTERROMPIDO, agora=agora)


def _encerrar_suspensao(servico: ClienteServico, agora: datetime) -> None:
    """Whatever ends the state ends its interval. Not before its beginning, should a clock have been set back."""
    Suspensao.objects.filter(cliente_servico=servico, fim__isnull=True).update(fim=Greatest(F("inicio"), Value(agora)))


def _encerrar_pausa(servico: ClienteServico, agora: datetime) -> None:
    """The same of a suspension that its customer asked for."""
    Pausa.objects.abertas().filter(cliente_servico=servico).update(fim=Greatest(F("inicio"), Value(agora)))


def _em_estado(servico: ClienteServico, estados: tuple[str, ...]) -> QuerySet[ClienteServico]:
    return ClienteServico.objects.filter(pk=servico.pk, status__in=estados)


def _conferir(servico: ClienteServico, mudados: int, recusa: type[TransicaoRecusada]) -> None:
    """Bring the object up to date and refuse when the update met no row."""
    servico.refresh_from_db()
    if not mudados:
        raise recusa(estado=servico.status.descricao)
