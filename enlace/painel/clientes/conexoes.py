"""The connection statement of a customer: each session, and what was used a day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django import forms
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext_lazy as _

from enlace.core.datas import agora, hoje
from enlace.painel import celulas
from enlace.painel.acesso import em_parte, pagina
from enlace.painel.clientes.consultas import UsoDoDia, uso_por_dia
from enlace.painel.clientes.topo import topo
from enlace.painel.formularios import Dia
from enlace.painel.listas import Coluna, Filtro, Lista, Vazio
from enlace.radius.frases import frase_da_causa
from enlace.radius.models import Nas, Sessao
from enlace.servicos.models import ClienteServico

_DIAS: Final = 30
_MAIS_DIAS: Final = 366
_UM_DIA: Final = timedelta(days=1)


@dataclass(frozen=True)
class Uso:
    """What the chart and its table show."""

    dias: Sequence[UsoDoDia]

    @property
    def recebido(self) -> int:
        """Octets that the customer received in all."""
        return sum(dia.recebido for dia in self.dias)

    @property
    def enviado(self) -> int:
        """Octets that the customer sent in all."""
        return sum(dia.enviado for dia in self.dias)


@pagina("clientes.view_cliente", "radius.view_sessao")
def conexoes(request: HttpRequest, id_cliente: int) -> HttpResponseBase:
    """The sessions of a customer's services, and a chart of the last days."""
    servicos = list(
        ClienteServico.objects.filter(cliente=id_cliente)
        .order_by("numero_plano")
        .select_related("plano")
        .only("numero_plano", "login", "plano__nome")
    )
    lista = _lista(id_cliente, servicos)
    return replace(lista, contexto=lambda pedido: _contexto(pedido, id_cliente, servicos)).responder(request)


def _contexto(request: HttpRequest, id_cliente: int, servicos: Sequence[ClienteServico]) -> Mapping[str, Any]:
    contexto = topo(request, id_cliente, "conexoes")
    if em_parte(request):
        return contexto
    escolhido = request.GET.get("servico")
    chaves = [servico.pk for servico in servicos if not escolhido or str(servico.pk) == escolhido]
    fim = hoje()
    return {**contexto, "uso": Uso(uso_por_dia(chaves, inicio=fim - (_DIAS - 1) * _UM_DIA, fim=fim))}


def _filtro_de_conexoes(servicos: Sequence[ClienteServico]) -> type[Filtro]:
    escolhas = [("", _("Todos")), *((str(servico.pk), _nome(servico)) for servico in servicos)]

    class _FiltroDeConexoes(Filtro):
        servico = forms.ChoiceField(label=_("Serviço"), choices=escolhas)
        de = Dia(label=_("De"))
        ate = Dia(label=_("Até"))

        def clean(self) -> dict[str, Any]:
            """A window of a year at most, whose end is not before its beginning."""
            dados: dict[str, Any] = super().clean() or self.cleaned_data
            ate = dados.get("ate") or hoje()
            de = dados.get("de") or _antes(ate, _DIAS)
            if de > ate:
                self.add_error("ate", _("Escolha um dia depois do primeiro."))
            elif (ate - de).days > _MAIS_DIAS:
                self.add_error("de", _("Escolha no máximo um ano."))
            return {**dados, "de": de, "ate": ate}

    return _FiltroDeConexoes


def _antes(dia: date, dias: int) -> date:
    return date.fromordinal(max(1, dia.toordinal() - dias))


def _lista(id_cliente: int, servicos: Sequence[ClienteServico]) -> Lista[Sessao]:
    por_chave = {servico.pk: _curto(servico) for servico in servicos}

    def linhas(_request: HttpRequest, filtro: dict[str, Any]) -> "QuerySet[Sessao]":
        if filtro["de"] is None:
            # What was asked for is refused beside its field.
            return Sessao.objects.none()
        chaves = [int(filtro["servico"])] if filtro["servico"] else list(por_chave)
        return _sessoes(chaves, filtro["de"], filtro["ate"])

    do_servico: tuple[Coluna[Sessao], ...] = (
        Coluna(titulo=_("Serviço"), valor=lambda sessao: por_chave[sessao.cliente_servico_id or 0], so_csv=len(servicos) == 1),
    )
    return Lista[Sessao](
        titulo=_("Conexões"),
        arquivo=f"conexoes-do-cliente-{id_cliente}",
        linhas=linhas,
        filtro=_filtro_de_conexoes(servicos),
        ordem=("-acctstarttime", "-radacctid"),
        modelo="painel/clientes/conexoes.html",
        vazio=Vazio(_("Nenhuma conexão nesse período"), _("Escolha outras datas, ou outro serviço.")),
        colunas=(*_COLUNAS[:1], *do_servico, *_COLUNAS[1:]),
    )


