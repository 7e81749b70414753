"""Debt, day by day: an overdue bill is notified; days after the notice its services are suspended; a payment restores them.

Each step may be repeated without harm and is called by the timetable (`jobs.py`); each decision is kept with its reason and what
it rests on (`DecisaoInadimplencia`).
1. The notice: `aviso_de_debito.py`.
2. `suspender`: the services that a bill charges, once its notice is old enough, on a day on which people may be cut off. Only
   these: a bill without a service (a one-off sale) suspends nothing.
3. `restabelecer`: services suspended here whose debts are gone, whichever way they went; a payment does so at once. A trust unblock
   that rested on them is withdrawn with them; while it lasts its service is left alone (`desbloqueio_em_confianca.py`).
In the transaction of each, the live sessions are asked to follow (`radius/reconexao.py`).
The customer is locked while a suspension is decided, as in `recebimento.py`: a payment comes before it or after it.
"""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import F, Q, QuerySet

from enlace.auditoria.registro import Autor, registrar_mudanca, retrato
from enlace.configuracao.models import Provedor
from enlace.core.datas import dia_local
from enlace.core.errors import RuleRefused
from enlace.financeiro.dividas import Divida, dividas_avisadas
from enlace.financeiro.models import DecisaoInadimplencia, Fatura
from enlace.financeiro.prazos import DIAS_PARA_RESCINDIR, RGC_RESTABELECIMENTO, Veredito, dia_da_suspensao, suspensao
from enlace.financeiro.travamento import travar_cliente
from enlace.mensagens.saida import enfileirar
from enlace.processos import textos
from enlace.processos.dia import Dia
from enlace.processos.mensagens_ao_cliente import Envio, pedidos
from enlace.processos.travamento import travar_servico
from enlace.radius import reconexao
from enlace.servicos.models import ClienteServico, DesbloqueioConfianca, Suspensao
from enlace.servicos.situacao import SUSPENSIVEIS_POR_DEBITO, encerrar_desbloqueio, habilitar, suspender_por_debito

_Acao = DecisaoInadimplencia.Acao
_SUSPENSO: Final = "suspenso_debito"
_VALIDADE_DA_NOTICIA: Final = timedelta(days=1)
_log = logging.getLogger(__name__)


class SuspensaoSemAviso(RuleRefused):
    """Nobody is cut off for a debt of which no notice was given, or too lately."""

    def __init__(self, dia: Dia) -> None:
        super().__init__(
            f"Não há débito deste serviço avisado ao cliente há {dia.regra.dias_para_suspender} dias ou mais: sem o aviso não se "
            "suspende (Anatel, RGC)."
        )


class SuspensaoAdiada(RuleRefused):
    """A day on which nobody is cut off."""

    def __init__(self, veredito: Veredito) -> None:
        super().__init__(f"{veredito.motivo} ({veredito.fundamento})")


class SuspensaoNaConfianca(RuleRefused):
    """Its end was promised."""

    mensagem = "O serviço está desbloqueado em confiança: volta a ser suspenso no fim do prazo combinado."


def suspender(*, autor: Autor, agora: datetime) -> int:
    """Suspend the services whose debts were notified long enough ago; how many were. What is put off is noted with the reason."""
    dia = Dia.de(agora)
    candidatos = (
        ClienteServico.objects.filter(
            status__in=SUSPENSIVEIS_POR_DEBITO,
            cobrancas__fatura__situacao=Fatura.Situacao.AGUARDANDO,
            cobrancas__fatura__aviso__notificado_em__lte=_ha_dias_inteiros(dia),
        )
        .exclude(pk__in=_em_confianca())
        .order_by("pk")
        .distinct()
        .values_list("pk", flat=True)
    )
    return sum(_suspender_ou_anotar(chave, dia, autor=autor) for chave in list(candidatos))


def suspender_agora(id_servico: int, *, autor: Autor, agora: datetime) -> None:
    """What the daily run would do with one service, asked for by a person: by the same notice, on the same days.

    Refused: `ServicoInexistente`, `SuspensaoNaConfianca`, `SuspensaoSemAviso`, `SuspensaoAdiada`, `SuspensaoRecusada`.
    """
    dia = Dia.de(agora)
    with transaction.atomic():
        travar_servico(id_servico)
        servico = ClienteServico.objects.select_related("plano", "cliente", "endereco_instalacao__bairro__cidade").get(
            pk=id_servico
        )
        if _em_confianca().filter(cliente_servico=servico).exists():
            raise SuspensaoNaConfianca
        dividas = dividas_que_suspendem(servico, dia)
        if not dividas:
            raise SuspensaoSemAviso(dia)
        veredito = _veredito(servico, dividas[0], dia)
        if not veredito.pode:
            raise SuspensaoAdiada(veredito)
        suspender_servico(servico, veredito, dividas, dia, autor=autor)


