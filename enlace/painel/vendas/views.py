"""A new customer in three steps: who, where and what, access and installation; nothing exists before the last is confirmed.

What is typed is kept in a draft (`prospectos/rascunhos.py`): each sale has an address of its own, survives reloads, other tabs and
the night, and is confirmed once however often the button is pressed.
"""

from collections.abc import Mapping
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from enlace.auditoria.registro import Autor
from enlace.clientes.models import Cliente
from enlace.core.admin import codigo_digitado
from enlace.enderecos.cidades import cidades_com_enderecos
from enlace.painel.acesso import pagina, usuario_de
from enlace.painel.atos import Ato, SemPerguntas, enviado, responder
from enlace.painel.vendas import quem as passo_quem
from enlace.painel.vendas.endereco import BUSCAR, CIDADES, completar, digitado
from enlace.painel.vendas.onde import OUTRO, Onde, OutroEndereco, inicial_da_venda
from enlace.painel.vendas.quem import Quem
from enlace.painel.vendas.rascunhos import (
    INSTALACAO,
    ONDE,
    QUEM,
    TITULOS,
    comecado_de,
    em_andamento,
    endereco_de,
    guardado,
    guardar,
    passos_de,
    por_fazer,
    quem_e,
    rascunho_de,
)
from enlace.prospectos.models import Prospecto, RascunhoDeVenda
from enlace.prospectos.rascunhos import descartar_rascunho
from enlace.servicos.models import ClienteServico

# In the address of a step that does not hold any more.
CONFERIR: Final = "conferir"
PERMISSOES: Final = ("clientes.add_cliente", "servicos.add_clienteservico")


@pagina(*PERMISSOES)
def novo(request: HttpRequest) -> HttpResponse:
    """Begin a sale: to somebody new, or to a prospect (`?prospecto=`)."""
    prospecto = _prospecto(request)
    if prospecto and prospecto.cliente_id:
        messages.info(request, _("Esse prospecto já é cliente."))
        return redirect("painel:clientes:ficha", prospecto.cliente_id)
    if prospecto and (comecado := comecado_de(request, prospecto)):
        # What was typed for this prospect before is not typed again.
        return adiante(comecado)
    return _quem(request, RascunhoDeVenda(prospecto=prospecto))


@pagina(*PERMISSOES, "clientes.view_cliente")
def outro_servico(request: HttpRequest, id_cliente: int) -> HttpResponse:
    """Begin the sale of one more service to a customer, also to one who asked for it as a prospect (`?prospecto=`)."""
    prospecto = _prospecto(request)
    if prospecto and prospecto.cliente_id:
        prospecto = None
    return _onde(request, RascunhoDeVenda(cliente=get_object_or_404(Cliente, pk=id_cliente), prospecto=prospecto))


@pagina(*PERMISSOES)
def quem(request: HttpRequest, id_rascunho_venda: int) -> HttpResponse:
    """The first step of a sale under way."""
    rascunho = rascunho_de(request, id_rascunho_venda)
    if rascunho.ordem_id or rascunho.cliente_id:
        return adiante(rascunho)
    return _quem(request, rascunho)


@pagina(*PERMISSOES)
def onde(request: HttpRequest, id_rascunho_venda: int) -> HttpResponse:
    """The second step."""
    rascunho = rascunho_de(request, id_rascunho_venda)
    if rascunho.ordem_id:
        return adiante(rascunho)
    return _onde(request, rascunho)


@pagina(*PERMISSOES)
def descartar(request: HttpRequest, id_rascunho_venda: int) -> HttpResponse:
    """Give up a sale."""
    rascunho = rascunho_de(request, id_rascunho_venda)
    if rascunho.ordem_id:
        return adiante(rascunho)

    def fazer(_dados: dict[str, Any], autor: Autor) -> None:
        descartar_rascunho(id_rascunho_venda, autor=autor)

    return responder(
        request,
        Ato(
            titulo=_("Descartar a venda para %(nome)s") % {"nome": quem_e(rascunho)},
            regra=_("O que foi digitado é apagado. Nada foi criado ainda; o prospecto, se houver, fica como está."),
            botao=_("Descartar"),
            perigo=True,
        ),
        formulario=SemPerguntas(enviado(request)),
        fazer=fazer,
        feito=_("Venda descartada."),
        volta=_de_volta_ao_comeco(),
    )