def _sessoes(servicos: Sequence[int], de: date, ate: date) -> "QuerySet[Sessao]":
    """Those that were open at some time of the window: radacct_servico in the tables of its months, and in the one of the open."""
    inicio, fim = _meia_noite(de), _meia_noite(ate + _UM_DIA)
    nomes = Nas.objects.filter(endereco=Coalesce(OuterRef("nas_origem"), OuterRef("nasipaddress"))).order_by()
    return (
        Sessao.objects.filter(cliente_servico__in=servicos, acctstarttime__lt=fim)
        .filter(Q(acctstoptime__isnull=True) | Q(acctstoptime__gte=inicio))
        .annotate(nome_nas=Subquery(nomes.values("equipamento__nome")[:1]))
    )


def _meia_noite(dia: date) -> datetime:
    return datetime.combine(dia, time(), tzinfo=get_current_timezone())


def _nome(servico: ClienteServico) -> str:
    return f"{servico.plano.nome} ({servico.login})" if servico.login else servico.plano.nome


def _curto(servico: ClienteServico) -> str:
    """In a table, where the plan's name would stand in every row."""
    return servico.login or servico.plano.nome


def _fim(sessao: Sessao) -> SafeString | str:
    return celulas.instante(sessao.acctstoptime) if sessao.acctstoptime else celulas.selo(_("Conectado"), "bom")


def _duracao(sessao: Sessao) -> str:
    return celulas.duracao(max((sessao.acctstoptime or agora()) - sessao.acctstarttime, timedelta()))


def _enderecos(sessao: Sessao) -> list[str]:
    todos = (sessao.framedipaddress, sessao.framedipv6address, sessao.framedipv6prefix, sessao.delegatedipv6prefix)
    return [str(endereco) for endereco in todos if endereco]


def _enderecos_e_mac(sessao: Sessao) -> SafeString:
    """One below the other; the last one is the equipment's."""
    linhas = [*_enderecos(sessao), *([f"MAC {sessao.callingstationid}"] if sessao.callingstationid else [])]
    juntas = format_html_join(SafeString("<br>"), '<span class="junto">{}</span>', ((linha,) for linha in linhas))
    return format_html('<span class="codigo">{}</span>', juntas or "—")


def _trafego(sessao: Sessao) -> SafeString:
    """Down and up, as the customer sees them."""
    recebido, enviado = (celulas.bytes_em_palavras(octetos) for octetos in (sessao.acctoutputoctets, sessao.acctinputoctets))
    return format_html("<span>↓ {}<br>↑ {}</span>", recebido, enviado)


def _nas(sessao: Sessao) -> str:
    # Annotated by `_sessoes`, so unknown to the model's type.
    return str(getattr(sessao, "nome_nas", None) or sessao.nas_origem or sessao.nasipaddress)


_COLUNAS: Final[tuple[Coluna[Sessao], ...]] = (
    Coluna(
        titulo=_("Início"),
        valor=lambda sessao: celulas.instante(sessao.acctstarttime),
        csv=lambda sessao: sessao.acctstarttime,
        principal=True,
        ordem=("acctstarttime",),
    ),
    Coluna(titulo=_("Fim"), valor=_fim, csv=lambda sessao: sessao.acctstoptime),
    Coluna(titulo=_("Duração"), valor=_duracao),
    Coluna(titulo=_("Endereços"), valor=_enderecos_e_mac, csv=lambda sessao: ", ".join(_enderecos(sessao))),
    Coluna(titulo=_("MAC"), valor=lambda sessao: sessao.callingstationid, so_csv=True),
    Coluna(titulo=_("Tráfego"), valor=_trafego, so_tela=True, numero=True),
    Coluna(titulo=_("Download (bytes)"), valor=lambda sessao: sessao.acctoutputoctets, so_csv=True),
    Coluna(titulo=_("Upload (bytes)"), valor=lambda sessao: sessao.acctinputoctets, so_csv=True),
    Coluna(titulo=_("Como terminou"), valor=lambda sessao: frase_da_causa(sessao.acctterminatecause) or "—"),
    Coluna(titulo=_("Concentrador"), valor=_nas),
)
