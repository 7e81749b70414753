"""The lists of the network: equipment, optical boxes, zones."""

from typing import Any, Final

from django import forms
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from enlace.painel.celulas import link, selo
from enlace.painel.listas import Coluna, Filtro, Lista, Vazio
from enlace.painel.rede import consultas
from enlace.rede.models import CaixaOptica, Equipamento, Fabricante, InterfaceConexao, Pop, ZonaAtendimento


class FiltroDeEquipamentos(Filtro):
    """By name or address, place, maker; concentrators alone."""

    termo = forms.CharField(label=_("Nome ou IP"), max_length=100)
    pop = forms.ModelChoiceField(Pop.objects.all(), label=_("POP"), empty_label=_("Todos"))
    fabricante = forms.ModelChoiceField(Fabricante.objects.all(), label=_("Fabricante"), empty_label=_("Todos"))
    so_nas = forms.BooleanField(label=_("Só concentradores"))


def _equipamentos(_request: HttpRequest, filtro: dict[str, Any]) -> "QuerySet[Equipamento]":
    linhas = consultas.equipamentos()
    if termo := filtro["termo"]:
        linhas = linhas.filter(Q(nome__icontains=termo) | Q(ipv4__startswith=termo) | Q(nas__endereco__startswith=termo))
    if filtro["pop"]:
        linhas = linhas.filter(pop=filtro["pop"])
    if filtro["fabricante"]:
        linhas = linhas.filter(modelo__fabricante=filtro["fabricante"])
    return linhas.filter(nas__isnull=False) if filtro["so_nas"] else linhas


def _equipamento(linha: Equipamento) -> SafeString:
    return link(linha.nome, reverse("painel:rede:equipamento", args=[linha.pk]))


def _conectados(linha: Any) -> SafeString | str:  # noqa: ANN401 - annotated
    nas = getattr(linha, "nas", None)
    if nas is None:
        return "—"
    if not nas.ativo:
        return selo(_("Concentrador inativo"), "neutro")
    return link(linha.conectados or 0, reverse("painel:rede:sessoes", args=[linha.pk]))


EQUIPAMENTOS: Final = Lista[Equipamento](
    titulo=_("Rede"),
    arquivo="equipamentos",
    linhas=_equipamentos,
    colunas=(
        Coluna(titulo=_("Equipamento"), valor=_equipamento, csv=lambda e: e.nome, ordem=("nome",), principal=True),
        Coluna(titulo=_("POP"), valor=lambda e: e.pop or "—", ordem=("pop__nome",)),
        Coluna(titulo=_("Modelo"), valor=lambda e: e.modelo),
        Coluna(titulo=_("IP"), valor=lambda e: e.ipv4 or e.ipv6 or "—"),
        Coluna(titulo=_("Conectados"), valor=_conectados, csv=lambda e: e.conectados, numero=True),  # type: ignore[attr-defined]
        Coluna(titulo=_("Interfaces"), valor=lambda e: e.n_interfaces, numero=True),  # type: ignore[attr-defined]
    ),
    ordem=("pop__nome", "nome", "pk"),
    filtro=FiltroDeEquipamentos,
    modelo="painel/rede/inicio.html",
    vazio=Vazio(
        titulo=_("Nenhum equipamento"),
        dica=_("Cadastre os POPs e os equipamentos da rede; os que pedem autorização ao RADIUS são os concentradores."),
        rotulo=_("Cadastrar equipamento"),
        endereco=lambda: reverse("admin:rede_equipamento_add"),
    ),
    contexto=lambda _request: {"aba": "equipamentos"},
)


class FiltroDeCaixas(Filtro):
    """By name, by the equipment that feeds them; only with room."""

    termo = forms.CharField(label=_("Nome da caixa"), max_length=100)
    equipamento = forms.ModelChoiceField(
        Equipamento.objects.filter(interfaces__caixas__isnull=False).distinct().order_by("nome"),
        label=_("Equipamento"),
        empty_label=_("Todos"),
    )
    com_vaga = forms.BooleanField(label=_("Só com porta livre"))


