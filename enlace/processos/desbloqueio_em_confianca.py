"""Trust unblock: a customer who is suspended asks for some days, is believed, and works at once (documentation 4.4).

`desbloquear`, in one transaction: 1. the rules of the provider (`RegraDesbloqueio`); 2. the customer is locked, as for a payment
and a suspension: of two requests at once, or of a request and a payment, the second sees the first; 3. the unblock is kept with
its last day, and the service works again; 4. its live sessions are asked to follow (`radius/reconexao.py`).

`encerrar_vencidos`, by the clock once the last day is over, each in a transaction of its own and safe to repeat: 5. where bills
that suspend are still open, the service is suspended again for them; 6. where those that had suspended it are gone, the unblock
is withdrawn and nobody is told. A payment withdraws it at once (`inadimplencia.restabelecer_cliente`).

At its end a service is where it would be had nobody asked. So what people suspended, or another system, goes back too, unless a
payment came: their reason is in no bill by which the clock could see that it is gone, and three days must not become for ever.
It ends on any day of the week: the days of the law were kept by the suspension that it interrupts, and the customer was told its
end. Nothing is counted shorter for it: the suspension begins anew, and with it the days to a rescission.
"""

import logging
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction

from enlace.auditoria.registro import Autor, registrar_inclusao, registrar_mudanca, retrato
from enlace.configuracao.models import RegraDesbloqueio
from enlace.core.datas import dia_local
from enlace.core.errors import RuleRefused
from enlace.financeiro.dividas import Divida
from enlace.financeiro.prazos import RGC, Veredito
from enlace.processos.dia import Dia
from enlace.processos.inadimplencia import dividas_que_suspendem, fechar_desbloqueio, suspender_servico, suspenso_por_decisao
from enlace.processos.travamento import ServicoInexistente, travar_servico
from enlace.radius import reconexao
from enlace.servicos.acesso import SemAutenticacao
from enlace.servicos.models import ClienteServico, DesbloqueioConfianca
from enlace.servicos.situacao import habilitar, suspender_parcialmente, suspender_por_debito

_Situacao = DesbloqueioConfianca.Situacao
_POR_DEBITO: Final = "suspenso_debito"
# Each state out of which trust leads, and the way back.
_DE_VOLTA: Final[dict[str, Callable[..., None]]] = {
    _POR_DEBITO: suspender_por_debito,
    "suspenso_parcialmente": suspender_parcialmente,
}
_EM_CONFIANCA: Final = "servico_habilitado"
_log = logging.getLogger(__name__)


class DesbloqueioRecusado(RuleRefused):
    """A trust unblock that cannot be granted; each rule has its own class."""


class DesbloqueioDesativado(DesbloqueioRecusado):
    """The provider grants none."""

    mensagem = "O desbloqueio em confiança não está habilitado neste provedor."


class DiasNaoPermitidos(DesbloqueioRecusado):
    """More days than the rule grants."""

    def __init__(self, dias: int, maximo: int) -> None:
        super().__init__(
            f"O valor informado para os dias de desbloqueio ({dias}) não é permitido, pois ultrapassa a configuração: "
            f"o máximo permitido é de {_dias(maximo)}."
        )


class ServicoDesconhecido(DesbloqueioRecusado):
    """There is no such service."""

    mensagem = "O serviço do cliente informado não foi encontrado."


class JaDesbloqueado(DesbloqueioRecusado):
    """One trust unblock at a time."""

    def __init__(self, ate: date) -> None:
        super().__init__(f"O serviço já está desbloqueado em confiança até a data {ate:%d/%m/%Y}.")


class NaoSuspensoPorDebito(DesbloqueioRecusado):
    """Only who is suspended for debt is believed; where the rule says so, also who is suspended in part."""

    def __init__(self, servico: ClienteServico, regra: RegraDesbloqueio) -> None:
        aceitos = "por débito" if regra.so_por_debito else "por débito ou parcialmente"
        super().__init__(
            f"O desbloqueio em confiança é só para serviços suspensos {aceitos}, e este está na situação “{servico.status}”."
        )


