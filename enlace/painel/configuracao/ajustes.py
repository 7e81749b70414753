"""The settings that are one row each, and the dated rules of charging: forms that are saved with a trace."""

from typing import Any, ClassVar, Final

from django import forms
from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from enlace.auditoria.registro import Autor, diferenca, registrar, registrar_inclusao, retrato
from enlace.configuracao.models import ConfiguracaoRadius, Provedor, RegraDesbloqueio
from enlace.core.admin.segredo import CampoDeSegredo
from enlace.core.datas import hoje
from enlace.financeiro.admin.regras import FormularioDeRegra
from enlace.financeiro.models import RegraCobranca
from enlace.painel.acesso import pagina
from enlace.painel.administracao import conexoes
from enlace.painel.administracao.provedor import FormularioDoProvedor
from enlace.painel.atos import Ato, enviado, responder
from enlace.painel.formularios import Dia, FormularioDeModelo

_GUARDAR: Final = gettext_lazy("Guardar")
_GUARDADO: Final = gettext_lazy("Guardado.")


class DadosDoProvedor(FormularioDeModelo, FormularioDoProvedor):
    """The provider; the key of the maps is written and never shown."""

    google_maps_chave = CampoDeSegredo(label=gettext_lazy("Chave do Google Maps"), max_length=200, pode_apagar=True)
    novo_logo = forms.FileField(
        label=gettext_lazy("Logotipo"), required=False, help_text=gettext_lazy("PNG ou JPEG de até 300 kB. Sai nas faturas.")
    )
    remover_logo = forms.BooleanField(label=gettext_lazy("Remover o logotipo"), required=False)

    class Meta:
        model = Provedor
        fields = (
            "nome",
            "razao_social",
            "cnpj",
            "endereco",
            "endereco_publico",
            "pix_chave",
            "pix_nome",
            "pix_cidade",
            "google_maps_chave",
            "mapa_ladrilhos",
            "mapa_creditos",
        )
        field_classes: ClassVar = {"endereco_publico": forms.CharField}


class AjustesDoDesbloqueio(FormularioDeModelo):
    """Whom the provider lets back on trust."""

    class Meta:
        model = RegraDesbloqueio
        fields = ("habilitado", "so_por_debito", "maximo_de_dias", "vezes", "periodo_dias", "intervalo_dias")
        labels: ClassVar = {"periodo_dias": gettext_lazy("Período em que se contam as vezes (dias)")}
        help_texts: ClassVar = {"vezes": gettext_lazy("Por serviço, no período abaixo.")}


class AjustesDoRadius(FormularioDeModelo):
    """How customers connect."""

    class Meta:
        model = ConfiguracaoRadius
        fields = (
            "intervalo_de_sinal",
            "sessoes_por_login",
            "velocidade_reduzida",
            "pool_bloqueio",
            "lista_bloqueio",
            "velocidade_bloqueio",
            "meses_de_sessoes",
            "meses_de_acessos",
        )


class RegraDatada(FormularioDeModelo, FormularioDeRegra):
    """The rules from a day on."""

    vigente_desde = Dia(label=gettext_lazy("Vale a partir de"))

    class Meta:
        model = RegraCobranca
        fields = (
            "vigente_desde",
            "dias_do_periodo_ao_vencimento",
            "dias_de_antecedencia",
            "enviar_dias_antes",
            "cobra_durante_suspensao",
            "dias_para_avisar",
            "dias_para_suspender",
            "suspende_de_sexta_a_domingo",
            "suspende_em_feriado",
            "ufs_sem_restricao",
        )
        help_texts: ClassVar = {"ufs_sem_restricao": gettext_lazy("Siglas separadas por vírgula: MG, SP.")}


@pagina("configuracao.change_provedor")
def provedor(request: HttpRequest) -> HttpResponse:
    """What the provider is called, what its bills say, the keys of outside services."""
    formulario = DadosDoProvedor(enviado(request), request.FILES or None, instance=Provedor.atual())
    regra = _("Vai nas faturas, nos links mandados aos clientes e no mapa.")
    return _ajustar(request, formulario, _("Dados do provedor"), regra)


