"""The network: equipment, its concentrator and its sessions, optical boxes and who is in their ports."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from enlace.painel.acesso import pagina
from enlace.painel.atos import Ato, SemPerguntas, enviado, responder
from enlace.painel.rede import conectados, consultas, listas
from enlace.painel.rede.forms import FormularioDoNas, QuemLigar, inicial
from enlace.radius.concentradores import guardar_nas
from enlace.rede.models import CaixaOptica, Equipamento, PortaAtendimento
from enlace.servicos import portas
from enlace.servicos.models import ClienteServico

# Who plugs customers in and out: the technician at the box, or whoever keeps the register of services.
_MEXER_NAS_PORTAS = ("ordens_servico.executar", "servicos.change_clienteservico")


@pagina("rede.view_equipamento")
def inicio(request: HttpRequest) -> HttpResponseBase:
    """All equipment, place by place, with how many are connected through each concentrator now."""
    return listas.EQUIPAMENTOS.responder(request)


@pagina("rede.view_caixaoptica")
def caixas(request: HttpRequest) -> HttpResponseBase:
    """All optical boxes, with their free ports."""
    return listas.CAIXAS.responder(request)


@pagina("rede.view_zonaatendimento")
def zonas(request: HttpRequest) -> HttpResponseBase:
    """All zones, with their interfaces."""
    return listas.ZONAS.responder(request)


@pagina("rede.view_equipamento")
def equipamento(request: HttpRequest, id_equipamento: int) -> HttpResponse:
    """One equipment: what it is, its concentrator and whether it gives signs of life, interfaces, boxes."""
    linha = get_object_or_404(Equipamento.objects.select_related("pop", "modelo__fabricante", "nas"), pk=id_equipamento)
    nas = getattr(linha, "nas", None)
    contexto = {
        "equipamento": linha,
        "nas": nas,
        "sinal": consultas.sinal(nas) if nas else None,
        "interfaces": consultas.interfaces(linha),
        "caixas": consultas.caixas().filter(interface__equipamento=linha).order_by("nome")[: consultas.CAIXAS_NA_PAGINA],
    }
    return render(request, "painel/rede/equipamento.html", contexto)


@pagina("rede.view_equipamento", "radius.view_sessao")
def sessoes(request: HttpRequest, id_equipamento: int) -> HttpResponseBase:
    """Who is connected through one equipment now."""
    return conectados.lista(get_object_or_404(Equipamento.objects.select_related("nas"), pk=id_equipamento)).responder(request)


@pagina("radius.change_nas", "radius.add_nas")
def nas(request: HttpRequest, id_equipamento: int) -> HttpResponse:
    """The equipment as a concentrator: address, secret, incoming port."""
    linha = get_object_or_404(Equipamento.objects.select_related("nas"), pk=id_equipamento)
    atual = getattr(linha, "nas", None)
    formulario = FormularioDoNas(enviado(request), initial=inicial(atual))
    return responder(
        request,
        Ato(
            titulo=_("Concentrador %(nome)s") % {"nome": linha},
            regra=_("O que mudar aqui vale em segundos, sem reiniciar nada. Mudar o endereço pede o segredo outra vez."),
            botao=gettext_lazy("Guardar"),
        ),
        formulario=formulario,
        fazer=lambda _dados, autor: guardar_nas(id_equipamento, formulario.dados(), autor=autor),
        feito=gettext_lazy("O concentrador foi guardado."),
        volta=reverse("painel:rede:equipamento", args=[id_equipamento]),
    )


@pagina("rede.view_caixaoptica")
def caixa(request: HttpRequest, id_caixa_optica: int) -> HttpResponse:
    """One optical box: each port with its customer."""
    linha = get_object_or_404(CaixaOptica.objects.select_related("interface__equipamento"), pk=id_caixa_optica)
    pode = any(request.user.has_perm(nome) for nome in _MEXER_NAS_PORTAS)
    contexto = {"caixa": linha, "portas": consultas.portas(linha), "pode_mexer": pode}
    return render(request, "painel/rede/caixa.html", contexto)


@pagina(*_MEXER_NAS_PORTAS, alguma=True)
def ligar(request: HttpRequest, id_porta_atendimento: int) -> HttpResponse:
    """Plug a customer's service into a port."""
    porta = get_object_or_404(PortaAtendimento.objects.select_related("caixa"), pk=id_porta_atendimento)
    return responder(
        request,
        Ato(
            titulo=_("Ligar cliente na porta %(numero)s de %(caixa)s") % {"numero": porta.numero, "caixa": porta.caixa},
            regra=_("Se o serviço estava em outra porta, aquela fica livre."),
            botao=gettext_lazy("Ligar"),
        ),
        formulario=QuemLigar(enviado(request)),
        fazer=lambda dados, autor: portas.ligar_na_porta(dados["servico"].pk, porta.pk, autor=autor),
        feito=_("O cliente está na porta."),
        volta=reverse("painel:rede:caixa", args=[porta.caixa_id]),
    )


@pagina(*_MEXER_NAS_PORTAS, alguma=True)
def liberar(request: HttpRequest, id_porta_atendimento: int) -> HttpResponse:
    """Free a port."""
    porta = get_object_or_404(PortaAtendimento.objects.select_related("caixa"), pk=id_porta_atendimento)
    servico = ClienteServico.objects.filter(porta_atendimento=porta).select_related("cliente").first()
    quem = _("%(cliente)s sai desta porta no cadastro") % {"cliente": servico.cliente} if servico else _("A porta fica livre")
    return responder(
        request,
        Ato(
            titulo=_("Liberar a porta %(numero)s de %(caixa)s") % {"numero": porta.numero, "caixa": porta.caixa},
            regra=_("%(quem)s; a conexão dele não muda. A porta pode então ser dada a outro cliente.") % {"quem": quem},
            botao=gettext_lazy("Liberar a porta"),
            perigo=True,
        ),
        formulario=SemPerguntas(enviado(request)),
        fazer=lambda _dados, autor: portas.liberar_porta(porta.pk, autor=autor),
        feito=_("A porta está livre."),
        volta=reverse("painel:rede:caixa", args=[porta.caixa_id]),
    )
