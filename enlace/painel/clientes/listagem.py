"""The list of customers."""

from dataclasses import replace
from typing import Any, Final

from django import forms
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from enlace.clientes.models import Cliente
from enlace.clientes.procura import como_procurar
from enlace.painel import celulas
from enlace.painel.acesso import pagina
from enlace.painel.clientes.consultas import opcoes_dos_filtros
from enlace.painel.listas import Coluna, Filtro, Lista, Vazio
from enlace.servicos.models import ClienteServico

_CADASTRAR: Final = ("clientes.add_cliente", "servicos.add_clienteservico")
_COLUNAS: Final = (
    "codigo_cliente",
    "nome_razaosocial",
    "cpf_cnpj",
    "telefone_primario",
    "data_cadastro",
    "ativo",
    "email_principal",
)
_SERVICOS_MOSTRADOS: Final = 4
_MUITOS: Final = 10_000
_TRIGRAMA: Final = 3
_CIDADE: Final = "endereco_instalacao__bairro__cidade"


class _FiltroDeClientes(Filtro):
    q = forms.CharField(label=_("Procurar"), max_length=100, widget=forms.TextInput(attrs={"type": "search"}))
    situacao = forms.ChoiceField(label=_("Serviço na situação"))
    plano = forms.ChoiceField(label=_("Plano"))
    cidade = forms.ChoiceField(label=_("Cidade da instalação"))
    grupo = forms.ChoiceField(label=_("Grupo"))
    ativo = forms.ChoiceField(label=_("Cadastro"), choices=[("", _("Todos")), ("1", _("Ativos")), ("0", _("Inativos"))])

    mais = ("cidade", "grupo", "ativo")

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        self.fields["q"].widget.attrs["placeholder"] = _("Nome, código, CPF/CNPJ, telefone")
        opcoes = opcoes_dos_filtros()
        for nome in ("situacao", "plano", "cidade", "grupo"):
            campo = self.fields[nome]
            if isinstance(campo, forms.ChoiceField):
                campo.choices = [("", _("Todas") if nome in {"situacao", "cidade"} else _("Todos")), *opcoes[nome]]


def _linhas(_request: HttpRequest, filtro: dict[str, Any]) -> "QuerySet[Cliente]":
    servicos = ClienteServico.objects.select_related("plano", "status", _CIDADE).only(
        "cliente_id", "numero_plano", "plano__nome", "status__descricao", f"{_CIDADE}__nome", f"{_CIDADE}__estado_id"
    )
    linhas = Cliente.objects.only(*_COLUNAS).prefetch_related(Prefetch("servicos", servicos.order_by("numero_plano")))
    if filtro["q"]:
        linhas = linhas.filter(_procurados(filtro["q"]))
    # Of one service all that is asked of a service: suspended in a city is not suspended elsewhere.
    do_servico = {"status": filtro["situacao"], "plano": filtro["plano"], _CIDADE: filtro["cidade"]}
    if pedido := {coluna: valor for coluna, valor in do_servico.items() if valor}:
        linhas = linhas.filter(Exists(ClienteServico.objects.filter(cliente=OuterRef("pk"), **pedido)))
    if filtro["grupo"]:
        em_grupo = Cliente.grupos.through.objects.filter(cliente=OuterRef("pk"), grupocliente=filtro["grupo"])
        linhas = linhas.filter(Exists(em_grupo))
    return linhas.filter(ativo=filtro["ativo"] == "1") if filtro["ativo"] else linhas


def _procurados(termo: str) -> Q:
    """Who is meant, in the way that is right for how many they are.

    Few are found first and sorted then. A term that most names hold is looked for along the order that is asked for, of which the
    first page is soon full. The planner cannot tell the two: it takes them for spread evenly over the names, which are sorted.
    """
    procurados = como_procurar(termo)
    if len(termo) < _TRIGRAMA:
        # No index finds so little: to look whether they are many would be to look twice.
        return procurados
    achados = Cliente.objects.filter(procurados).order_by()
    muitos = achados[_MUITOS : _MUITOS + 1].exists()
    return procurados if muitos else Q(pk__in=achados.values("pk")[:_MUITOS])


