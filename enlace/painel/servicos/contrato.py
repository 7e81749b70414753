"""Acts on what was contracted: another plan, another address."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from enlace.core.datas import agora
from enlace.enderecos.cidades import cidades_com_enderecos
from enlace.painel.acesso import em_parte, ir_para, pagina
from enlace.painel.atos import Ato, enviado, responder
from enlace.painel.celulas import dia, dinheiro
from enlace.painel.servicos.forms import NovoEnderecoDoServico, NovoPlano
from enlace.painel.servicos.um_servico import de_volta, impedido, obter, sobre
from enlace.painel.vendas.endereco import BUSCAR, completar, digitado
from enlace.processos import mudanca_de_endereco, mudanca_de_plano
from enlace.processos.mudanca_de_endereco import EnderecoDeServicoCancelado, Mudado
from enlace.processos.mudanca_de_plano import PlanoDeServicoCancelado
from enlace.servicos.models import ClienteServico

_CANCELADO = "cancelado"
# How many are suggested.
_CIDADES = 100


@pagina("servicos.mudar_plano")
def mudar_plano(request: HttpRequest, id_cliente_servico: int) -> HttpResponse:
    """Another plan, or another price."""
    servico = obter(id_cliente_servico)
    titulo = gettext_lazy("Mudar o plano")
    if request.method != "POST" and servico.status_id == _CANCELADO:
        return impedido(request, servico, titulo, PlanoDeServicoCancelado.mensagem)
    possiveis = mudanca_de_plano.planos_possiveis(servico)
    planos = possiveis if servico.plano in possiveis else [servico.plano, *possiveis]
    ato = Ato(titulo=titulo, regra=_("Os planos à venda no endereço de instalação."), botao=gettext_lazy("Mudar o plano"))
    return responder(
        request,
        sobre(servico, ato, pontos=_preco_e_velocidade(servico)),
        formulario=NovoPlano(enviado(request), planos=planos, servico=servico),
        fazer=lambda dados, autor: mudanca_de_plano.mudar_plano(
            servico.pk, plano=dados["plano"], valor=dados["valor"], autor=autor
        ),
        feito=lambda mudado: _("Agora: %(plano)s, %(valor)s por mês.") % {"plano": mudado.plano, "valor": dinheiro(mudado.valor)},
        volta=de_volta(request, servico),
    )


@pagina("servicos.mudar_endereco")
def mudar_endereco(request: HttpRequest, id_cliente_servico: int) -> HttpResponse:
    """Another address of installation. A page of its own: the CEP is looked up while one types."""
    if em_parte(request) and request.method != "POST":
        return ir_para(request, request.get_full_path())
    servico = obter(id_cliente_servico)
    titulo = gettext_lazy("Mudar o endereço")
    if request.method != "POST" and servico.status_id == _CANCELADO:
        return impedido(request, servico, titulo, EnderecoDeServicoCancelado.mensagem)
    ato = Ato(
        titulo=titulo,
        regra=_(
            "O serviço passa a ser o do endereço novo. O plano e o preço continuam os mesmos; a conexão também, até a mudança."
        ),
        botao=gettext_lazy("Mudar o endereço"),
        modelo="painel/servicos/mudar_endereco.html",
        contexto={"cidades": cidades_com_enderecos(_CIDADES)},
    )
    ato = sobre(servico, ato, pontos=[_("Endereço de agora: %s.") % _endereco_de(servico)])
    if BUSCAR in request.POST:
        return _completado(request, servico, ato)
    formulario = NovoEnderecoDoServico(enviado(request), initial={"libera_porta": True}, pode_abrir_os=_abre_os(request))
    return responder(
        request,
        ato,
        formulario=formulario,
        fazer=lambda _dados, autor: mudanca_de_endereco.mudar_endereco(
            servico.pk, formulario.mudanca(), autor=autor, agora=agora()
        ),
        feito=_mudado_em_palavras,
        volta=de_volta(request, servico),
    )


def _completado(request: HttpRequest, servico: ClienteServico, ato: Ato) -> HttpResponse:
    """The same page with what the CEP says: for who has no JavaScript. Waits for the network: the view is in no transaction."""
    iniciais, frase = completar(digitado(NovoEnderecoDoServico, request.POST))
    contexto: dict[str, Any] = {
        "ato": ato,
        "formulario": NovoEnderecoDoServico(initial=iniciais, pode_abrir_os=_abre_os(request)),
        "volta": de_volta(request, servico),
        "moldura": "painel/base.html",
        "frase": frase,
        **ato.contexto,
    }
    return render(request, ato.modelo, contexto)


def _abre_os(request: HttpRequest) -> bool:
    return request.user.has_perm("ordens_servico.add_ordemservico")


def _preco_e_velocidade(servico: ClienteServico) -> Iterator[str]:
    """Which price counts from when; see `mudanca_de_plano.desde_quando`."""
    yield _("Preço de agora: %s por mês.") % dinheiro(servico.valor)
    yield _("A velocidade nova vale agora, também para quem está conectado.")
    desde = mudanca_de_plano.desde_quando(servico)
    if desde is None:
        yield _("O preço novo vale desde a primeira fatura: nenhuma saiu ainda.")
    else:
        yield _(
            "O preço novo vale para os dias a partir de %s, que nenhuma fatura cobrou ainda; as faturas que já saíram não mudam. "
            "A próxima cobra o mês dela inteiro pelo preço novo."
        ) % dia(desde)


def _endereco_de(servico: ClienteServico) -> str:
    endereco = ClienteServico.objects.select_related("endereco_instalacao__bairro__cidade").get(pk=servico.pk).endereco_instalacao
    return f"{endereco}, CEP {endereco.cep[:5]}-{endereco.cep[5:]}"


def _mudado_em_palavras(mudado: Mudado) -> str:
    feito = _("Endereço de instalação: %s.") % mudado.servico.endereco_instalacao
    if mudado.ordem is None:
        return feito
    return feito + " " + _("Ordem de serviço %s aberta, à espera de data.") % mudado.ordem.numero_ordem_servico
