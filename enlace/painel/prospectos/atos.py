"""What is done with a prospect: written down, corrected, moved, lost, taken up again."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from enlace.auditoria.registro import Autor
from enlace.core import datas
from enlace.core.errors import RuleRefused
from enlace.enderecos.cidades import cidades_com_enderecos
from enlace.painel.acesso import autor_de, pagina, usuario_de, volta
from enlace.painel.atos import Ato, SemPerguntas, enviado, responder
from enlace.painel.prospectos.formularios import MOTIVOS, FormularioDoProspecto, ParaQueEtapa, PorQuePerdeu, como_esta
from enlace.painel.vendas.endereco import BUSCAR, CIDADES, completar, digitado, o_mesmo
from enlace.prospectos import funil
from enlace.prospectos.alteracao import Correcao, alterar_prospecto
from enlace.prospectos.cadastro import PlanoOfertado, ProspectoJaCadastrado, cadastrar_prospecto
from enlace.prospectos.models import Prospecto
from enlace.prospectos.queries import com_ligados


@pagina("prospectos.add_prospecto")
def novo(request: HttpRequest) -> HttpResponse:
    """Write down who asked for a plan at the counter or on the telephone."""

    def gravar(formulario: FormularioDoProspecto, autor: Autor) -> Prospecto:
        dados = formulario.cleaned_data
        return cadastrar_prospecto(
            formulario.ficha(),
            endereco=formulario.novo_endereco(),
            oferta=PlanoOfertado(plano=dados["plano"], valor=formulario.preco),
            vendedor=dados["vendedor"],
            autor=autor,
            agora=datas.agora(),
        )

    # Whoever is on the telephone has said its number already (`ligacoes`).
    inicial = {"vendedor": usuario_de(request).pk, "telefone": request.GET.get("telefone", "")}
    return _ficha(request, None, inicial=inicial, gravar=gravar, feito=str(_("Prospecto cadastrado.")))


@pagina("prospectos.change_prospecto")
def editar(request: HttpRequest, id_prospecto: int) -> HttpResponse:
    """Correct what is known of a prospect."""
    prospecto = get_object_or_404(com_ligados(Prospecto.objects.all()), pk=id_prospecto)
    if prospecto.cliente_id:
        messages.info(request, _("Esse prospecto já é cliente: corrija os dados na ficha dele."))
        return redirect("painel:prospectos:prospecto", id_prospecto)

    def gravar(formulario: FormularioDoProspecto, autor: Autor) -> Prospecto:
        return alterar_prospecto(id_prospecto, _correcao(formulario, prospecto), autor=autor, agora=datas.agora())

    return _ficha(request, prospecto, inicial=como_esta(prospecto), gravar=gravar, feito=str(_("Dados corrigidos.")))


@pagina("prospectos.change_prospecto")
def mover(request: HttpRequest, id_prospecto: int) -> HttpResponse:
    """Say how far somebody has come."""
    prospecto = get_object_or_404(Prospecto, pk=id_prospecto)

    def fazer(dados: dict[str, Any], autor: Autor) -> Prospecto:
        return funil.mudar_situacao(id_prospecto, etapa=dados["etapa"], autor=autor, agora=datas.agora())

    return responder(
        request,
        Ato(
            titulo=_("Mover %(nome)s no funil") % {"nome": prospecto.nome_razaosocial},
            regra=_("Quem compra vira cliente por “Transformar em cliente”; quem desiste, por “Perder”."),
            botao=_("Mover"),
        ),
        formulario=ParaQueEtapa(enviado(request), initial={"etapa": prospecto.etapa}),
        fazer=fazer,
        feito=lambda movido: _("Agora em “%(etapa)s”.") % {"etapa": movido.get_etapa_display()},
        volta=volta(request, _pagina(id_prospecto)),
    )


@pagina("prospectos.change_prospecto")
def perder(request: HttpRequest, id_prospecto: int) -> HttpResponse:
    """Say that somebody will not buy, and why."""
    prospecto = get_object_or_404(Prospecto, pk=id_prospecto)

    def fazer(dados: dict[str, Any], autor: Autor) -> Prospecto:
        return funil.perder(id_prospecto, motivo=dados["motivo"], autor=autor, agora=datas.agora())

    return responder(
        request,
        Ato(
            titulo=_("Perder %(nome)s") % {"nome": prospecto.nome_razaosocial},
            regra=_("Ele sai do funil e nada é apagado: pode ser reaberto quando quiser. O motivo fica no histórico."),
            botao=_("Dar por perdido"),
            perigo=True,
            modelo="painel/prospectos/perder.html",
            contexto={"motivos": MOTIVOS},
        ),
        formulario=PorQuePerdeu(enviado(request), initial={"motivo": prospecto.motivo_perda}),
        fazer=fazer,
        feito=_("Prospecto dado por perdido."),
        volta=volta(request, _pagina(id_prospecto)),
    )


@pagina("prospectos.change_prospecto")
def reabrir(request: HttpRequest, id_prospecto: int) -> HttpResponse:
    """Take up again who was lost."""
    prospecto = get_object_or_404(Prospecto, pk=id_prospecto)

    def fazer(_dados: dict[str, Any], autor: Autor) -> Prospecto:
        return funil.reabrir(id_prospecto, autor=autor, agora=datas.agora())

    return responder(
        request,
        Ato(titulo=_("Reabrir %(nome)s") % {"nome": prospecto.nome_razaosocial}, regra=_("Volta ao funil, em contato.")),
        formulario=SemPerguntas(enviado(request)),
        fazer=fazer,
        feito=_("Prospecto reaberto."),
        volta=volta(request, _pagina(id_prospecto)),
    )


def _ficha(
    request: HttpRequest,
    prospecto: Prospecto | None,
    *,
    inicial: dict[str, Any],
    gravar: Callable[[FormularioDoProspecto, Autor], Prospecto],
    feito: str,
) -> HttpResponse:
    """The page of the form: shown, completed by its CEP, or written."""
    aviso = ""
    if request.method == "POST" and BUSCAR in request.POST:
        inicial, aviso = completar(digitado(FormularioDoProspecto, request.POST))
        formulario = FormularioDoProspecto(initial=inicial, prospecto=prospecto)
    else:
        formulario = FormularioDoProspecto(enviado(request), initial=inicial, prospecto=prospecto)
    if formulario.is_bound and formulario.is_valid():
        try:
            gravado = gravar(formulario, autor_de(request))
        except RuleRefused as recusa:
            formulario.add_error("cpf_cnpj" if isinstance(recusa, ProspectoJaCadastrado) else None, str(recusa))
        else:
            messages.success(request, feito)
            return redirect("painel:prospectos:prospecto", gravado.pk)
    contexto = {
        "prospecto": prospecto,
        "formulario": formulario,
        "aviso_do_cep": aviso,
        "cidades": cidades_com_enderecos(CIDADES),
    }
    return render(request, "painel/prospectos/ficha.html", contexto, status=422 if formulario.is_bound else 200)


def _correcao(formulario: FormularioDoProspecto, prospecto: Prospecto) -> Correcao:
    """What the form says, without the address and the offer that it leaves as they are."""
    dados, ofertado = formulario.cleaned_data, getattr(prospecto, "servico", None)
    oferta = PlanoOfertado(plano=dados["plano"], valor=formulario.preco)
    mesma_oferta = ofertado is not None and (ofertado.plano, ofertado.valor) == (oferta.plano, oferta.valor)
    mesmo_lugar = o_mesmo(formulario, prospecto.endereco)
    return Correcao(
        ficha=formulario.ficha(),
        vendedor=dados["vendedor"],
        endereco=None if mesmo_lugar else formulario.novo_endereco(),
        oferta=None if mesma_oferta and mesmo_lugar else oferta,
    )


def _pagina(id_prospecto: int) -> str:
    return reverse("painel:prospectos:prospecto", args=[id_prospecto])
