"""Acts on what is registered of a customer and of who else is reached."""

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from enlace.clientes.alteracao import alterar_cliente
from enlace.clientes.contatos import alterar_contato, apagar_contato, incluir_contato
from enlace.clientes.models import Cliente, Contato
from enlace.painel.acesso import pagina, volta
from enlace.painel.atos import Ato, SemPerguntas, enviado, responder
from enlace.painel.clientes.forms import FormularioDeContato, FormularioDoCliente

_REGRA_DO_CONTATO: Final = _(
    "Outra pessoa a quem o provedor fala por este cliente. Quem “recebe faturas” recebe também as cobranças por e-mail ou SMS."
)


@pagina("clientes.change_cliente")
def editar(request: HttpRequest, id_cliente: int) -> HttpResponse:
    """What is registered of a customer."""
    cliente = get_object_or_404(Cliente, pk=id_cliente)
    return responder(
        request,
        Ato(
            titulo=_("Editar %s") % cliente.nome_razaosocial,
            regra=_("Nomes ficam em maiúsculas; telefones e CPF/CNPJ podem ser escritos com ou sem pontuação."),
            botao=_("Gravar"),
            modelo="painel/clientes/editar.html",
        ),
        formulario=FormularioDoCliente(enviado(request), instance=cliente),
        fazer=lambda dados, autor: alterar_cliente(
            id_cliente, FormularioDoCliente.novos_dados(dados), versao=dados["versao"], autor=autor
        ),
        feito=_("Cadastro gravado."),
        volta=volta(request, _ficha(id_cliente)),
    )


@pagina("clientes.add_contato")
def contato_novo(request: HttpRequest, id_cliente: int) -> HttpResponse:
    """Somebody else to be reached about a customer."""
    cliente = get_object_or_404(Cliente.objects.only("nome_razaosocial"), pk=id_cliente)
    return responder(
        request,
        Ato(titulo=_("Novo contato de %s") % cliente.nome_razaosocial, regra=_REGRA_DO_CONTATO, botao=_("Incluir")),
        formulario=FormularioDeContato(enviado(request)),
        fazer=lambda dados, autor: incluir_contato(id_cliente, FormularioDeContato.dados_do_contato(dados), autor=autor),
        feito=lambda contato: _("Contato incluído: %s.") % contato.nome,
        volta=volta(request, _ficha(id_cliente)),
    )


@pagina("clientes.change_contato")
def contato_editar(request: HttpRequest, id_contato: int) -> HttpResponse:
    """One of them changed."""
    contato = get_object_or_404(Contato.objects.select_related("cliente"), pk=id_contato)
    return responder(
        request,
        Ato(titulo=_("Contato de %s") % contato.cliente.nome_razaosocial, regra=_REGRA_DO_CONTATO, botao=_("Gravar")),
        formulario=FormularioDeContato(enviado(request), instance=contato),
        fazer=lambda dados, autor: alterar_contato(id_contato, FormularioDeContato.dados_do_contato(dados), autor=autor),
        feito=_("Contato gravado."),
        volta=volta(request, _ficha(contato.cliente_id)),
    )


@pagina("clientes.delete_contato")
def contato_apagar(request: HttpRequest, id_contato: int) -> HttpResponse:
    """One of them forgotten."""
    contato = get_object_or_404(Contato, pk=id_contato)
    return responder(
        request,
        Ato(
            titulo=_("Apagar o contato %s?") % contato.nome,
            regra=_("O contato deixa de receber o que recebia. O histórico do cliente guarda quem ele era."),
            botao=_("Apagar"),
            perigo=True,
        ),
        formulario=SemPerguntas(enviado(request)),
        fazer=lambda _dados, autor: apagar_contato(id_contato, autor=autor),
        feito=_("Contato apagado."),
        volta=volta(request, _ficha(contato.cliente_id)),
    )


def _ficha(id_cliente: int) -> str:
    return reverse("painel:clientes:ficha", args=[id_cliente])
