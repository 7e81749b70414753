"""Acts on a service's way in: trust unblock, disconnect, forget the MAC, show the password."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from enlace.auditoria.registro import Autor
from enlace.configuracao.models import RegraDesbloqueio
from enlace.core.datas import agora, hoje
from enlace.core.errors import RuleRefused
from enlace.painel.acesso import autor_de, em_parte, pagina
from enlace.painel.atos import Ato, SemPerguntas, enviado, responder
from enlace.painel.celulas import dia
from enlace.painel.servicos.forms import Dias
from enlace.painel.servicos.um_servico import de_volta, impedido, obter, sobre
from enlace.processos import desbloqueio_em_confianca
from enlace.radius import vivas
from enlace.radius.desconexao import desconectar as pedir_desconexao
from enlace.radius.desfecho import Desfecho
from enlace.radius.models import PedidoAoNas
from enlace.servicos.acesso import SemAutenticacao, ServicoCancelado, esquecer_mac, revelar_senhas
from enlace.servicos.models import ClienteServico, DesbloqueioConfianca

_PEDIDOS_MOSTRADOS = 3


class SemConexao(RuleRefused):
    """There is nothing to end."""

    mensagem = "Este serviço não tem nenhuma conexão ativa agora."


class NaoDesconectado(RuleRefused):
    """What the concentrators said, or that they said nothing."""

    def __init__(self, desfechos: Iterable[Desfecho]) -> None:
        ditos = " ".join(desfecho.explicacao for desfecho in desfechos)
        super().__init__(f"Nem tudo foi desconectado. {ditos}")


@pagina("servicos.desbloquear_em_confianca")
def desbloquear(request: HttpRequest, id_cliente_servico: int) -> HttpResponse:
    """Let a suspended customer in for some days."""
    servico = obter(id_cliente_servico)
    titulo = gettext_lazy("Desbloquear em confiança")
    regra = RegraDesbloqueio.atual()
    if request.method != "POST" and (motivo := desbloqueio_em_confianca.por_que_nao(servico, agora=agora())):
        return impedido(request, servico, titulo, motivo)
    ato = Ato(
        titulo=titulo,
        regra=_("O serviço volta agora, até o fim do último dia. Se o débito seguir aberto, é suspenso de novo no dia seguinte."),
        botao=gettext_lazy("Desbloquear"),
    )
    return responder(
        request,
        sobre(servico, ato, pontos=_regra_em_palavras(regra, servico)),
        formulario=Dias(enviado(request), maximo=regra.maximo_de_dias, hoje=hoje()),
        fazer=lambda dados, autor: desbloqueio_em_confianca.desbloquear(servico.pk, dias=dados["dias"], autor=autor, agora=agora()),
        feito=lambda desbloqueio: _("Desbloqueado em confiança até o fim de %s.") % dia(desbloqueio.ate),
        volta=de_volta(request, servico),
    )


@pagina("servicos.desconectar")
def desconectar(request: HttpRequest, id_cliente_servico: int) -> HttpResponse:
    """End the live sessions, and say what the concentrators answered."""
    servico = obter(id_cliente_servico)
    titulo = gettext_lazy("Desconectar")
    sessoes = vivas.do_servico(servico.pk) if request.method != "POST" else []
    if request.method != "POST" and not sessoes:
        return impedido(request, servico, titulo, SemConexao.mensagem)
    ato = Ato(
        titulo=titulo,
        regra=_("Pede ao concentrador que encerre a conexão. O equipamento do cliente conecta de novo sozinho, em instantes."),
        botao=gettext_lazy("Desconectar"),
        modelo="painel/servicos/desconectar.html",
        contexto={"pedidos": _ultimos_pedidos(servico)},
    )
    return responder(
        request,
        sobre(servico, ato, pontos=[_("Conexão: %s.") % sessao.nome for sessao in sessoes]),
        formulario=SemPerguntas(enviado(request)),
        fazer=lambda _dados, autor: _encerrar_sessoes(servico, autor),
        feito=_desconectadas,
        volta=de_volta(request, servico),
    )


@pagina("servicos.desconectar")
def limpar_mac(request: HttpRequest, id_cliente_servico: int) -> HttpResponse:
    """Forget the customer's equipment."""
    servico = obter(id_cliente_servico)
    titulo = gettext_lazy("Limpar o MAC")
    if request.method != "POST" and (motivo := _por_que_nao_limpar(servico)):
        return impedido(request, servico, titulo, motivo)
    ato = Ato(
        titulo=titulo,
        regra=_("O serviço esquece o equipamento do cliente e aprende o próximo que conectar. Quem está conectado continua."),
        botao=gettext_lazy("Limpar"),
    )
    return responder(
        request,
        sobre(servico, ato, pontos=_do_mac(servico)),
        formulario=SemPerguntas(enviado(request)),
        fazer=lambda _dados, autor: esquecer_mac(servico=servico, autor=autor),
        feito=_("O MAC foi esquecido: o próximo equipamento que conectar é aprendido."),
        volta=de_volta(request, servico),
    )