def _caixas(_request: HttpRequest, filtro: dict[str, Any]) -> "QuerySet[CaixaOptica]":
    linhas = consultas.caixas()
    if termo := filtro["termo"]:
        linhas = linhas.filter(nome__icontains=termo)
    if filtro["equipamento"]:
        linhas = linhas.filter(interface__equipamento=filtro["equipamento"])
    return linhas.filter(Exists(consultas.portas_livres().filter(caixa=OuterRef("pk")))) if filtro["com_vaga"] else linhas


def _livres(caixa: Any) -> SafeString:  # noqa: ANN401 - annotated
    if caixa.n_portas == 0:
        return selo(_("Sem portas"), "neutro")
    return selo(caixa.n_livres, "bom") if caixa.n_livres else selo(_("Cheia"), "atencao")


CAIXAS: Final = Lista[CaixaOptica](
    titulo=_("Caixas ópticas"),
    arquivo="caixas-opticas",
    linhas=_caixas,
    colunas=(
        Coluna(
            titulo=_("Caixa"),
            valor=lambda c: link(c.nome, reverse("painel:rede:caixa", args=[c.pk])),
            csv=lambda c: c.nome,
            ordem=("nome",),
            principal=True,
        ),
        Coluna(titulo=_("Equipamento"), valor=lambda c: c.interface.equipamento if c.interface else "—"),
        Coluna(titulo=_("Interface"), valor=lambda c: c.interface.nome if c.interface else "—"),
        Coluna(titulo=_("Portas"), valor=lambda c: c.n_portas, numero=True),  # type: ignore[attr-defined]
        Coluna(titulo=_("Livres"), valor=_livres, csv=lambda c: c.n_livres, numero=True),  # type: ignore[attr-defined]
    ),
    ordem=("nome", "pk"),
    filtro=FiltroDeCaixas,
    modelo="painel/rede/inicio.html",
    vazio=Vazio(
        titulo=_("Nenhuma caixa óptica"),
        dica=_("Cadastre as caixas da rua com suas portas para saber em qual delas cada cliente está."),
        rotulo=_("Cadastrar caixa"),
        endereco=lambda: reverse("admin:rede_caixaoptica_add"),
    ),
    contexto=lambda _request: {"aba": "caixas"},
)


def _zonas(_request: HttpRequest, _filtro: dict[str, Any]) -> "QuerySet[ZonaAtendimento]":
    com_equipamento = Prefetch("interfaces", InterfaceConexao.objects.select_related("equipamento"))
    return ZonaAtendimento.objects.prefetch_related(com_equipamento)


ZONAS: Final = Lista[ZonaAtendimento](
    titulo=_("Zonas de atendimento"),
    arquivo="zonas",
    linhas=_zonas,
    colunas=(
        Coluna(
            titulo=_("Zona"),
            valor=lambda z: link(z.nome, reverse("admin:rede_zonaatendimento_change", args=[z.pk])),
            csv=lambda z: z.nome,
            ordem=("nome",),
            principal=True,
        ),
        Coluna(titulo=_("Descrição"), valor=lambda z: z.descricao or "—"),
        Coluna(titulo=_("Interfaces"), valor=lambda z: ", ".join(map(str, z.interfaces.all())) or "—"),
    ),
    ordem=("nome", "pk"),
    modelo="painel/rede/inicio.html",
    vazio=Vazio(
        titulo=_("Nenhuma zona"),
        dica=_("Uma zona junta as interfaces que atendem uma parte da cidade."),
        rotulo=_("Cadastrar zona"),
        endereco=lambda: reverse("admin:rede_zonaatendimento_add"),
    ),
    contexto=lambda _request: {"aba": "zonas"},
)