def restabelecer(*, autor: Autor, agora: datetime) -> int:
    """Restore every service that was suspended here and has no debt left to rest on; how many were.

    Those that people suspended by hand, or that came so from another system, are restored by a payment, never by the clock.
    """
    clientes = _nossas().order_by("cliente_servico__cliente").values_list("cliente_servico__cliente", flat=True).distinct()
    return sum(restabelecer_cliente(chave, autor=autor, agora=agora, so_das_faturas=True) for chave in list(clientes))


def restabelecer_cliente(id_cliente: int, *, autor: Autor, agora: datetime, so_das_faturas: bool = False) -> int:
    """Restore the customer's services that are suspended for debt without a debt that would suspend them today; how many were.

    One that works on trust is not suspended, nor will be: its trust unblock is withdrawn, and nobody need be told.
    `so_das_faturas` leaves alone what other reasons than bills of ours have suspended, which no lack of bills resolves.
    """
    dia = Dia.de(agora)
    fora = _fora_pelas_faturas() if so_das_faturas else Q(status=_SUSPENSO) | Q(pk__in=_em_confianca())
    with transaction.atomic():
        travar_cliente(id_cliente)
        servicos = list(_travados().filter(fora, cliente=id_cliente).order_by("pk").select_related("plano", "cliente"))
        dividas = dividas_avisadas([servico.pk for servico in servicos])
        livres = [servico for servico in servicos if not _sustentam(dividas.get(servico.pk, []), dia)]
        suspensos = [servico for servico in livres if servico.status_id == _SUSPENSO]
        for servico in suspensos:
            _restabelecer(servico, dia, autor=autor)
        for servico in livres:
            fechar_desbloqueio(servico, DesbloqueioConfianca.Situacao.RETIRADO, autor=autor, agora=agora)
    return len(suspensos)


def suspenso_por_decisao(servico: ClienteServico) -> bool:
    """Whether a service is suspended because of its bills, not by people or from another system."""
    return _nossas().filter(cliente_servico=servico).exists()


def dividas_que_suspendem(servico: ClienteServico, dia: Dia) -> list[Divida]:
    """The open debts of which notice was given long enough ago, the oldest first."""
    avisadas = dividas_avisadas([servico.pk]).get(servico.pk, [])
    return [divida for divida in avisadas if divida.notificado_em <= _ha_dias_inteiros(dia)]


def suspender_servico(servico: ClienteServico, veredito: Veredito, dividas: Iterable[Divida], dia: Dia, *, autor: Autor) -> None:
    """Suspend a service that is locked, keep the reason and tell the customer. Refused: `SuspensaoRecusada`."""
    antes = retrato(servico)
    suspender_por_debito(servico=servico, agora=dia.agora)
    registrar_mudanca(autor, "suspender_por_debito", servico, antes=antes)
    _decidir(servico, _Acao.SUSPENDER, veredito, dividas, dia)
    reconexao.pedir(servico.pk)
    _noticiar(servico, "suspensao", dia)


def fechar_desbloqueio(servico: ClienteServico, como: str, *, autor: Autor, agora: datetime) -> None:
    """End the trust unblock of a service that is locked, if there is one in force, and record it; `como` is its last state."""
    desbloqueio = DesbloqueioConfianca.objects.ativos().filter(cliente_servico=servico).first()
    if desbloqueio is not None:
        antes = retrato(desbloqueio)
        encerrar_desbloqueio(servico=servico, como=como, agora=agora)
        desbloqueio.refresh_from_db()
        registrar_mudanca(autor, "encerrar_desbloqueio", desbloqueio, antes=antes)


def _nossas() -> QuerySet[DecisaoInadimplencia]:
    """The decisions on which suspensions of this moment rest."""
    return DecisaoInadimplencia.objects.filter(
        acao=_Acao.SUSPENDER,
        cliente_servico__suspensoes__fim__isnull=True,
        cliente_servico__suspensoes__inicio__lte=F("quando"),
        cliente_servico__status=_SUSPENSO,
    )


def _fora_pelas_faturas() -> Q:
    """Services that decisions of ours keep suspended, or kept so until they were trusted."""
    return Q(pk__in=_nossas().values("cliente_servico")) | Q(pk__in=_em_confianca().filter(suspenso_por_fatura=True))


def _em_confianca() -> QuerySet[DesbloqueioConfianca, int]:
    return DesbloqueioConfianca.objects.ativos().values_list("cliente_servico_id", flat=True)