@pagina("servicos.ver_senha")
def ver_senha(request: HttpRequest, id_cliente_servico: int) -> HttpResponse:
    """The passwords of a service, after it was said that the look is recorded."""
    servico = obter(id_cliente_servico)
    contexto: dict[str, Any] = {
        "servico": servico,
        "volta": de_volta(request, servico),
        "moldura": "painel/janela.html" if em_parte(request) else "painel/base.html",
    }
    if request.method == "POST":
        contexto["senhas"] = revelar_senhas(servico=servico, autor=autor_de(request))
    return render(request, "painel/servicos/senha.html", contexto)


def _regra_em_palavras(regra: RegraDesbloqueio, servico: ClienteServico) -> Iterator[str]:
    """As `Até 3 dias, 1 vez a cada 30 dias por serviço`, and when it was used last."""
    maximo = ngettext("Até %d dia", "Até %d dias", regra.maximo_de_dias) % regra.maximo_de_dias
    vezes = ngettext("%d vez", "%d vezes", regra.vezes) % regra.vezes
    periodo = ngettext("%d dia", "%d dias", regra.periodo_dias) % regra.periodo_dias
    yield _("%(maximo)s, %(vezes)s a cada %(periodo)s por serviço.") % {"maximo": maximo, "vezes": vezes, "periodo": periodo}
    if regra.intervalo_dias:
        yield ngettext("Espera de %d dia entre um e outro.", "Espera de %d dias entre um e outro.", regra.intervalo_dias) % (
            regra.intervalo_dias
        )
    ultimo = DesbloqueioConfianca.objects.filter(cliente_servico=servico).order_by("-pedido_em").first()
    if ultimo is None:
        yield _("Este serviço ainda não usou.")
    else:
        usado = {"quando": dia(ultimo.pedido_em), "ate": dia(ultimo.ate), "como": ultimo.get_situacao_display().lower()}
        yield _("Usado pela última vez em %(quando)s, até %(ate)s (%(como)s).") % usado


def _encerrar_sessoes(servico: ClienteServico, autor: Autor) -> list[Desfecho]:
    """Waits for the network: the view is in no transaction."""
    desfechos = pedir_desconexao(servico, autor=autor, agora=agora())
    if not desfechos:
        raise SemConexao
    if not all(desfecho.encerrada for desfecho in desfechos):
        raise NaoDesconectado(desfechos)
    return desfechos


def _desconectadas(desfechos: list[Desfecho]) -> str:
    return _("Desconectado. %s") % " ".join(desfecho.explicacao for desfecho in desfechos)


def _ultimos_pedidos(servico: ClienteServico) -> list[PedidoAoNas]:
    """What was asked of concentrators about this service lately, the newest first."""
    return list(PedidoAoNas.objects.filter(cliente_servico=servico).order_by("-quando")[:_PEDIDOS_MOSTRADOS])


def _por_que_nao_limpar(servico: ClienteServico) -> str:
    if servico.status_id == "cancelado":
        return ServicoCancelado.mensagem
    if not servico.login:
        return SemAutenticacao.mensagem
    return "" if servico.mac_addr else _("O serviço não conhece nenhum equipamento: o próximo que conectar é aprendido.")


def _do_mac(servico: ClienteServico) -> Iterator[str]:
    yield _("MAC de agora: %s.") % (servico.mac_addr or "—")
    if servico.vincular_mac:
        yield _("O serviço só conecta com o MAC que conhece: depois de limpar, só com o próximo equipamento.")
