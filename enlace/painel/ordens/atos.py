"""What is done to an order: its time, its work, its end."""

from dataclasses import replace
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from enlace.auditoria.registro import Autor
from enlace.core import datas
from enlace.ordens_servico import agenda, execucao
from enlace.ordens_servico.escala import NaoEscalado
from enlace.ordens_servico.models import OrdemServico
from enlace.painel.acesso import ir_para, pagina, usuario_de, volta
from enlace.painel.atos import Ato, PorQue, SemPerguntas, enviado, responder
from enlace.painel.ordens import consultas
from enlace.painel.ordens.ficha import executa
from enlace.painel.ordens.formularios import Desfecho, HorarioDaOrdem
from enlace.painel.ordens.horarios import inicial, sugestoes

_AGENDAR: Final = Ato(
    titulo=_("Agendar a OS"),
    regra=_("Um técnico não fica em dois lugares ao mesmo tempo: quem já tem outra OS nesse horário é recusado."),
    botao=_("Agendar"),
    modelo="painel/ordens/agendar.html",
)
_DESMARCAR: Final = Ato(
    titulo=_("Desmarcar a OS"),
    regra=_("Ela sai da agenda e volta a esperar uma data; o horário dos técnicos fica livre. Avise o cliente."),
    botao=_("Desmarcar"),
)
_INICIAR: Final = Ato(
    titulo=_("Iniciar a OS"),
    regra=_("Marca que o trabalho começou agora. Depois disso o horário não muda mais; ao terminar, finalize."),
    botao=_("Iniciar agora"),
)
_FINALIZAR: Final = Ato(
    titulo=_("Finalizar a OS"),
    regra=_(
        "Marca que o trabalho terminou agora e como. O atendimento de onde ela veio continua aberto, para ser conferido e fechado."
    ),
    botao=_("Finalizar"),
)
_CANCELAR: Final = Ato(
    titulo=_("Cancelar a OS"),
    regra=_("Ninguém vai, e o horário dos técnicos fica livre. Uma OS cancelada não volta: se precisar, abra outra."),
    botao=_("Cancelar a OS"),
    perigo=True,
)


@pagina("ordens_servico.change_ordemservico")
def agendar(request: HttpRequest, id_ordem_servico: int) -> HttpResponse:
    """Choose day, time and technicians; what is free that day is offered beside it."""
    esta = _esta(id_ordem_servico)

    def fazer(dados: dict[str, Any], autor: Autor) -> OrdemServico:
        horario = {nome: dados[nome] for nome in ("inicio", "termino")}
        return agenda.agendar(esta.pk, **horario, tecnicos=list(dados["tecnicos"]), autor=autor)

    inicio = inicial(request, esta, agora=datas.agora())
    formulario = HorarioDaOrdem(enviado(request), initial=inicio, ordem=esta.pk)
    ato = replace(
        _AGENDAR, contexto={"ordem": esta, "sugestoes": sugestoes(request, esta, padrao=inicio["dia"], agora=datas.agora())}
    )
    return responder(request, ato, formulario=formulario, fazer=fazer, feito=_("OS agendada."), volta=_volta(request, esta))


@pagina("ordens_servico.change_ordemservico")
def desmarcar(request: HttpRequest, id_ordem_servico: int) -> HttpResponse:
    """Take it off the agenda."""
    esta = _esta(id_ordem_servico)

    def fazer(_dados: dict[str, Any], autor: Autor) -> OrdemServico:
        return agenda.desmarcar(esta.pk, autor=autor)

    formulario = SemPerguntas(enviado(request))
    return responder(
        request, _DESMARCAR, formulario=formulario, fazer=fazer, feito=_("OS desmarcada."), volta=_volta(request, esta)
    )


@pagina("ordens_servico.executar", "ordens_servico.change_ordemservico", alguma=True)
def iniciar(request: HttpRequest, id_ordem_servico: int) -> HttpResponse:
    """The technicians have begun. Who only executes does it in his own orders."""
    esta = _esta(id_ordem_servico)
    verbo = execucao.iniciar if _planeja(request) else execucao.iniciar_a_sua

    def fazer(_dados: dict[str, Any], autor: Autor) -> OrdemServico:
        try:
            return verbo(esta.pk, autor=autor, agora=datas.agora())
        except NaoEscalado as recusa:
            raise PermissionDenied from recusa

    if not _executa(request, esta):
        return _de_outro(request, esta)
    formulario = SemPerguntas(enviado(request))
    return responder(request, _INICIAR, formulario=formulario, fazer=fazer, feito=_("OS iniciada."), volta=_volta(request, esta))


@pagina("ordens_servico.executar", "ordens_servico.change_ordemservico", alguma=True)
def finalizar(request: HttpRequest, id_ordem_servico: int) -> HttpResponse:
    """The work is done, or could not be. Who only executes does it in his own orders."""
    esta = _esta(id_ordem_servico)
    verbo = execucao.finalizar if _planeja(request) else execucao.finalizar_a_sua

    def fazer(dados: dict[str, Any], autor: Autor) -> OrdemServico:
        concluido = dados["resultado"] == OrdemServico.StatusFechamento.CONCLUIDO
        resultado = execucao.Resultado(descricao=dados["descricao"], concluido=concluido)
        try:
            return verbo(esta.pk, resultado, autor=autor, agora=datas.agora())
        except NaoEscalado as recusa:
            raise PermissionDenied from recusa

    if not _executa(request, esta):
        return _de_outro(request, esta)
    formulario = Desfecho(enviado(request))
    return responder(
        request, _FINALIZAR, formulario=formulario, fazer=fazer, feito=_("OS finalizada."), volta=_volta(request, esta)
    )


@pagina("ordens_servico.change_ordemservico")
def cancelar(request: HttpRequest, id_ordem_servico: int) -> HttpResponse:
    """Call it off."""
    esta = _esta(id_ordem_servico)

    def fazer(dados: dict[str, Any], autor: Autor) -> OrdemServico:
        return execucao.cancelar(esta.pk, motivo=dados["motivo"], autor=autor)

    formulario = PorQue(enviado(request))
    return responder(request, _CANCELAR, formulario=formulario, fazer=fazer, feito=_("OS cancelada."), volta=_volta(request, esta))


def _esta(id_ordem_servico: int) -> OrdemServico:
    return get_object_or_404(consultas.com_o_que_se_mostra(), pk=id_ordem_servico)


def _planeja(request: HttpRequest) -> bool:
    return usuario_de(request).has_perm("ordens_servico.change_ordemservico")


def _executa(request: HttpRequest, esta: OrdemServico) -> bool:
    """Only a page that is opened is looked at before: what is sent, the verb decides, with the order locked."""
    return request.method == "POST" or executa(usuario_de(request), esta)


def _de_outro(request: HttpRequest, esta: OrdemServico) -> HttpResponse:
    messages.error(request, NaoEscalado.mensagem)
    return ir_para(request, reverse("painel:ordens:ordem", args=[esta.pk]))


def _volta(request: HttpRequest, esta: OrdemServico) -> str:
    return volta(request, reverse("painel:ordens:ordem", args=[esta.pk]))
