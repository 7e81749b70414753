"""The provider's people: made, changed, given another password, switched off. Nobody gives more than they have."""

from typing import Any, Final

from django import forms
from django.contrib.auth.models import Group
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from enlace.auditoria.registro import Autor, registrar, registrar_mudanca, retrato
from enlace.contas import alcada, pessoas
from enlace.contas.models import ClienteApi, Setor, Usuario
from enlace.contas.pessoas import DadosDaPessoa
from enlace.core.datas import agora
from enlace.painel.acesso import pagina, usuario_de
from enlace.painel.atos import Ato, SemPerguntas, enviado, responder
from enlace.painel.configuracao.ligar import LigarOuDesligar
from enlace.painel.configuracao.lista_de_usuarios import LISTA
from enlace.painel.configuracao.uma_vez import Segredo, responder_uma_vez
from enlace.painel.formularios import Formulario

_INICIAIS: Final = ("nome", "email", "tecnico", "ramal", "identificador_interno")


class FormularioDeUsuario(Formulario):
    """What is decided about somebody; only roles that whoever decides may give are offered."""

    nome = forms.CharField(label=gettext_lazy("Nome"), max_length=150)
    email = forms.EmailField(label=gettext_lazy("E-mail"), help_text=gettext_lazy("Com ele a pessoa entra."))
    painel = forms.BooleanField(
        label=gettext_lazy("Entra neste painel"),
        required=False,
        help_text=gettext_lazy("Desmarque para quem é só um programa."),
    )
    papeis = forms.ModelMultipleChoiceField(
        Group.objects.none(),
        label=gettext_lazy("Papéis"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("O que a pessoa pode fazer. Quem tem mais de um papel pode tudo o que qualquer um deles pode."),
    )
    setores = forms.ModelMultipleChoiceField(
        Setor.objects.filter(ativo=True),
        label=gettext_lazy("Setores"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("De quais filas de atendimento participa."),
    )
    tecnico = forms.BooleanField(label=gettext_lazy("É técnico: pode ser escalado para ordens de serviço"), required=False)
    ramal = forms.RegexField(
        r"^[0-9]*$",
        label=gettext_lazy("Ramal"),
        max_length=20,
        required=False,
        error_messages={"invalid": gettext_lazy("Só números.")},
        help_text=gettext_lazy("As ligações para ele abrem na tela desta pessoa."),
    )
    identificador_interno = forms.CharField(label=gettext_lazy("Código na central telefônica"), max_length=60, required=False)

    def __init__(self, *args: Any, quem: Usuario, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        papeis: Any = self.fields["papeis"]
        papeis.queryset = alcada.grupos_concediveis(quem).order_by("name")

    def dados(self) -> DadosDaPessoa:
        """What the verbs take; only of a valid form."""
        d = self.cleaned_data
        return DadosDaPessoa(**{**d, "papeis": frozenset(d["papeis"]), "setores": frozenset(d["setores"])})


@pagina("contas.view_usuario")
def lista(request: HttpRequest) -> HttpResponseBase:
    """Everybody who has ever had an account."""
    return LISTA.responder(request)


@pagina("contas.add_usuario")
def novo(request: HttpRequest) -> HttpResponse:
    """A new person; the drawn password is shown by the answer and never again."""
    formulario = FormularioDeUsuario(enviado(request), quem=usuario_de(request), initial={"painel": True})

    def fazer(_dados: dict[str, Any], autor: Autor) -> Segredo:
        with transaction.atomic():
            usuario, senha = pessoas.cadastrar_pessoa(formulario.dados(), quem=usuario_de(request))
            registrar(autor, "incluir", usuario, antes=None, depois=_retrato(usuario))
        return _senha(usuario, senha)

    return responder_uma_vez(
        request,
        Ato(
            titulo=_("Novo usuário"),
            regra=_("A senha é sorteada e mostrada uma única vez, na página seguinte. A pessoa pode trocá-la depois de entrar."),
            botao=gettext_lazy("Criar e mostrar a senha"),
        ),
        formulario=formulario,
        fazer=fazer,
        volta=reverse("painel:configuracao:usuarios"),
    )


@pagina("contas.view_usuario")
def usuario(request: HttpRequest, id_usuario: int) -> HttpResponse:
    """One person: roles, departments, programs that work in this name."""
    linha = get_object_or_404(Usuario.objects.prefetch_related("groups", "setores"), pk=id_usuario)
    contexto = {
        "pessoa": linha,
        "alcanca": alcada.alcanca_usuario(usuario_de(request), linha),
        "e_voce": linha.pk == usuario_de(request).pk,
        "programas": ClienteApi.objects.filter(user=linha).order_by("name"),
    }
    return render(request, "painel/configuracao/usuario.html", contexto)


@pagina("contas.change_usuario")
def editar(request: HttpRequest, id_usuario: int) -> HttpResponse:
    """Change what is decided about somebody."""
    linha = get_object_or_404(Usuario, pk=id_usuario)
    iniciais: dict[str, Any] = {nome: getattr(linha, nome) for nome in _INICIAIS}
    iniciais |= {"painel": linha.is_staff, "papeis": linha.groups.all(), "setores": linha.setores.all()}
    formulario = FormularioDeUsuario(enviado(request), quem=usuario_de(request), initial=iniciais)

    def fazer(_dados: dict[str, Any], autor: Autor) -> None:
        with transaction.atomic():
            atual = Usuario.objects.select_for_update().get(pk=id_usuario)
            antes = _retrato(atual)
            pessoas.alterar_pessoa(atual, formulario.dados(), quem=usuario_de(request))
            registrar_mudanca(autor, "alterar", atual, antes=antes, depois=_retrato(atual))

    return responder(
        request,
        Ato(titulo=_("Editar %(nome)s") % {"nome": linha}, botao=gettext_lazy("Guardar")),
        formulario=formulario,
        fazer=fazer,
        feito=gettext_lazy("O usuário foi guardado."),
        volta=_ficha(id_usuario),
    )


@pagina("contas.change_usuario")
def senha(request: HttpRequest, id_usuario: int) -> HttpResponse:
    """Give somebody a drawn password, shown once."""
    linha = get_object_or_404(Usuario, pk=id_usuario)

    def fazer(_dados: dict[str, Any], autor: Autor) -> Segredo:
        with transaction.atomic():
            atual = Usuario.objects.select_for_update().get(pk=id_usuario)
            antes = retrato(atual)
            nova = pessoas.sortear_senha(atual, quem=usuario_de(request), agora=agora())
            registrar_mudanca(autor, "sortear_senha", atual, antes=antes)
        return _senha(atual, nova)

    return responder_uma_vez(
        request,
        Ato(
            titulo=_("Nova senha para %(nome)s") % {"nome": linha},
            regra=_(
                "A senha de hoje deixa de valer, as sessões abertas no painel se encerram e os programas da API que entram com ela "
                "param até receber a nova. A nova é sorteada e mostrada uma única vez."
            ),
            botao=gettext_lazy("Sortear e mostrar a senha"),
            perigo=True,
        ),
        formulario=SemPerguntas(enviado(request)),
        fazer=fazer,
        volta=_ficha(id_usuario),
    )


@pagina("contas.change_usuario")
def ligar(request: HttpRequest, id_usuario: int) -> HttpResponse:
    """Switch somebody off, or on again."""
    linha = get_object_or_404(Usuario, pk=id_usuario)
    formulario = LigarOuDesligar(enviado(request), initial={"ligar": not linha.is_active})
    liga = formulario.liga

    def fazer(_dados: dict[str, Any], autor: Autor) -> None:
        with transaction.atomic():
            atual = Usuario.objects.select_for_update().get(pk=id_usuario)
            antes = retrato(atual)
            if liga:
                pessoas.reativar_pessoa(atual, quem=usuario_de(request))
            else:
                pessoas.desativar_pessoa(atual, quem=usuario_de(request), agora=agora())
            registrar_mudanca(autor, "reativar" if liga else "desativar", atual, antes=antes)

    return responder(
        request,
        Ato(
            titulo=(_("Reativar %(nome)s") if liga else _("Desativar %(nome)s")) % {"nome": linha},
            regra=_("A pessoa volta a entrar com a mesma senha e os mesmos papéis.")
            if liga
            else _(
                "A pessoa sai do painel na hora, e os programas que entram em nome dela param. O histórico do que ela fez fica."
            ),
            botao=gettext_lazy("Reativar") if liga else gettext_lazy("Desativar"),
            perigo=not liga,
        ),
        formulario=formulario,
        fazer=fazer,
        feito=gettext_lazy("Feito."),
        volta=_ficha(id_usuario),
    )


def _retrato(usuario: Usuario) -> dict[str, object]:
    return {**retrato(usuario), **pessoas.ligacoes(usuario)}


def _senha(usuario: Usuario, senha: str) -> Segredo:
    return Segredo(
        titulo=_("Senha de %(nome)s") % {"nome": usuario},
        explicacao=_("Entregue agora à pessoa: ela não é guardada aqui e não será mostrada de novo."),
        valores=((_("E-mail"), usuario.email), (_("Senha"), senha)),
        volta=_ficha(usuario.pk),
    )


def _ficha(id_usuario: int) -> str:
    return reverse("painel:configuracao:usuario", args=[id_usuario])