@pagina(*PERMISSOES)
@require_GET
def pronto(request: HttpRequest, id_rascunho_venda: int) -> HttpResponse:
    """What came of a sale: links to all of it, and a summary to be printed."""
    rascunho = rascunho_de(request, id_rascunho_venda)
    if rascunho.ordem is None:
        return adiante(rascunho)
    ordem = rascunho.ordem
    ligados = ("cliente", "plano", "vendedor", "cobranca__forma", "endereco_instalacao__bairro__cidade")
    servico = ClienteServico.objects.select_related(*ligados, "endereco_cobranca__bairro__cidade").get(pk=ordem.cliente_servico_id)
    tecnicos = [escalado.usuario for escalado in ordem.escalados.select_related("usuario")]
    contexto = {"ordem": ordem, "servico": servico, "cliente": servico.cliente, "tecnicos": tecnicos}
    return render(request, "painel/vendas/pronto.html", contexto)


def adiante(rascunho: RascunhoDeVenda) -> HttpResponse:
    """Lead to where a sale has come."""
    return redirect(endereco_de(rascunho, "pronto" if rascunho.ordem_id else por_fazer(rascunho)))


def mostrar(
    request: HttpRequest, rascunho: RascunhoDeVenda, passo: str, contexto: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """The page of a step, with the way through all of them."""
    caminho = [
        {
            "titulo": TITULOS[um],
            "atual": um == passo,
            "endereco": endereco_de(rascunho, um) if rascunho.pk and um != passo and _aberto(rascunho, um) else "",
        }
        for um in passos_de(rascunho)
    ]
    comum = {"rascunho": rascunho, "caminho": caminho, "quem_e": quem_e(rascunho)}
    return render(request, f"painel/vendas/{passo}.html", {**comum, **contexto}, status=status)


def _quem(request: HttpRequest, rascunho: RascunhoDeVenda) -> HttpResponse:
    guardados = guardado(rascunho, QUEM)
    # Whoever is on the telephone has said its number already (`ligacoes`).
    de_quem_liga = {"telefone_primario": request.GET.get("telefone", "")}
    conhecido = passo_quem.do_prospecto(rascunho.prospecto) if rascunho.prospecto else de_quem_liga
    formulario = Quem(_dados(request, guardados), initial=guardados or conhecido)
    if request.method == "POST" and formulario.is_valid():
        if rascunho.prospecto is None and formulario.prospecto:
            _partir_do_prospecto(request, rascunho, formulario.prospecto)
        rascunho = guardar(request, rascunho, QUEM, digitado(formulario, request.POST), formulario.resumo())
        return redirect(endereco_de(rascunho, ONDE))
    contexto = {"formulario": formulario, "em_andamento": [] if rascunho.pk else _outras(request)}
    return mostrar(request, rascunho, QUEM, contexto, status=422 if formulario.is_bound and formulario.errors else 200)


def _partir_do_prospecto(request: HttpRequest, rascunho: RascunhoDeVenda, prospecto: Prospecto) -> None:
    """Who asked before with this document is who buys: address and plan are known already, and the funnel must know of the sale."""
    rascunho.prospecto = prospecto
    if rascunho.pk:
        RascunhoDeVenda.objects.filter(pk=rascunho.pk).update(prospecto=prospecto)
    messages.info(request, _("Já era o prospecto %(prospecto)s: a venda parte dele.") % {"prospecto": prospecto})


def _onde(request: HttpRequest, rascunho: RascunhoDeVenda) -> HttpResponse:
    formulario, outro, aviso = _formularios_de_onde(request, rascunho)
    # A look-up of a CEP is not an answer to the step.
    if request.method == "POST" and formulario.is_bound and formulario.is_valid() and outro.is_valid():
        dados = {**digitado(formulario, request.POST), **_com_prefixo(digitado(outro, request.POST, prefixo=OUTRO))}
        rascunho = guardar(request, rascunho, ONDE, dados, formulario.resumo(outro))
        return redirect(endereco_de(rascunho, INSTALACAO))
    ofertado = getattr(rascunho.prospecto, "servico", None)
    contexto = {
        "formulario": formulario,
        "outro": outro,
        "cidades": cidades_com_enderecos(CIDADES),
        "aviso_do_cep": aviso,
        "fora_de_venda": ofertado.plano if ofertado and not ofertado.plano.ativo else None,
        "outro_aberto": bool(outro.is_bound and outro.errors) or aviso.get(OUTRO) or formulario["outro_endereco"].value(),
    }
    errado = formulario.is_bound and (formulario.errors or outro.errors)
    return mostrar(request, rascunho, ONDE, contexto, status=422 if errado else 200)


def _formularios_de_onde(request: HttpRequest, rascunho: RascunhoDeVenda) -> tuple[Onde, OutroEndereco, dict[str, str]]:
    """The forms of the second step: to be shown, looked up by CEP, or checked; and what the look-up said, by prefix."""
    if request.method == "POST" and BUSCAR in request.POST:
        prefixo = OUTRO if request.POST[BUSCAR] == OUTRO else ""
        valores = digitado(Onde, request.POST)
        outros = digitado(OutroEndereco, request.POST, prefixo=OUTRO)
        if prefixo:
            outros, aviso = completar(outros)
        else:
            valores, aviso = completar(valores)
        return Onde(initial=valores), OutroEndereco(initial=outros, usado=False), {prefixo or "instalacao": aviso}
    guardados = guardado(rascunho, ONDE)
    if (dados := _dados(request, guardados)) is not None:
        return Onde(dados), OutroEndereco(dados, usado=bool(digitado(Onde, dados)["outro_endereco"])), {}
    if guardados is None:
        guardados = inicial_da_venda(prospecto=rascunho.prospecto, cliente=rascunho.cliente, vendedor=usuario_de(request))
    return Onde(initial=guardados), OutroEndereco(initial=_sem_prefixo(guardados), usado=False), {}


def _dados(request: HttpRequest, guardados: dict[str, Any] | None) -> Mapping[str, Any] | None:
    """What is to be checked: what was sent, or what was typed before where somebody was sent back because of it."""
    if request.method == "POST":
        return request.POST
    return guardados if CONFERIR in request.GET else None


def _com_prefixo(valores: dict[str, Any]) -> dict[str, Any]:
    return {f"{OUTRO}-{nome}": valor for nome, valor in valores.items()}


def _sem_prefixo(valores: dict[str, Any]) -> dict[str, Any]:
    prefixo = f"{OUTRO}-"
    return {nome.removeprefix(prefixo): valor for nome, valor in valores.items() if nome.startswith(prefixo)}


def _outras(request: HttpRequest) -> list[dict[str, Any]]:
    """This person's other sales under way, to be gone on with or given up."""
    return [
        {"nome": quem_e(um), "quando": um.atualizado_em, "endereco": endereco_de(um, por_fazer(um)), "pk": um.pk}
        for um in em_andamento(request)
    ]


def _aberto(rascunho: RascunhoDeVenda, passo: str) -> bool:
    """Whether a step may be gone to: it was typed, or it is the next."""
    return guardado(rascunho, passo) is not None or passo == por_fazer(rascunho)


def _prospecto(request: HttpRequest) -> Prospecto | None:
    """The one that the address names, for who may see prospects: the steps show what is known of it."""
    chave = codigo_digitado(request.GET.get("prospecto", ""))
    if chave is None or not request.user.has_perm("prospectos.view_prospecto"):
        return None
    return Prospecto.objects.select_related("endereco__bairro__cidade", "servico__plano").filter(pk=chave).first()


def _de_volta_ao_comeco() -> str:
    return reverse("painel:vendas:novo")
