"""Acts on a service's state: suspend, enable, step of the installation, cancel."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

from django.db.models import Count, Sum
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from enlace.atendimento.models import Atendimento
from enlace.auditoria.registro import Autor
from enlace.core.datas import agora, dia_local
from enlace.financeiro.dividas import dividas_avisadas
from enlace.financeiro.models import CobrancaServico, Fatura
from enlace.financeiro.prazos import dia_da_suspensao
from enlace.ordens_servico.models import OrdemServico
from enlace.painel.acesso import pagina
from enlace.painel.atos import Ato, SemPerguntas, enviado, responder
from enlace.painel.celulas import dia, dinheiro
from enlace.painel.servicos.forms import A_PEDIDO, Cancelamento, Etapa, Suspensao
from enlace.painel.servicos.um_servico import de_volta, impedido, obter, sobre
from enlace.processos import cancelamento_de_servico, habilitacao, suspensao_a_pedido
from enlace.processos.dia import Dia
from enlace.processos.inadimplencia import suspender_agora
from enlace.servicos.models import ClienteServico, DesbloqueioConfianca
from enlace.servicos.situacao import ETAPAS, HABILITAVEIS, SUSPENSIVEIS_POR_DEBITO, HabilitacaoRecusada, SuspensaoRecusada

_CANCELADO: Final = "cancelado"
_POR_DEBITO: Final = ("suspenso_debito", "suspenso_parcialmente")


@pagina("servicos.suspender")
def suspender(request: HttpRequest, id_cliente_servico: int) -> HttpResponse:
    """Let a service stand still at its customer's request, or for a debt of which notice was given."""
    servico = obter(id_cliente_servico)
    titulo = gettext_lazy("Suspender")
    if request.method != "POST" and servico.status_id not in SUSPENSIVEIS_POR_DEBITO:
        return impedido(request, servico, titulo, str(SuspensaoRecusada(estado=servico.status.descricao)))
    ato = Ato(titulo=titulo, botao=gettext_lazy("Suspender"), perigo=True)
    return responder(
        request,
        sobre(servico, ato, pontos=[*_regra_do_pedido(servico), *_regra_do_debito(servico, agora())]),
        formulario=Suspensao(enviado(request)),
        fazer=lambda dados, autor: _suspender(servico, dados, autor),
        feito=lambda feito: feito,
        volta=de_volta(request, servico),
    )


@pagina("servicos.suspender")
def habilitar(request: HttpRequest, id_cliente_servico: int) -> HttpResponse:
    """Let a service work."""
    servico = obter(id_cliente_servico)
    titulo = gettext_lazy("Habilitar")
    em_confianca = DesbloqueioConfianca.objects.ativos().filter(cliente_servico=servico).first()
    if request.method != "POST" and em_confianca is None and servico.status_id not in HABILITAVEIS:
        return impedido(request, servico, titulo, str(HabilitacaoRecusada(estado=servico.status.descricao)))
    ato = Ato(titulo=titulo, regra=_efeito_de_habilitar(servico, em_confianca), botao=gettext_lazy("Habilitar"))
    return responder(
        request,
        sobre(servico, ato, avisos=_antes_de_habilitar(servico, agora())),
        formulario=SemPerguntas(enviado(request)),
        fazer=lambda _dados, autor: habilitacao.habilitar(servico.pk, autor=autor, agora=agora()),
        feito=_("Serviço habilitado."),
        volta=de_volta(request, servico),
    )


@pagina("servicos.suspender")
def etapa(request: HttpRequest, id_cliente_servico: int) -> HttpResponse:
    """Say what a service that was never enabled waits for."""
    servico = obter(id_cliente_servico)
    titulo = gettext_lazy("Mudar a etapa da instalação")
    if request.method != "POST" and servico.status_id not in ETAPAS:
        return impedido(request, servico, titulo, _("Só um serviço que ainda não foi habilitado muda de etapa."))
    ato = Ato(titulo=titulo, regra=_("O serviço continua desligado até ser habilitado."), botao=gettext_lazy("Mudar"))
    return responder(
        request,
        sobre(servico, ato),
        formulario=Etapa(enviado(request), initial={"etapa": servico.status_id}),
        fazer=lambda dados, autor: habilitacao.mudar_etapa(servico.pk, etapa=dados["etapa"].pk, autor=autor),
        feito=lambda mudado: _("Agora: %s.") % mudado.status,
        volta=de_volta(request, servico),
    )


@pagina("servicos.cancelar")
def cancelar(request: HttpRequest, id_cliente_servico: int) -> HttpResponse:
    """End a service for good."""
    servico = obter(id_cliente_servico)
    titulo = gettext_lazy("Cancelar o serviço")
    if request.method != "POST" and servico.status_id == _CANCELADO:
        return impedido(request, servico, titulo, _("Já foi cancelado em %s.") % dia(servico.data_cancelamento))
    ato = Ato(
        titulo=titulo,
        regra=_("Não se desfaz: para o cliente voltar, contrata-se outro serviço."),
        botao=gettext_lazy("Cancelar o serviço"),
        perigo=True,
    )
    return responder(
        request,
        sobre(servico, ato, pontos=_efeitos_de_cancelar(servico), avisos=_o_que_fica_aberto(servico)),
        formulario=Cancelamento(enviado(request)),
        fazer=lambda dados, autor: cancelamento_de_servico.cancelar(servico.pk, motivo=dados["motivo"], autor=autor, agora=agora()),
        feito=_("Serviço cancelado."),
        volta=de_volta(request, servico),
    )


