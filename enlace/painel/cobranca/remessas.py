"""Files for the bank: what waits for one at each account, having one made, taking it away."""

from collections.abc import Mapping

from django import forms
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from enlace.auditoria.registro import registrar
from enlace.core import datas
from enlace.financeiro.cnab.sicoob.codigos import BANCO
from enlace.financeiro.models import ArquivoRemessa, ContaBancaria, PedidoRemessa
from enlace.painel import celulas
from enlace.painel.acesso import autor_de, ir_para, pagina
from enlace.painel.cobranca.andamento import da_tarefa, parte
from enlace.painel.formularios import Formulario
from enlace.painel.listas import Coluna, Lista, Vazio
from enlace.processos.pedidos import pedir_remessa
from enlace.processos.titulos_da_remessa import a_enviar


class QualConta(Formulario):
    """The account whose file is asked for."""

    conta = forms.ModelChoiceField(queryset=ContaBancaria.objects.filter(ativo=True))


def _quem(arquivo: ArquivoRemessa) -> PedidoRemessa | None:
    return getattr(arquivo, "pedido", None)


def _titulos(arquivo: ArquivoRemessa) -> str:
    pedido = _quem(arquivo)
    return "" if pedido is None else f"{pedido.entradas} a registrar, {pedido.baixas} a baixar"


def _baixar(arquivo: ArquivoRemessa) -> SafeString:
    return celulas.link(_("Baixar o arquivo"), reverse("painel:cobranca:baixar_remessa", args=[arquivo.pk]))


def _numero(arquivo: ArquivoRemessa) -> object:
    pedido = _quem(arquivo)
    rotulo = f"Remessa {arquivo.numero_sequencial}"
    return rotulo if pedido is None else celulas.link(rotulo, reverse("painel:cobranca:remessa_pedida", args=[pedido.pk]))


LISTA = Lista[ArquivoRemessa](
    titulo=_("Remessas"),
    arquivo="remessas",
    linhas=lambda _request, _filtro: ArquivoRemessa.objects.select_related("conta", "pedido").defer("conteudo"),
    colunas=(
        Coluna(titulo=_("Remessa"), valor=_numero, csv=lambda a: a.numero_sequencial, principal=True),
        Coluna(titulo=_("Conta"), valor=lambda a: a.conta),
        Coluna(titulo=_("Gerada em"), valor=lambda a: celulas.instante(a.gerado_em), csv=lambda a: a.gerado_em),
        Coluna(titulo=_("Títulos"), valor=_titulos),
        Coluna(titulo=_("Arquivo"), valor=_baixar, csv=lambda a: a.pk),
    ),
    ordem=("-id_remessa",),
    modelo="painel/cobranca/remessas.html",
    contexto=lambda _request: {"contas": _contas()},
    vazio=Vazio(
        _("Nenhuma remessa ainda"), _("Quando houver boletos a registrar, gere a primeira acima e envie o arquivo ao banco.")
    ),
)


@pagina("financeiro.trocar_arquivos")
def remessas(request: HttpRequest) -> HttpResponseBase:
    """What waits and what was made (GET); ask for the next file of an account (POST)."""
    if request.method == "POST":
        formulario = QualConta(request.POST)
        if formulario.is_valid():
            pedido = pedir_remessa(formulario.cleaned_data["conta"], autor=autor_de(request), agora=datas.agora())
            return ir_para(request, reverse("painel:cobranca:remessa_pedida", args=[pedido.pk]))
        return ir_para(request, reverse("painel:cobranca:remessas"))
    return LISTA.responder(request)


@pagina("financeiro.trocar_arquivos")
def remessa_pedida(request: HttpRequest, id_pedido_remessa: int) -> HttpResponse:
    """What became of a request: the file to be taken to the bank, and what was left out of it."""
    pedido = get_object_or_404(
        PedidoRemessa.objects.select_related("conta", "remessa", "usuario").defer("remessa__conteudo"), pk=id_pedido_remessa
    )
    terminado = pedido.terminado_em is not None
    andamento = da_tarefa(pedido.id_tarefa, feitos=0, total=0, terminado=terminado, agora=datas.agora())
    contexto: Mapping[str, object] = {"pedido": pedido, "andamento": andamento, "motivos": _motivos(pedido)}
    if request.GET.get("parte") == "andamento":
        return parte(request, "painel/cobranca/fazendo.html", contexto, andamento)
    return render(request, "painel/cobranca/remessa_pedida.html", contexto)


@pagina("financeiro.trocar_arquivos")
def baixar_remessa(request: HttpRequest, id_arquivo_remessa: int) -> HttpResponse:
    """The file as the bank wants it; who took it is recorded, because everybody's CPF and address is in it."""
    arquivo = get_object_or_404(ArquivoRemessa, pk=id_arquivo_remessa)
    registrar(autor_de(request), "baixar_remessa", arquivo, antes={}, depois={"numero_sequencial": arquivo.numero_sequencial})
    nome = f"remessa-{arquivo.conta_id}-{arquivo.numero_sequencial:06}.rem"
    return HttpResponse(
        arquivo.conteudo.encode("ascii"),
        content_type="text/plain; charset=us-ascii",
        headers={"Content-Disposition": f'attachment; filename="{nome}"'},
    )


def _contas() -> list[dict[str, object]]:
    esperam = a_enviar(datas.hoje())
    return [
        {"conta": conta, "faz": conta.banco == BANCO, "espera": esperam.get(conta.pk)}
        for conta in ContaBancaria.objects.filter(ativo=True)
    ]


def _motivos(pedido: PedidoRemessa) -> list[tuple[str, list[dict[str, object]]]]:
    """What was left out, by reason."""
    por_motivo: dict[str, list[dict[str, object]]] = {}
    for deixada in pedido.deixadas:
        por_motivo.setdefault(str(deixada["motivo"]), []).append(deixada)
    return sorted(por_motivo.items(), key=lambda par: -len(par[1]))
