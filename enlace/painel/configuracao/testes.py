"""The buttons that try what is configured: one e-mail, one SMS, one notification, one address on the map, now.

The network is waited for here, outside any transaction and for seconds at most; what the other side said is told in the page.
"""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from enlace.auditoria.registro import Autor
from enlace.configuracao.models import Provedor
from enlace.core.datas import agora
from enlace.core.errors import RuleRefused
from enlace.enderecos.googlemaps import cliente as googlemaps
from enlace.enderecos.http import FalhaDoServico
from enlace.mensagens import teste
from enlace.mensagens.models import ConfiguracaoPush, Dispositivo, GatewaySms, ServidorEmail
from enlace.painel.acesso import pagina, usuario_de
from enlace.painel.atos import Ato, enviado, responder
from enlace.painel.formularios import Formulario


class MapaRecusado(RuleRefused):
    """Google did not place the address; the sentence says why."""


class ParaEmail(Formulario):
    """Where the test goes."""

    destino = forms.EmailField(label=gettext_lazy("Enviar para"))


class ParaTelefone(Formulario):
    """Where the test goes."""

    destino = forms.CharField(
        label=gettext_lazy("Enviar para o celular"), max_length=20, help_text=gettext_lazy("Com DDD: (37) 99999-8888.")
    )


class ParaCliente(Formulario):
    """Whose device; the one used last."""

    codigo = forms.IntegerField(
        label=gettext_lazy("Código do cliente"),
        min_value=1,
        max_value=2**31 - 1,
        help_text=gettext_lazy("De um cliente da equipe: o aviso vai para o último aparelho em que ele entrou."),
    )

    def clean_codigo(self) -> Dispositivo:
        """The device."""
        ativos = Dispositivo.objects.filter(cliente__codigo_cliente=self.cleaned_data["codigo"], ativo=True)
        dispositivo = ativos.order_by("-ultimo_uso", "-pk").first()
        if dispositivo is None:
            raise forms.ValidationError(gettext_lazy("Este cliente não tem aparelho que receba notificações."))
        return dispositivo


class ParaEndereco(Formulario):
    """What is looked for on the map."""

    endereco = forms.CharField(
        label=gettext_lazy("Endereço"), max_length=200, help_text=gettext_lazy("Rua, número, bairro, cidade e estado.")
    )


@pagina("mensagens.change_servidoremail")
def email(request: HttpRequest, id_servidor_email: int) -> HttpResponse:
    """One e-mail by one server."""
    servidor = get_object_or_404(ServidorEmail, pk=id_servidor_email)
    return responder(
        request,
        Ato(
            titulo=_("Testar o servidor %(nome)s") % {"nome": servidor},
            regra=_("Envia agora um e-mail de teste por este servidor, com o remetente %(de)s.") % {"de": servidor.remetente_email},
            botao=gettext_lazy("Enviar teste"),
        ),
        formulario=ParaEmail(enviado(request), initial={"destino": usuario_de(request).email}),
        fazer=lambda d, autor: teste.experimentar_email(servidor.pk, d["destino"], agora=agora(), autor=autor),
        feito=lambda dito: _("O servidor aceitou o e-mail (%(dito)s). Confira a caixa de entrada.") % {"dito": dito},
        volta=_inicio(),
    )


@pagina("mensagens.change_gatewaysms")
def sms(request: HttpRequest, id_gateway_sms: int) -> HttpResponse:
    """One SMS by one gateway."""
    gateway = get_object_or_404(GatewaySms, pk=id_gateway_sms)
    return responder(
        request,
        Ato(
            titulo=_("Testar o gateway %(nome)s") % {"nome": gateway},
            regra=_("Envia agora um SMS de teste por este gateway. A empresa pode cobrar por ele."),
            botao=gettext_lazy("Enviar teste"),
        ),
        formulario=ParaTelefone(enviado(request)),
        fazer=lambda d, autor: teste.experimentar_sms(gateway.pk, d["destino"], agora=agora(), autor=autor),
        feito=lambda dito: _("O gateway aceitou o SMS (%(dito)s).") % {"dito": dito},
        volta=_inicio(),
    )


@pagina("mensagens.change_configuracaopush")
def push(request: HttpRequest) -> HttpResponse:
    """One notification to one device."""
    ConfiguracaoPush.atual()
    return responder(
        request,
        Ato(
            titulo=_("Testar as notificações"),
            regra=_("Envia agora uma notificação de teste ao aparelho de um cliente."),
            botao=gettext_lazy("Enviar teste"),
        ),
        formulario=ParaCliente(enviado(request)),
        fazer=lambda d, autor: teste.experimentar_push(d["codigo"].pk, agora=agora(), autor=autor),
        feito=lambda dito: _("O serviço de notificações aceitou (%(dito)s).") % {"dito": dito},
        volta=_inicio(),
    )


@pagina("configuracao.change_provedor")
def mapa(request: HttpRequest) -> HttpResponse:
    """One address by the maps key."""
    return responder(
        request,
        Ato(
            titulo=_("Testar a chave do Google Maps"),
            regra=_("Procura agora um endereço com a chave guardada. O Google pode cobrar pela consulta."),
            botao=gettext_lazy("Procurar"),
        ),
        formulario=ParaEndereco(enviado(request)),
        fazer=_procurar,
        feito=lambda onde: _("A chave funciona: o endereço fica em %(onde)s.") % {"onde": onde},
        volta=_inicio(),
    )


def _procurar(dados: dict[str, Any], autor: Autor) -> str:
    provedor = Provedor.atual()
    if not provedor.google_maps_chave.strip():
        raise MapaRecusado(_("Nenhuma chave do Google Maps está guardada."))
    teste.anotar_teste(provedor, agora=agora(), autor=autor)
    try:
        coordenadas = googlemaps.geocodificar(dados["endereco"], provedor.google_maps_chave.strip())
    except FalhaDoServico as falha:
        raise MapaRecusado(str(falha)) from falha
    if coordenadas is None:
        raise MapaRecusado(_("A chave funciona, mas o Google não sabe onde fica esse endereço."))
    return f"{coordenadas.latitude}, {coordenadas.longitude}"


def _inicio() -> str:
    return reverse("painel:configuracao:inicio")
