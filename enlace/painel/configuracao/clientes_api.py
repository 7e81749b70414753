"""The programs that use the API: made, bounded, given another secret, shut out; nobody lets one do more than they may."""

from typing import Any, Final

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from oauth2_provider.models import AccessToken

from enlace.auditoria.registro import Autor, registrar, registrar_inclusao, registrar_mudanca, retrato
from enlace.contas import alcada, clientes_api, revogacao
from enlace.contas.models import ClienteApi, GrupoDeRotas, Usuario
from enlace.contas.pessoas import ForaDoAlcance
from enlace.core.admin import codigo_digitado
from enlace.core.datas import agora
from enlace.painel.acesso import pagina, usuario_de
from enlace.painel.atos import Ato, SemPerguntas, enviado, responder
from enlace.painel.configuracao.ligar import LigarOuDesligar
from enlace.painel.configuracao.lista_de_clientes_api import LISTA
from enlace.painel.configuracao.uma_vez import Segredo, responder_uma_vez
from enlace.painel.formularios import Formulario

_TOKENS_NA_PAGINA: Final = 20


class FormularioDoCliente(Formulario):
    """What a person decides about a program; only what that person may give is offered."""

    nome = forms.CharField(label=gettext_lazy("Nome do programa"), max_length=255)
    usuario = forms.ModelChoiceField(
        Usuario.objects.none(),
        label=gettext_lazy("Trabalha em nome de"),
        help_text=gettext_lazy("O programa entra com a senha deste usuário, e o que ele faz fica em nome dele."),
    )
    permissoes = forms.MultipleChoiceField(
        label=gettext_lazy("O que pode fazer"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, quem: Usuario, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        usuarios: Any = self.fields["usuario"]
        usuarios.queryset = alcada.usuarios_ao_alcance(quem).filter(is_active=True).order_by("nome")
        permissoes: Any = self.fields["permissoes"]
        permissoes.choices = [(grupo.value, grupo.label) for grupo in alcada.grupos_de_rotas_concediveis(quem)]


class FormularioDeNovo(FormularioDoCliente):
    """A new one may be given the identifier that its program has written down already."""

    client_id = forms.CharField(
        label=gettext_lazy("client_id"), max_length=100, required=False, help_text=gettext_lazy("Em branco: o próximo número.")
    )


@pagina("contas.view_clienteapi")
def lista(request: HttpRequest) -> HttpResponseBase:
    """All programs that may use the API."""
    return LISTA.responder(request)


@pagina("contas.add_clienteapi")
def novo(request: HttpRequest) -> HttpResponse:
    """A new program; its secret is shown by the answer and never again."""
    iniciais = {"permissoes": [grupo.value for grupo in alcada.grupos_de_rotas_concediveis(usuario_de(request))]}

    def fazer(dados: dict[str, Any], autor: Autor) -> Segredo:
        with transaction.atomic():
            cliente, segredo = clientes_api.criar_cliente_api(
                nome=dados["nome"],
                usuario=dados["usuario"],
                permissoes=dados["permissoes"],
                client_id=dados["client_id"].strip() or None,
            )
            registrar_inclusao(autor, "incluir", cliente)
        return _segredo(cliente, segredo)

    return responder_uma_vez(
        request,
        Ato(
            titulo=_("Novo cliente da API"),
            regra=_("O segredo é mostrado uma única vez, na página seguinte. Tenha onde guardá-lo antes de continuar."),
            botao=gettext_lazy("Criar e mostrar o segredo"),
        ),
        formulario=FormularioDeNovo(enviado(request), quem=usuario_de(request), initial=iniciais),
        fazer=fazer,
        volta=reverse("painel:configuracao:clientes_api"),
    )


@pagina("contas.view_clienteapi")
def cliente(request: HttpRequest, id_cliente_api: int) -> HttpResponse:
    """One program: what it may do, and the tokens that are in force."""
    linha = get_object_or_404(ClienteApi.objects.select_related("user"), pk=id_cliente_api)
    tokens = AccessToken.objects.filter(application=linha, expires__gt=agora()).order_by("-created")
    contexto = {
        "cliente": linha,
        "permissoes": [GrupoDeRotas(valor).label for valor in linha.permissoes],
        "alcanca": alcada.alcanca_cliente_api(usuario_de(request), linha),
        "n_tokens": tokens.count(),
        "tokens": tokens.defer("token")[:_TOKENS_NA_PAGINA],
    }
    return render(request, "painel/configuracao/cliente_api.html", contexto)


@pagina("contas.change_clienteapi")
def editar(request: HttpRequest, id_cliente_api: int) -> HttpResponse:
    """Change its name, its user and what it may do."""
    linha = get_object_or_404(ClienteApi, pk=id_cliente_api)
    iniciais = {"nome": linha.name, "usuario": linha.user_id, "permissoes": linha.permissoes}

    def fazer(dados: dict[str, Any], autor: Autor) -> None:
        with transaction.atomic():
            atual = _ao_alcance(request, id_cliente_api)
            antes = retrato(atual)
            clientes_api.alterar(atual, nome=dados["nome"], usuario=dados["usuario"], permissoes=dados["permissoes"])
            registrar_mudanca(autor, "alterar", atual, antes=antes)

    return responder(
        request,
        Ato(
            titulo=_("Editar %(nome)s") % {"nome": linha},
            regra=_("Vale a partir do próximo pedido do programa. Com outro usuário, ele terá de entrar de novo."),
            botao=gettext_lazy("Guardar"),
        ),
        formulario=FormularioDoCliente(enviado(request), quem=usuario_de(request), initial=iniciais),
        fazer=fazer,
        feito=gettext_lazy("O cliente da API foi guardado."),
        volta=_ficha(id_cliente_api),
    )


@pagina("contas.change_clienteapi")
def trocar_segredo(request: HttpRequest, id_cliente_api: int) -> HttpResponse:
    """Draw another secret and show it once."""
    linha = get_object_or_404(ClienteApi, pk=id_cliente_api)

    def fazer(_dados: dict[str, Any], autor: Autor) -> Segredo:
        with transaction.atomic():
            atual = _ao_alcance(request, id_cliente_api)
            segredo = clientes_api.trocar_segredo(atual)
            registrar(autor, "trocar_segredo", atual, antes=None, depois=None)
        return _segredo(atual, segredo)

    return responder_uma_vez(
        request,
        Ato(
            titulo=_("Novo segredo para %(nome)s") % {"nome": linha},
            regra=_(
                "O segredo de hoje deixa de valer na hora, e o programa precisa do novo, que é mostrado uma única vez. "
                "Os tokens em vigor continuam: para encerrá-los, revogue-os."
            ),
            botao=gettext_lazy("Trocar e mostrar o segredo"),
            perigo=True,
        ),
        formulario=SemPerguntas(enviado(request)),
        fazer=fazer,
        volta=_ficha(id_cliente_api),
    )


@pagina("contas.change_clienteapi")
def revogar(request: HttpRequest, id_cliente_api: int) -> HttpResponse:
    """End all tokens of a program, or the one that `?token=` names."""
    linha = get_object_or_404(ClienteApi, pk=id_cliente_api)
    so_um = _token(linha, qual) if (qual := request.GET.get("token")) else None

    def fazer(_dados: dict[str, Any], autor: Autor) -> None:
        with transaction.atomic():
            atual = _ao_alcance(request, id_cliente_api)
            if so_um is None:
                revogacao.revogar_do_cliente(atual, agora=agora())
            else:
                revogacao.revogar_token(so_um.token_checksum)
            registrar(autor, "revogar_tokens", atual, antes=None, depois={"quais": "todos" if so_um is None else "um"})

    todos = _("Todos os tokens deste programa deixam de valer na hora: ele terá de entrar de novo.")
    return responder(
        request,
        Ato(
            titulo=_("Revogar tokens de %(nome)s") % {"nome": linha} if so_um is None else _("Revogar um token"),
            regra=todos if so_um is None else _("Só este token deixa de valer, com o de renovação que veio com ele."),
            botao=gettext_lazy("Revogar"),
            perigo=True,
        ),
        formulario=SemPerguntas(enviado(request)),
        fazer=fazer,
        feito=gettext_lazy("Revogado."),
        volta=_ficha(id_cliente_api),
    )


@pagina("contas.change_clienteapi")
def ligar(request: HttpRequest, id_cliente_api: int) -> HttpResponse:
    """Switch a program off, or on again."""
    linha = get_object_or_404(ClienteApi, pk=id_cliente_api)
    formulario = LigarOuDesligar(enviado(request), initial={"ligar": not linha.ativo})
    liga = formulario.liga

    def fazer(_dados: dict[str, Any], autor: Autor) -> None:
        with transaction.atomic():
            atual = _ao_alcance(request, id_cliente_api)
            antes = retrato(atual)
            if liga:
                clientes_api.reativar(atual)
            else:
                clientes_api.desativar(atual, agora=agora())
            registrar_mudanca(autor, "reativar" if liga else "desativar", atual, antes=antes)

    return responder(
        request,
        Ato(
            titulo=(_("Reativar %(nome)s") if liga else _("Desativar %(nome)s")) % {"nome": linha},
            regra=_("O programa pode entrar de novo, com o mesmo segredo.")
            if liga
            else _("O programa deixa de entrar e seus tokens deixam de valer na hora. Pode ser reativado depois."),
            botao=gettext_lazy("Reativar") if liga else gettext_lazy("Desativar"),
            perigo=not liga,
        ),
        formulario=formulario,
        fazer=fazer,
        feito=gettext_lazy("Feito."),
        volta=_ficha(id_cliente_api),
    )


def _token(cliente: ClienteApi, chave: str) -> AccessToken:
    """The token of this program that an address names. One that is gone is not found: it must not come to mean all of them."""
    token: AccessToken = get_object_or_404(AccessToken, application=cliente, pk=codigo_digitado(chave))
    return token


def _ao_alcance(request: HttpRequest, id_cliente_api: int) -> ClienteApi:
    """The row, locked, if this person may do all that the program may. Raises ForaDoAlcance."""
    linha: ClienteApi = ClienteApi.objects.select_for_update().get(pk=id_cliente_api)
    if not alcada.alcanca_cliente_api(usuario_de(request), linha):
        raise ForaDoAlcance
    return linha


def _segredo(cliente: ClienteApi, segredo: str) -> Segredo:
    return Segredo(
        titulo=_("Segredo de %(nome)s") % {"nome": cliente},
        explicacao=_("Copie agora para o programa: ele não é guardado aqui e não será mostrado de novo."),
        valores=((_("client_id"), str(cliente.client_id)), (_("client_secret"), segredo)),
        volta=_ficha(cliente.pk),
    )


def _ficha(id_cliente_api: int) -> str:
    return reverse("painel:configuracao:cliente_api", args=[id_cliente_api])