@pagina("configuracao.change_regradesbloqueio")
def desbloqueio(request: HttpRequest) -> HttpResponse:
    """Who gets a trust unblock, for how long and how often."""
    regra = _("Vale do próximo pedido em diante, no painel, na API e na central do assinante. O que já foi concedido não muda.")
    formulario = AjustesDoDesbloqueio(enviado(request), instance=RegraDesbloqueio.atual())
    return _ajustar(request, formulario, _("Desbloqueio em confiança"), regra)


@pagina("configuracao.change_configuracaoradius")
def radius(request: HttpRequest) -> HttpResponse:
    """What sessions are told, what those who owe get, how long is remembered."""
    regra = _("Vale da próxima conexão em diante; as velocidades mudadas chegam também às conexões vivas, aos poucos.")
    formulario = AjustesDoRadius(enviado(request), instance=ConfiguracaoRadius.atual())
    return _ajustar(request, formulario, _("RADIUS"), regra)


@pagina("financeiro.view_regracobranca")
def regras_de_cobranca(request: HttpRequest) -> HttpResponse:
    """The rules in force, those of before and those to come."""
    contexto = {"vigente": RegraCobranca.em(hoje()), "regras": RegraCobranca.objects.order_by("-vigente_desde"), "hoje": hoje()}
    return render(request, "painel/configuracao/regras_de_cobranca.html", contexto)


@pagina("financeiro.add_regracobranca")
def nova_regra(request: HttpRequest) -> HttpResponse:
    """Other rules from a day on; they begin as those in force are."""
    atual = RegraCobranca.em(hoje())
    iniciais = {nome: valor for nome, valor in forms.model_to_dict(atual).items() if nome != "vigente_desde"}
    formulario = RegraDatada(enviado(request), initial=iniciais, instance=RegraCobranca())
    return _responder_regra(request, formulario, _("Novas regras de cobrança"))


@pagina("financeiro.change_regracobranca")
def regra(request: HttpRequest, id_regra_cobranca: int) -> HttpResponse:
    """Rules that are not in force yet; what was decided by others stays explained by them."""
    linha = get_object_or_404(RegraCobranca, pk=id_regra_cobranca)
    if linha.vigente_desde <= hoje():
        raise Http404
    return _responder_regra(request, RegraDatada(enviado(request), instance=linha), _("Regras de cobrança"))


def _responder_regra(request: HttpRequest, formulario: RegraDatada, titulo: str) -> HttpResponse:
    return responder(
        request,
        Ato(
            titulo=titulo,
            regra=_("As regras novas valem do dia escolhido em diante, de amanhã no mínimo. O que já foi decidido não muda."),
            botao=_GUARDAR,
        ),
        formulario=formulario,
        fazer=lambda _dados, autor: _guardar(formulario, autor),
        feito=_GUARDADO,
        volta=reverse("painel:configuracao:regras_de_cobranca"),
    )


def _ajustar(request: HttpRequest, formulario: FormularioDeModelo, titulo: str, regra: str) -> HttpResponse:
    return responder(
        request,
        Ato(titulo=titulo, regra=regra, botao=_GUARDAR),
        formulario=formulario,
        fazer=lambda _dados, autor: _guardar(formulario, autor),
        feito=_GUARDADO,
        volta=reverse("painel:configuracao:inicio"),
    )


def _guardar(formulario: "forms.ModelForm[Any]", autor: Autor) -> None:
    """Save the row and record what changed of it; live sessions follow what they are granted."""
    tabela: type[models.Model] = type(formulario.instance)
    with transaction.atomic():
        guardada = tabela._base_manager.select_for_update().filter(pk=formulario.instance.pk).first()
        linha = formulario.save()
        if guardada is None:
            registrar_inclusao(autor, "incluir", linha)
            return
        era, ficou = diferenca(retrato(guardada), retrato(tabela._base_manager.get(pk=linha.pk)))
        if ficou:
            registrar(autor, "alterar", linha, antes=era, depois=ficou)
            conexoes.seguir(linha, ficou.keys())