def _sustentam(dividas: Iterable[Divida], dia: Dia) -> bool:
    return any(dia.hoje >= dia_da_suspensao(divida.notificado_em, dia.regra) for divida in dividas)


def _travados() -> QuerySet[ClienteServico]:
    """Services, after their customer: somebody may be cancelling one at this moment, which must refuse no payment."""
    return ClienteServico.objects.select_for_update(of=("self",), no_key=True)


def _suspender_ou_anotar(id_servico: int, dia: Dia, *, autor: Autor) -> int:
    """What is wrong with one service stops no other."""
    try:
        return _suspender(id_servico, dia, autor=autor)
    except RuleRefused as recusa:
        _log.warning("Suspensão do serviço %s: %s", id_servico, recusa)
        return 0


def _suspender(id_servico: int, dia: Dia, *, autor: Autor) -> int:
    with transaction.atomic():
        travar_cliente(ClienteServico.objects.values_list("cliente_id", flat=True).get(pk=id_servico))
        # Read after the lock: a payment may have come meanwhile.
        servico = _travados().select_related("plano", "cliente", "endereco_instalacao__bairro__cidade").get(pk=id_servico)
        dividas = dividas_que_suspendem(servico, dia)
        if (
            not dividas
            or servico.status_id not in SUSPENSIVEIS_POR_DEBITO
            or _em_confianca().filter(cliente_servico=servico).exists()
        ):
            return 0
        veredito = _veredito(servico, dividas[0], dia)
        if not veredito.pode:
            if veredito.prazo_cumprido:
                _decidir(servico, _Acao.ADIAR, veredito, dividas, dia)
            return 0
        suspender_servico(servico, veredito, dividas, dia, autor=autor)
    return 1


def _ha_dias_inteiros(dia: Dia) -> datetime:
    """The latest notice that may suspend now: of a night's notice, the fifteenth morning is not fifteen days later yet."""
    return dia.agora - timedelta(days=dia.regra.dias_para_suspender)


def _veredito(servico: ClienteServico, divida: Divida, dia: Dia) -> Veredito:
    uf = servico.endereco_instalacao.bairro.cidade.estado_id
    return suspensao(divida.notificado_em, dia=dia.hoje, regra=dia.regra, uf=uf, feriados_locais=dia.feriados)


def _restabelecer(servico: ClienteServico, dia: Dia, *, autor: Autor) -> None:
    antes = retrato(servico)
    habilitar(servico=servico, agora=dia.agora)
    registrar_mudanca(autor, "restabelecer", servico, antes=antes)
    motivo = "Não há mais débito que sustente a suspensão."
    veredito = Veredito(pode=False, prazo_cumprido=False, motivo=motivo, fundamento=RGC_RESTABELECIMENTO)
    _decidir(servico, _Acao.RESTABELECER, veredito, (), dia)
    reconexao.pedir(servico.pk)
    _noticiar(servico, "restabelecimento", dia)


def _decidir(servico: ClienteServico, acao: str, veredito: Veredito, dividas: Iterable[Divida], dia: Dia) -> None:
    """Keep a decision; that a day's suspension is put off, once."""
    decisao = DecisaoInadimplencia(
        cliente_servico=servico,
        quando=dia.agora,
        dia=dia.hoje,
        acao=acao,
        motivo=veredito.motivo,
        artigo=veredito.fundamento,
        faturas=[divida.id_fatura for divida in dividas],
        regra=dia.regra,
    )
    DecisaoInadimplencia.objects.bulk_create([decisao], ignore_conflicts=acao == _Acao.ADIAR)


def _noticiar(servico: ClienteServico, modelo: str, dia: Dia) -> None:
    """Tell the customer what happened. A text that somebody broke must not keep a service off."""
    provedor = Provedor.atual()
    inicio = Suspensao.objects.filter(cliente_servico=servico).order_by("-inicio").values_list("inicio", flat=True).first()
    rescisao = dia_local(inicio or dia.agora) + timedelta(days=DIAS_PARA_RESCINDIR)
    valores = {
        **textos.do_cliente(servico.cliente, provedor),
        "servico": str(servico.plano),
        "data_rescisao": f"{rescisao:%d/%m/%Y}",
    }
    envio = Envio(
        modelo=modelo,
        referencia=f"servico:{servico.pk}",
        requisicao=f"{modelo}:{servico.pk}:{dia.agora.isoformat()}",
        validade=dia.agora + _VALIDADE_DA_NOTICIA,
    )
    try:
        mensagens = pedidos(servico.cliente, envio, valores)
    except RuleRefused as recusa:
        _log.warning("Notícia de %s do serviço %s: %s", modelo, servico.pk, recusa)
        return
    enfileirar(mensagens, agora=dia.agora)
