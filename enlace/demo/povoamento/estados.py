"""How a service of the demonstration came to be in its state."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from django.utils import timezone

from enlace.servicos.models import ClienteServico, MotivoCancelamento
from enlace.servicos.situacao import cancelar, habilitar, suspender_a_pedido, suspender_por_debito

HABILITADO, SUSPENSO, PAUSADO, CANCELADO = "servico_habilitado", "suspenso_debito", "suspenso_pedido_cliente", "cancelado"
# Never enabled yet: sold in the last days.
NOVOS = (
    "agendado_para_instalacao",
    "aguardando_assinatura_contrato",
    "aguardando_configuracao",
    "aguardando_instalacao",
    "aguardando_liberacao_ti",
)
# Once enabled; registers brought from elsewhere have them, and no verb leads there.
_SEM_VERBO = ("aguardando_migracao", "franquia_excedida", "inativo", "suspenso_parcialmente")
MENOS_COMUNS = (*NOVOS, *_SEM_VERBO, SUSPENSO, PAUSADO, CANCELADO)
_PESOS = {HABILITADO: 85, SUSPENSO: 7, CANCELADO: 6, "aguardando_instalacao": 1, PAUSADO: 1}
_MOTIVOS = ("INSATISFAÇÃO COM O SERVIÇO", "INADIMPLÊNCIA", "MUDANÇA DE CIDADE", "MUDANÇA DE OPERADORA")


@dataclass(frozen=True)
class Motivos:
    """Why the cancelled ones left."""

    todos: list[MotivoCancelamento]

    @classmethod
    def criar(cls) -> "Motivos":
        """Write the reasons."""
        return cls(MotivoCancelamento.objects.bulk_create(MotivoCancelamento(descricao=texto) for texto in _MOTIVOS))


def sortear_estado(sorteio: Random) -> str:
    """A state, as often as in a provider that does well."""
    return sorteio.choices(list(_PESOS), weights=list(_PESOS.values()))[0]


def sortear_venda(estado: str, *, sorteio: Random, agora: datetime) -> datetime:
    """When a service that is now in `estado` was sold, in business hours."""
    return no_expediente(sorteio.randint(1, 12) if estado in NOVOS else sorteio.randint(100, 2_500), sorteio=sorteio, agora=agora)


def levar_ao_estado(servico: ClienteServico, estado: str, *, motivos: Motivos, sorteio: Random, agora: datetime) -> None:
    """From just contracted to `estado`, through the verbs as far as there are some."""
    if estado == "aguardando_instalacao":
        return
    hoje = timezone.localdate(agora)
    if estado not in NOVOS:
        habilitado_em = servico.data_venda + timedelta(days=sorteio.randint(1, 6))
        habilitar(servico=servico, agora=habilitado_em)
        if estado == SUSPENSO:
            suspender_por_debito(servico=servico, agora=agora - timedelta(days=5))
        elif estado == PAUSADO:
            suspender_a_pedido(servico=servico, ate=hoje + timedelta(days=60), agora=agora - timedelta(days=10))
        elif estado == CANCELADO:
            # Some of them within the last two months: they still have connections to show.
            quando = no_expediente(sorteio.randint(5, 80), sorteio=sorteio, agora=agora)
            cancelar(servico=servico, motivo=sorteio.choice(motivos.todos), agora=quando)
    if estado in NOVOS or estado in _SEM_VERBO:
        ClienteServico.objects.filter(pk=servico.pk).update(status=estado)
        servico.status_id = estado


def no_expediente(dias_atras: int, *, sorteio: Random, agora: datetime) -> datetime:
    """An instant between nine and six, so many days ago."""
    abertura = timezone.localtime(agora).replace(hour=9, minute=0, second=0)
    return abertura - timedelta(days=dias_atras) + timedelta(seconds=sorteio.randrange(9 * 3600))