def _suspender(servico: ClienteServico, dados: dict[str, Any], autor: Autor) -> str:
    if dados["motivo"] == A_PEDIDO:
        pausa = suspensao_a_pedido.suspender_a_pedido(servico.pk, dias=dados["dias"], autor=autor, agora=agora())
        return _("Suspenso a pedido do cliente até o fim de %s.") % dia(pausa.ate)
    suspender_agora(servico.pk, autor=autor, agora=agora())
    return _("Suspenso por débito. O cliente foi avisado.")


def _regra_do_pedido(servico: ClienteServico) -> Iterator[str]:
    yield _(
        "A pedido do cliente: quem está em dia para o serviço de %(menor)d a %(maior)d dias, uma vez a cada 12 meses (Anatel, "
        "RGC). Volta sozinho no dia seguinte ao último, ou antes, ao ser habilitado. Nenhum dia parado é cobrado: os que uma "
        "fatura já cobrou são descontados na seguinte."
    ) % {"menor": suspensao_a_pedido.MENOR_PAUSA, "maior": suspensao_a_pedido.MAIOR_PAUSA}
    if anterior := suspensao_a_pedido.ultima_pausa(servico):
        usada = {"quando": dia(anterior.inicio), "libera": dia(suspensao_a_pedido.liberada_em(anterior))}
        yield _("A pedido, usada pela última vez em %(quando)s; a próxima é possível a partir de %(libera)s.") % usada
    else:
        yield _("A pedido, este serviço ainda não usou.")


def _regra_do_debito(servico: ClienteServico, instante: datetime) -> Iterator[str]:
    hoje = Dia.de(instante)
    yield (
        _(
            "Por débito: só com o aviso entregue ao cliente há %d dias ou mais, nos dias em que a regra de cobrança suspende. A "
            "cobrança de cada dia já faz isso sozinha."
        )
        % hoje.regra.dias_para_suspender
    )
    dividas = dividas_avisadas([servico.pk]).get(servico.pk, [])
    for divida in dividas[:3]:
        prazo = {
            "fatura": divida.id_fatura,
            "aviso": dia(divida.notificado_em),
            "desde": dia(dia_da_suspensao(divida.notificado_em, hoje.regra)),
        }
        yield _("Fatura %(fatura)s: avisada em %(aviso)s, permite suspender a partir de %(desde)s.") % prazo
    if not dividas:
        yield _("Por débito, não há nenhuma fatura deste serviço avisada e em aberto.")


def _efeito_de_habilitar(servico: ClienteServico, em_confianca: DesbloqueioConfianca | None) -> str:
    if em_confianca is not None:
        ate = dia(em_confianca.ate)
        return _("O serviço já funciona, em confiança até %s. Habilitado, fica sem prazo: o desbloqueio termina aqui.") % ate
    if servico.data_habilitacao is None:
        return _("O serviço passa a funcionar agora, e é cobrado a partir de hoje.")
    if servico.status_id == "suspenso_pedido_cliente":
        return _("A suspensão a pedido termina agora, e o mês em que o serviço volta é cobrado inteiro.")
    return _("O serviço volta a funcionar agora; as conexões acompanham em instantes.")


def _antes_de_habilitar(servico: ClienteServico, instante: datetime) -> Iterator[str]:
    if not servico.login:
        yield _("O serviço não tem login: até que tenha, nada conecta.")
    if servico.data_habilitacao is None and not CobrancaServico.objects.filter(pk=servico.pk).exists():
        yield _("O serviço não tem dia de vencimento nem forma de cobrança: até que tenha, nunca é faturado.")
    if dividas := dividas_avisadas([servico.pk]).get(servico.pk, []):
        regra = Dia.de(instante).regra
        desde = max(dia_local(instante), dia_da_suspensao(dividas[0].notificado_em, regra))
        yield _(
            "Há débito avisado em aberto: a cobrança diária pode suspendê-lo de novo a partir de %s. Receba ou renegocie; para "
            "religar por alguns dias sem isso, use o desbloqueio em confiança."
        ) % dia(desde)


def _efeitos_de_cancelar(servico: ClienteServico) -> Iterator[str]:
    yield _("A conexão cai agora.")
    if servico.login:
        yield _("O login %s fica livre para outro serviço.") % servico.login
    if servico.porta_atendimento_id:
        yield _("A porta da caixa óptica fica livre.")
    yield _(
        "Os dias usados até hoje vão para a última fatura. Dias já cobrados e não usados não voltam sozinhos: lance um crédito."
    )


def _o_que_fica_aberto(servico: ClienteServico) -> Iterator[str]:
    """Bills of the customer, tickets and orders of the service: they go on."""
    faturas = Fatura.objects.filter(cliente=servico.cliente_id, situacao=Fatura.Situacao.AGUARDANDO)
    abertas = faturas.aggregate(quantas=Count("pk"), total=Sum("valor"))
    if abertas["quantas"]:
        yield ngettext(
            "O cliente tem %(quantas)d fatura em aberto (%(total)s): ela continua a ser cobrada.",
            "O cliente tem %(quantas)d faturas em aberto (%(total)s): elas continuam a ser cobradas.",
            abertas["quantas"],
        ) % {"quantas": abertas["quantas"], "total": dinheiro(abertas["total"])}
    ordens = OrdemServico.objects.filter(cliente_servico=servico, status__in=OrdemServico.ABERTAS).count()
    if ordens:
        yield (
            ngettext("%d ordem de serviço aberta continua na agenda.", "%d ordens de serviço abertas continuam na agenda.", ordens)
            % ordens
        )
    atendimentos = Atendimento.objects.filter(cliente_servico=servico, data_fechamento__isnull=True).count()
    if atendimentos:
        yield (
            ngettext("%d atendimento aberto continua na fila.", "%d atendimentos abertos continuam na fila.", atendimentos)
            % atendimentos
        )