class DesbloqueiosDemais(DesbloqueioRecusado):
    """As many as the rule grants were granted already."""

    def __init__(self, feitos: int, regra: RegraDesbloqueio) -> None:
        vezes = "1 desbloqueio" if regra.vezes == 1 else f"{regra.vezes} desbloqueios"
        super().__init__(
            f"O máximo permitido é de {vezes} em confiança a cada {_dias(regra.periodo_dias)}, e o serviço já teve {feitos}."
        )


class DesbloqueioCedoDemais(DesbloqueioRecusado):
    """The rule asks for more days between two."""

    def __init__(self, fim: date, regra: RegraDesbloqueio) -> None:
        primeiro = fim + timedelta(days=regra.intervalo_dias)
        super().__init__(
            f"O intervalo mínimo entre dois desbloqueios em confiança é de {_dias(regra.intervalo_dias)}: o último terminou em "
            f"{fim:%d/%m/%Y}, o próximo é possível a partir de {primeiro:%d/%m/%Y}."
        )


def desbloquear(id_servico: int, *, dias: int, autor: Autor, agora: datetime) -> DesbloqueioConfianca:
    """Let a suspended service work to the end of the day that comes `dias` (1 or more) after today.

    Refused: each `DesbloqueioRecusado`; `SemAutenticacao`, because without a login there is nothing that trust could open.
    """
    regra = RegraDesbloqueio.atual()
    if not regra.habilitado:
        raise DesbloqueioDesativado
    if dias > regra.maximo_de_dias:
        raise DiasNaoPermitidos(dias, regra.maximo_de_dias)
    with transaction.atomic():
        servico = _travar(id_servico)
        _conferir_servico(servico, regra)
        _conferir_anteriores(servico, regra, hoje=dia_local(agora))
        return _desbloquear(servico, dias=dias, autor=autor, agora=agora)


def por_que_nao(servico: ClienteServico, *, agora: datetime) -> str:
    """Why a trust unblock would be refused now, as a sentence; empty when one day at least would be granted."""
    regra = RegraDesbloqueio.atual()
    try:
        if not regra.habilitado:
            raise DesbloqueioDesativado
        _conferir_servico(servico, regra)
        _conferir_anteriores(servico, regra, hoje=dia_local(agora))
    except RuleRefused as recusa:
        return str(recusa)
    return ""


def encerrar_vencidos(*, autor: Autor, agora: datetime) -> int:
    """End every trust unblock whose last day is over; how many were."""
    dia = Dia.de(agora)
    servicos = DesbloqueioConfianca.objects.vencidos(em=dia.hoje).order_by("pk").values_list("cliente_servico_id", flat=True)
    return sum(_encerrar_ou_anotar(chave, dia, autor=autor) for chave in list(servicos))


def _travar(id_servico: int) -> ClienteServico:
    try:
        return travar_servico(id_servico)
    except ServicoInexistente as recusa:
        raise ServicoDesconhecido from recusa


def _conferir_servico(servico: ClienteServico, regra: RegraDesbloqueio) -> None:
    em_vigor = DesbloqueioConfianca.objects.ativos().filter(cliente_servico=servico).first()
    if em_vigor is not None:
        raise JaDesbloqueado(em_vigor.ate)
    if servico.status_id not in ((_POR_DEBITO,) if regra.so_por_debito else _DE_VOLTA):
        raise NaoSuspensoPorDebito(servico, regra)
    if not servico.login:
        raise SemAutenticacao


def _conferir_anteriores(servico: ClienteServico, regra: RegraDesbloqueio, *, hoje: date) -> None:
    """A request counts on its own day and on those after it, as many in all as the period has."""
    anteriores = DesbloqueioConfianca.objects.filter(cliente_servico=servico)
    feitos = anteriores.filter(pedido_em__date__gt=hoje - timedelta(days=regra.periodo_dias)).count()
    if feitos >= regra.vezes:
        raise DesbloqueiosDemais(feitos, regra)
    ultimo = anteriores.order_by("-encerrado_em").values_list("encerrado_em", flat=True).first()
    if ultimo is not None and hoje < dia_local(ultimo) + timedelta(days=regra.intervalo_dias):
        raise DesbloqueioCedoDemais(dia_local(ultimo), regra)


