"""Services that are suspended and ask for trust, for the tests of the trust unblock."""

from datetime import UTC, datetime
from typing import Final

from procrastinate.contrib.django.models import ProcrastinateJob

from enlace.configuracao.models import RegraDesbloqueio
from enlace.financeiro.models import Fatura
from enlace.processos.desbloqueio_em_confianca import desbloquear, encerrar_vencidos
from enlace.processos.inadimplencia import suspender
from enlace.processos.tests.cobranca import AUTOR, um_servico_cobrado
from enlace.processos.tests.devedores import dia, um_devedor_avisado
from enlace.servicos.models import ClienteServico, DesbloqueioConfianca
from enlace.servicos.situacao import suspender_por_debito

# The first Monday on which debtors who were notified on the 11th may be cut off.
SUSPENSO_EM: Final = dia(28)
PEDIDO_EM: Final = dia(29)
# Granted on the 29th for two days: the last is Thursday, 31 December 2026; the next is a holiday, a Friday. Brasília is at -3.
ULTIMO_INSTANTE: Final = datetime(2027, 1, 1, 2, 59, 59, 999999, tzinfo=UTC)
MEIA_NOITE: Final = datetime(2027, 1, 1, 3, tzinfo=UTC)


def com_login(servico: ClienteServico) -> ClienteServico:
    ClienteServico.objects.filter(pk=servico.pk).update(login=f"login{servico.pk}", senha="1234")
    servico.refresh_from_db()
    return servico


def um_suspenso_por_fatura() -> Fatura:
    """A debtor whom the daily run has cut off."""
    fatura = um_devedor_avisado()
    com_login(servico_de(fatura))
    suspender(autor=AUTOR, agora=SUSPENSO_EM)
    return fatura


def um_suspenso_a_mao() -> ClienteServico:
    """Suspended for debt by people, who alone know the debt."""
    servico = com_login(um_servico_cobrado())
    suspender_por_debito(servico=servico, agora=SUSPENSO_EM)
    return servico


def servico_de(fatura: Fatura) -> ClienteServico:
    return ClienteServico.objects.get(cobrancas__fatura=fatura)


def confiar(servico: ClienteServico, *, dias: int = 2, em: datetime = PEDIDO_EM) -> DesbloqueioConfianca:
    """Two days asked for on the 29th: to the end of the 31st."""
    return desbloquear(servico.pk, dias=dias, autor=AUTOR, agora=em)


def encerrar(agora: datetime) -> int:
    return encerrar_vencidos(autor=AUTOR, agora=agora)


def regra(**valores: object) -> None:
    RegraDesbloqueio.atual()
    RegraDesbloqueio.objects.update(**valores)


def estado(servico: ClienteServico) -> str:
    return str(ClienteServico.objects.get(pk=servico.pk).status_id)


def situacoes() -> list[str]:
    """Of the trust unblocks, in order."""
    return list(DesbloqueioConfianca.objects.order_by("pk").values_list("situacao", flat=True))


def ajustes() -> list[int]:
    """The services whose live sessions were asked to follow, in order."""
    pedidos = ProcrastinateJob.objects.filter(task_name="radius.ajustar_sessoes").order_by("id")
    return [pedido.args["id_cliente_servico"] for pedido in pedidos]
