"""What a customer was told, by which way, and what came of it."""

from typing import Any, Final

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from enlace.mensagens.models import Canal, Estado, Mensagem
from enlace.painel import celulas
from enlace.painel.listas import Coluna, Filtro, Lista, Vazio

_TONS: Final = {Estado.ENVIADA: "bom", Estado.FALHOU: "ruim", Estado.EXPIRADA: "ruim", Estado.DESISTIDA: "neutro"}
_COLUNAS: Final = (
    "canal",
    "destino",
    "assunto",
    "texto",
    "estado",
    "tentativas",
    "resposta",
    "criada_em",
    "enviada_em",
)


class _FiltroDeMensagens(Filtro):
    canal = forms.ChoiceField(label=_("Canal"), choices=[("", _("Todos")), *Canal.choices])
    estado = forms.ChoiceField(label=_("Estado"), choices=[("", _("Todos")), *Estado.choices])


def lista_de_mensagens(id_cliente: int) -> Lista[Mensagem]:
    """The list, newest first."""

    def linhas(_request: HttpRequest, filtro: dict[str, Any]) -> "QuerySet[Mensagem]":
        pedido = {coluna: valor for coluna, valor in filtro.items() if valor}
        return Mensagem.objects.filter(cliente=id_cliente, **pedido).only(*_COLUNAS)

    return Lista[Mensagem](
        titulo=_("Mensagens"),
        arquivo=f"mensagens-do-cliente-{id_cliente}",
        linhas=linhas,
        filtro=_FiltroDeMensagens,
        ordem=("-criada_em", "-id_mensagem"),
        modelo="painel/clientes/aba.html",
        vazio=Vazio(_("Nenhuma mensagem"), _("Aqui ficam os e-mails, SMS e notificações enviados a este cliente.")),
        colunas=(
            Coluna(
                titulo=_("Quando"),
                valor=lambda mensagem: celulas.instante(mensagem.criada_em),
                csv=lambda mensagem: mensagem.criada_em,
                principal=True,
            ),
            Coluna(titulo=_("Canal"), valor=lambda mensagem: mensagem.get_canal_display()),
            Coluna(titulo=_("Para"), valor=_destino),
            Coluna(titulo=_("Mensagem"), valor=_texto, csv=lambda mensagem: mensagem.assunto),
            Coluna(titulo=_("Estado"), valor=_estado, csv=lambda mensagem: mensagem.get_estado_display()),
            Coluna(titulo=_("Tentativas"), valor=lambda mensagem: mensagem.tentativas, numero=True),
            Coluna(titulo=_("Enviada em"), valor=lambda mensagem: mensagem.enviada_em, so_csv=True),
        ),
    )


def _destino(mensagem: Mensagem) -> str:
    """A notification goes to a device, whose code says nothing to people."""
    if mensagem.canal == Canal.SMS:
        return celulas.telefone(mensagem.destino)
    return mensagem.destino if mensagem.canal == Canal.EMAIL else str(_("Aparelho %s") % mensagem.destino)


def _texto(mensagem: Mensagem) -> SafeString:
    """The subject; the whole text opens by a click."""
    titulo = mensagem.assunto or _("Ver o texto")
    return format_html('<details class="texto"><summary>{}</summary><pre>{}</pre></details>', titulo, mensagem.texto)


def _estado(mensagem: Mensagem) -> SafeString:
    """With what was said last, where it did not go."""
    selo = celulas.selo(mensagem.get_estado_display(), _TONS.get(Estado(mensagem.estado), "info"))
    if mensagem.estado == Estado.ENVIADA or not mensagem.resposta:
        return selo
    return format_html('{} <span class="apagado">{}</span>', selo, mensagem.resposta)