def _ficha(cliente: Cliente, texto: object) -> SafeString:
    return celulas.link(texto, reverse("painel:clientes:ficha", args=[cliente.pk]))


def _nome(cliente: Cliente) -> SafeString:
    nome = _ficha(cliente, cliente.nome_razaosocial)
    return nome if cliente.ativo else format_html("{} {}", nome, celulas.selo(_("Inativo")))


def _junto(texto: str) -> SafeString:
    """In one line: a number that is broken in two is read wrongly."""
    return format_html('<span class="junto">{}</span>', texto)


def _cidades(cliente: Cliente) -> str:
    """Where the services are that are not cancelled; of who has none left, where they were."""
    servicos = list(cliente.servicos.all())
    vivos = [servico for servico in servicos if servico.status_id != "cancelado"] or servicos
    return ", ".join(dict.fromkeys(str(servico.endereco_instalacao.bairro.cidade) for servico in vivos)) or "—"


def _servicos(cliente: Cliente) -> SafeString:
    selos = [
        (servico.plano.nome, celulas.selo(servico.status.descricao, celulas.TONS_DO_SERVICO.get(servico.status_id, "info")))
        for servico in cliente.servicos.all()
    ]
    mostrados = format_html_join("", "<div>{} {}</div>", selos[:_SERVICOS_MOSTRADOS])
    resto = len(selos) - _SERVICOS_MOSTRADOS
    return format_html("{}<div>e mais {}</div>", mostrados, resto) if resto > 0 else mostrados or SafeString("—")


def _servicos_em_texto(cliente: Cliente) -> str:
    return "; ".join(f"{servico.plano.nome} ({servico.status.descricao})" for servico in cliente.servicos.all())


_LISTA: Final = Lista[Cliente](
    titulo=_("Clientes"),
    arquivo="clientes",
    linhas=_linhas,
    filtro=_FiltroDeClientes,
    ordem=("-id_cliente",),
    modelo="painel/clientes/lista.html",
    # Whether a customer has such a service is asked customer by customer: some milliseconds a thousand.
    conta_ate=1_000,
    vazio=Vazio(_("Nenhum cliente encontrado"), _("Confira o que digitou, ou tire algum filtro.")),
    colunas=(
        Coluna(
            titulo=_("Código"),
            valor=lambda cliente: _ficha(cliente, cliente.codigo_cliente),
            csv=lambda cliente: cliente.codigo_cliente,
            ordem=("codigo_cliente",),
        ),
        Coluna(
            titulo=_("Nome"),
            valor=_nome,
            csv=lambda cliente: cliente.nome_razaosocial,
            ordem=("nome_razaosocial",),
            principal=True,
        ),
        Coluna(titulo=_("CPF/CNPJ"), valor=lambda cliente: _junto(celulas.cpf_cnpj(cliente.cpf_cnpj))),
        Coluna(titulo=_("Telefone"), valor=lambda cliente: _junto(celulas.telefone(cliente.telefone_primario))),
        Coluna(titulo=_("E-mail"), valor=lambda cliente: cliente.email_principal, so_csv=True),
        Coluna(titulo=_("Cidade"), valor=_cidades),
        Coluna(titulo=_("Serviços"), valor=_servicos, csv=_servicos_em_texto),
        Coluna(
            titulo=_("Cadastrado em"),
            valor=lambda cliente: celulas.dia(cliente.data_cadastro),
            csv=lambda cliente: cliente.data_cadastro,
            ordem=("data_cadastro",),
        ),
        Coluna(titulo=_("Ativo"), valor=lambda cliente: cliente.ativo, so_csv=True),
    ),
)
_DE_QUEM_CADASTRA: Final = replace(
    _LISTA,
    vazio=Vazio(
        _("Nenhum cliente encontrado"),
        _("Confira o que digitou, ou cadastre um cliente novo."),
        _("Novo cliente"),
        lambda: reverse("painel:vendas:novo"),
    ),
)


@pagina("clientes.view_cliente")
def lista(request: HttpRequest) -> HttpResponseBase:
    """The customers, found by code, CPF/CNPJ, telephone or part of the name, and by what their services are."""
    return (_DE_QUEM_CADASTRA if request.user.has_perms(_CADASTRAR) else _LISTA).responder(request)
