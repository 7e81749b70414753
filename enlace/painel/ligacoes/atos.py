"""What whoever was called does with a call: says who it is, opens its ticket, puts it away; and, in a demonstration, is called.

The window sends these forms and asks for the call again (204); without its script they lead to the call's page.
"""

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from enlace.clientes.models import Cliente
from enlace.configuracao.models import Provedor
from enlace.core import datas
from enlace.core.admin import codigo_digitado
from enlace.core.errors import RuleRefused
from enlace.painel.acesso import autor_de, em_parte, pagina, usuario_de, volta
from enlace.painel.ligacoes.desenho import desenhar, pode_abrir
from enlace.painel.ligacoes.forms import PedidoDaLigacao
from enlace.painel.ligacoes.janela import minha_ligacao, montar
from enlace.pbx import tela
from enlace.pbx.ligacao import Chamada, notificar
from enlace.pbx.models import Ligacao


@pagina("clientes.view_cliente")
@require_POST
def identificar(request: HttpRequest, id_ligacao: int) -> HttpResponse:
    """Say which customer calls."""
    ligacao = minha_ligacao(request, id_ligacao)
    cliente = get_object_or_404(Cliente, pk=codigo_digitado(request.POST.get("cliente", "")))
    try:
        tela.identificar(
            ligacao.pk, cliente=cliente, id_usuario=usuario_de(request).pk, autor=autor_de(request), agora=datas.agora()
        )
    except RuleRefused as recusa:
        return desenhar(request, montar(request, minha_ligacao(request, id_ligacao)), recusa=str(recusa))
    return _feito(request, ligacao)


@pagina("atendimento.add_atendimento", "clientes.view_cliente")
@require_POST
def abrir_atendimento(request: HttpRequest, id_ligacao: int) -> HttpResponse:
    """Open the ticket of a call. Sent again it changes nothing."""
    janela = montar(request, minha_ligacao(request, id_ligacao))
    if janela.ligacao.atendimento_id is not None:
        return _feito(request, janela.ligacao)
    if not pode_abrir(request, janela):
        return desenhar(request, janela, recusa=_("Não há serviço para este atendimento."))
    pedido = PedidoDaLigacao(janela, request.POST)
    if not pedido.is_valid():
        return desenhar(request, janela, pedido=pedido)
    try:
        tela.abrir_atendimento_da_ligacao(
            id_ligacao, pedido.pedido, id_usuario=usuario_de(request).pk, autor=autor_de(request), agora=datas.agora()
        )
    except RuleRefused as recusa:
        return desenhar(request, janela, pedido=pedido, recusa=str(recusa))
    return _feito(request, janela.ligacao)


@pagina()
@require_POST
def encerrar(request: HttpRequest, id_ligacao: int) -> HttpResponse:
    """Put a call away."""
    ligacao = minha_ligacao(request, id_ligacao)
    try:
        tela.encerrar(ligacao.pk, id_usuario=usuario_de(request).pk, autor=autor_de(request), agora=datas.agora())
    except RuleRefused as recusa:
        return desenhar(request, montar(request, ligacao), recusa=str(recusa))
    return _feito(request, ligacao)


@pagina()
@require_POST
def simular(request: HttpRequest) -> HttpResponse:
    """Let one of the demonstration's customers call whoever asks: who tries the system has no telephone exchange at hand."""
    if not Provedor.atual().demonstracao:
        raise Http404
    usuario = usuario_de(request)
    # A demonstration has a few hundred customers: a lot may be drawn among all of them.
    quem = Cliente.objects.exclude(telefone_primario="").filter(servicos__isnull=False).order_by("?").first()
    chamada = Chamada(
        ramal=usuario.ramal or "",
        identificador_interno=usuario.identificador_interno or "",
        telefone=quem.telefone_primario if quem else "",
    )
    try:
        notificar(chamada, autor=autor_de(request), agora=datas.agora())
    except RuleRefused as recusa:
        messages.error(request, str(recusa))
    return redirect(volta(request, resolve_url("painel:inicio:inicio")))


def _feito(request: HttpRequest, ligacao: Ligacao) -> HttpResponse:
    """Done: the window asks for the call again, a page is led back to it."""
    if em_parte(request):
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    return redirect("painel:ligacoes:ligacao", id_ligacao=ligacao.pk)