def _desbloquear(servico: ClienteServico, *, dias: int, autor: Autor, agora: datetime) -> DesbloqueioConfianca:
    desbloqueio = DesbloqueioConfianca.objects.create(
        cliente_servico=servico,
        pedido_em=agora,
        dias=dias,
        ate=dia_local(agora) + timedelta(days=dias),
        estado_anterior=servico.status,
        suspenso_por_fatura=suspenso_por_decisao(servico),
    )
    registrar_inclusao(autor, "desbloquear_em_confianca", desbloqueio)
    antes = retrato(servico)
    habilitar(servico=servico, agora=agora)
    registrar_mudanca(autor, "desbloquear_em_confianca", servico, antes=antes)
    reconexao.pedir(servico.pk)
    return desbloqueio


def _encerrar_ou_anotar(id_servico: int, dia: Dia, *, autor: Autor) -> int:
    """What is wrong with one service stops no other."""
    try:
        with transaction.atomic():
            return _encerrar(id_servico, dia, autor=autor)
    except RuleRefused as recusa:
        _log.warning("Fim do desbloqueio em confiança do serviço %s: %s", id_servico, recusa)
        return 0


def _encerrar(id_servico: int, dia: Dia, *, autor: Autor) -> int:
    servico = _travar(id_servico)
    # Read after the lock: a payment may have come meanwhile.
    desbloqueio = DesbloqueioConfianca.objects.vencidos(em=dia.hoje).filter(cliente_servico=servico).first()
    if desbloqueio is None:
        return 0
    dividas = dividas_que_suspendem(servico, dia)
    if desbloqueio.suspenso_por_fatura and not dividas:
        fechar_desbloqueio(servico, _Situacao.RETIRADO, autor=autor, agora=dia.agora)
    elif servico.status_id != _EM_CONFIANCA:
        # Changed by a road that knows nothing of trust: it stays as it is.
        fechar_desbloqueio(servico, _Situacao.INTERROMPIDO, autor=autor, agora=dia.agora)
    else:
        fechar_desbloqueio(servico, _Situacao.ENCERRADO, autor=autor, agora=dia.agora)
        _suspender(servico, desbloqueio, dividas, dia, autor=autor)
    return 1


def _suspender(
    servico: ClienteServico, desbloqueio: DesbloqueioConfianca, dividas: list[Divida], dia: Dia, *, autor: Autor
) -> None:
    if dividas and desbloqueio.estado_anterior_id == _POR_DEBITO:
        suspender_servico(servico, _veredito(desbloqueio, dividas), dividas, dia, autor=autor)
    else:
        _devolver(servico, desbloqueio.estado_anterior_id, autor=autor, agora=dia.agora)


def _devolver(servico: ClienteServico, estado: str, *, autor: Autor, agora: datetime) -> None:
    """Back to the state that people, or another system, had given it: without a decision, for none was ours."""
    antes = retrato(servico)
    _DE_VOLTA[estado](servico=servico, agora=agora)
    registrar_mudanca(autor, "encerrar_desbloqueio", servico, antes=antes)
    reconexao.pedir(servico.pk)


def _veredito(desbloqueio: DesbloqueioConfianca, dividas: list[Divida]) -> Veredito:
    motivo = (
        f"Terminou em {desbloqueio.ate:%d/%m/%Y} o desbloqueio em confiança, e segue em aberto o débito avisado em "
        f"{dia_local(dividas[0].notificado_em):%d/%m/%Y}."
    )
    return Veredito(pode=True, prazo_cumprido=True, motivo=motivo, fundamento=RGC)


def _dias(quantos: int) -> str:
    return "1 dia" if quantos == 1 else f"{quantos} dias"
