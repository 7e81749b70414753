"""The last step, which makes the sale, and what completes the steps before: plans and addresses of a CEP."""

from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from enlace.clientes.cadastro import CpfCnpjJaCadastrado
from enlace.core import datas
from enlace.core.errors import RuleRefused
from enlace.ordens_servico.escala import TecnicoOcupado
from enlace.painel.acesso import autor_de, pagina
from enlace.painel.vendas.endereco import completar
from enlace.painel.vendas.instalacao import Instalacao
from enlace.painel.vendas.onde import opcoes_de, planos_em
from enlace.painel.vendas.pedido import passos_guardados, pedido_de
from enlace.painel.vendas.rascunhos import (
    INSTALACAO,
    ONDE,
    QUEM,
    endereco_de,
    guardado,
    guardar,
    passos_de,
    por_fazer,
    quem_e,
    rascunho_de,
)
from enlace.painel.vendas.views import CONFERIR, PERMISSOES, adiante, mostrar
from enlace.processos.venda import vender
from enlace.prospectos.models import RascunhoDeVenda
from enlace.servicos.contratacao import LoginEmUso
from enlace.servicos.credenciais import sugerir_login

VOLTAR: Final = "voltar"
# Who types addresses, here or in another area.
_QUEM_ENDERECA: Final = (*PERMISSOES, "prospectos.add_prospecto", "prospectos.change_prospecto", "enderecos.change_endereco")
# Beside which question a refusal of the sale is said; over all of them otherwise.
_DO_CAMPO: Final[dict[type[RuleRefused], str]] = {LoginEmUso: "login", TecnicoOcupado: "vaga"}


@pagina(*PERMISSOES)
def instalacao(request: HttpRequest, id_rascunho_venda: int) -> HttpResponse:
    """The third step, with a summary of everything; its confirmation makes the sale."""
    rascunho = rascunho_de(request, id_rascunho_venda)
    if rascunho.ordem_id or por_fazer(rascunho) != INSTALACAO:
        return adiante(rascunho)
    if request.method != "POST":
        return _mostrar(request, rascunho, Instalacao(initial=_inicial(rascunho)))
    formulario = Instalacao(request.POST)
    if VOLTAR in request.POST:
        _guardar(request, rascunho, formulario)
        return redirect(endereco_de(rascunho, ONDE))
    if not formulario.is_valid():
        return _mostrar(request, rascunho, formulario)
    return _confirmar(request, rascunho, formulario)


@pagina(*_QUEM_ENDERECA, alguma=True)
@require_GET
def planos(request: HttpRequest) -> HttpResponse:
    """The plans that are sold at a place as it is being typed, as the choices of the select."""
    opcoes = opcoes_de(planos_em(request.GET.get("cep", ""), request.GET.get("cidade", "")))
    return render(request, "painel/vendas/planos.html", {"opcoes": opcoes, "escolhido": request.GET.get("plano", "")})


@pagina(*_QUEM_ENDERECA, alguma=True)
@require_GET
def cep(request: HttpRequest) -> JsonResponse:
    """What a CEP says of an address, and a sentence about it. May wait for the network, which no transaction waits for."""
    achado, aviso = completar({"cep": request.GET.get("cep", "")})
    return JsonResponse({**achado, "aviso": aviso})


def _confirmar(request: HttpRequest, rascunho: RascunhoDeVenda, formulario: Instalacao) -> HttpResponse:
    passos = passos_guardados(rascunho)
    if passos.invalido:
        # Something changed since it was typed: a plan went out of sale, somebody registered the same document.
        _guardar(request, rascunho, formulario)
        messages.warning(request, _("Confira este passo: algo mudou desde que foi preenchido."))
        return redirect(f"{endereco_de(rascunho, passos.invalido)}?{CONFERIR}=1")
    try:
        vender(pedido_de(rascunho, passos, formulario), autor=autor_de(request), agora=datas.agora())
    except CpfCnpjJaCadastrado:
        _guardar(request, rascunho, formulario)
        return redirect(f"{endereco_de(rascunho, QUEM)}?{CONFERIR}=1")
    except RuleRefused as recusa:
        formulario.add_error(_DO_CAMPO.get(type(recusa)), str(recusa))
        return _mostrar(request, rascunho, formulario)
    messages.success(request, _("Venda concluída."))
    return redirect(endereco_de(rascunho, "pronto"))


def _mostrar(request: HttpRequest, rascunho: RascunhoDeVenda, formulario: Instalacao) -> HttpResponse:
    resumo = [{"passo": endereco_de(rascunho, passo), "linhas": _resumo(rascunho, passo)} for passo in passos_de(rascunho)[:-1]]
    contexto = {"formulario": formulario, "resumo": resumo}
    return mostrar(request, rascunho, INSTALACAO, contexto, status=422 if formulario.is_bound else 200)


def _resumo(rascunho: RascunhoDeVenda, passo: str) -> list[list[str]]:
    linhas: list[list[str]] = rascunho.passos.get(passo, {}).get("resumo", [])
    return [linha for linha in linhas if linha[1]]


def _inicial(rascunho: RascunhoDeVenda) -> dict[str, Any]:
    """What was typed before in this step, else a login that is free and what the prospect asked to be known."""
    if (antes := guardado(rascunho, INSTALACAO)) is not None:
        return antes
    observacao = rascunho.prospecto.observacao if rascunho.prospecto else ""
    return {"login": sugerir_login(quem_e(rascunho)), "observacao": observacao or ""}


def _guardar(request: HttpRequest, rascunho: RascunhoDeVenda, formulario: Instalacao) -> None:
    """Keep what was typed here, but for the password: a draft is no place for it."""
    dados = {nome: valor for nome, valor in formulario.data.items() if nome in formulario.fields and nome != "senha"}
    guardar(request, rascunho, INSTALACAO, dados)
