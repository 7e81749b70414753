"""The list of who is connected through one equipment now."""

from typing import Any, Final

from django import forms
from django.db.models import CharField, F, Func, QuerySet
from django.db.models.functions import Lower
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from enlace.core.contatos import normalizar_mac
from enlace.core.datas import agora
from enlace.core.errors import RuleRefused
from enlace.painel.celulas import bytes_em_palavras, ha_quanto, instante, link
from enlace.painel.listas import Coluna, Filtro, Lista, Vazio
from enlace.painel.rede import consultas
from enlace.radius.digitado import ler_endereco
from enlace.radius.identificacao import com_endereco
from enlace.radius.models import Sessao
from enlace.rede.models import Equipamento


class FiltroDeSessoes(Filtro):
    """By login, MAC or address of the connection."""

    termo = forms.CharField(label=_("Login, MAC ou IP"), max_length=100)


def _da_sessao(linhas: "QuerySet[Sessao]", termo: str) -> "QuerySet[Sessao]":
    try:
        return linhas.filter(com_endereco(ler_endereco(termo)))
    except RuleRefused:  # no address
        pass
    if mac := normalizar_mac(termo):
        # With quotes and without a type: the function of the index gives a `macaddr`.
        da_mac = Func(F("callingstationid"), function="texto_para_mac", output_field=CharField())
        return linhas.alias(mac=da_mac).filter(mac=mac)
    return linhas.alias(login_minusculo=Lower("username")).filter(login_minusculo=termo.lower())


def _cliente(sessao: Sessao) -> SafeString | str:
    servico = sessao.cliente_servico
    return link(servico.cliente, reverse("painel:clientes:ficha", args=[servico.cliente_id])) if servico else "—"


def _endereco(sessao: Sessao) -> str:
    todos = (sessao.framedipaddress, sessao.framedipv6address, sessao.framedipv6prefix, sessao.delegatedipv6prefix)
    return str(next((endereco for endereco in todos if endereco), "—"))


def lista(equipamento: Equipamento) -> Lista[Sessao]:
    """The live sessions of one equipment."""
    nas = getattr(equipamento, "nas", None)

    def linhas(_request: HttpRequest, filtro: dict[str, Any]) -> "QuerySet[Sessao]":
        vivas = consultas.vivas_do_equipamento(equipamento, nas)
        return _da_sessao(vivas, filtro["termo"].strip()) if filtro["termo"] else vivas

    return Lista[Sessao](
        titulo=_("Conectados em %(nome)s") % {"nome": equipamento},
        arquivo="conectados",
        linhas=linhas,
        colunas=_COLUNAS_DA_SESSAO,
        ordem=("-radacctid",),
        filtro=FiltroDeSessoes,
        modelo="painel/rede/sessoes.html",
        vazio=Vazio(
            titulo=_("Ninguém conectado"),
            dica=_("Nenhuma conexão viva neste equipamento, ou nenhuma com o que foi procurado."),
        ),
        contexto=lambda _request: {"equipamento": equipamento},
    )


_COLUNAS_DA_SESSAO: Final = (
    Coluna[Sessao](titulo=_("Login"), valor=lambda s: s.username or "—", principal=True),
    Coluna[Sessao](titulo=_("Cliente"), valor=_cliente, csv=lambda s: s.cliente_servico.cliente if s.cliente_servico else ""),
    Coluna[Sessao](titulo=_("Endereço"), valor=_endereco),
    Coluna[Sessao](titulo=_("MAC"), valor=lambda s: s.callingstationid or "—"),
    Coluna[Sessao](titulo=_("Porta"), valor=lambda s: s.nasportid or "—"),
    Coluna[Sessao](titulo=_("Desde"), valor=lambda s: instante(s.acctstarttime), csv=lambda s: s.acctstarttime),
    Coluna[Sessao](
        titulo=_("Último sinal"),
        valor=lambda s: ha_quanto(s.acctupdatetime or s.acctstarttime, agora=agora()),
        csv=lambda s: s.acctupdatetime or s.acctstarttime,
    ),
    Coluna[Sessao](
        titulo=_("Baixado"), valor=lambda s: bytes_em_palavras(s.acctoutputoctets), csv=lambda s: s.acctoutputoctets, numero=True
    ),
    Coluna[Sessao](
        titulo=_("Enviado"), valor=lambda s: bytes_em_palavras(s.acctinputoctets), csv=lambda s: s.acctinputoctets, numero=True
    ),
)
