"""Files of the bank: sent here, kept whole, carried out by a job, and what each of their lines came to."""

from typing import Any, Final

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from enlace.auditoria.registro import Autor
from enlace.core import datas
from enlace.financeiro.cnab.sicoob.codigos import BANCO
from enlace.financeiro.models import ArquivoRetorno, ContaBancaria, RetornoOcorrencia
from enlace.painel import celulas
from enlace.painel.acesso import pagina
from enlace.painel.atos import Ato, SemPerguntas, enviado, responder
from enlace.painel.cobranca.andamento import da_tarefa, parte
from enlace.painel.formularios import Formulario
from enlace.painel.listas import Coluna, Filtro, Lista, Vazio
from enlace.processos.pedidos import pedir_retorno, retomar_retorno
from enlace.processos.retorno import RetornoGuardado, contar

# Fifty thousand titles; larger ones are read by `enlace retorno`, which no browser waits for.
MAIOR_ARQUIVO: Final = 25_000_000
# What a form adds to its file.
_MOLDURA: Final = 20_000
_GRANDE: Final = _("O arquivo passa de 25 MB. Um desse tamanho é lido no servidor, por “enlace retorno”.")
_REGRA: Final = _(
    "O arquivo que o banco gerou (CNAB 240 do Sicoob). Nada é feito se ele for de outra conta ou estiver cortado. "
    "O mesmo arquivo mandado outra vez não muda nada. Pagamentos quitam faturas e religam serviços; o que não combina fica anotado "
    "para você conferir."
)
_Resultado = RetornoOcorrencia.Resultado
_TONS: Final[dict[str, str]] = {
    _Resultado.QUITADA: "bom",
    _Resultado.CREDITO: "bom",
    _Resultado.REJEITADA: "ruim",
    _Resultado.DIVERGENTE: "ruim",
    _Resultado.DESCONHECIDA: "ruim",
    _Resultado.PENDENTE: "atencao",
}


class Envio(Formulario):
    """Which file, and of which account."""

    conta = forms.ModelChoiceField(label=_("Conta"), queryset=ContaBancaria.objects.filter(banco=BANCO), empty_label=None)
    arquivo = forms.FileField(label=_("Arquivo de retorno"), max_length=200)

    def clean_arquivo(self) -> "UploadedFile[bytes]":
        """Not larger than what is read here."""
        arquivo: UploadedFile[bytes] = self.cleaned_data["arquivo"]
        if (arquivo.size or 0) > MAIOR_ARQUIVO:
            raise forms.ValidationError(_GRANDE)
        return arquivo


LISTA = Lista[ArquivoRetorno](
    titulo=_("Retornos"),
    arquivo="retornos",
    linhas=lambda _request, _filtro: ArquivoRetorno.objects.select_related("conta", "usuario"),
    colunas=(
        Coluna(
            titulo=_("Arquivo"),
            valor=lambda a: celulas.link(a.nome, reverse("painel:cobranca:retorno", args=[a.pk])),
            csv=lambda a: a.nome,
            principal=True,
        ),
        Coluna(titulo=_("Número"), valor=lambda a: a.numero_sequencial, numero=True),
        Coluna(titulo=_("Conta"), valor=lambda a: a.conta),
        Coluna(titulo=_("Gerado em"), valor=lambda a: celulas.dia(a.gerado_em), csv=lambda a: a.gerado_em),
        Coluna(titulo=_("Lido em"), valor=lambda a: celulas.instante(a.recebido_em), csv=lambda a: a.recebido_em),
        Coluna(titulo=_("Por"), valor=lambda a: a.usuario.nome if a.usuario else "—"),
    ),
    ordem=("-id_retorno",),
    modelo="painel/cobranca/retornos.html",
    vazio=Vazio(_("Nenhum retorno lido"), _("Baixe o arquivo de retorno no site do banco e mande-o por “Ler um retorno”.")),
)


@pagina("financeiro.trocar_arquivos")
def retornos(request: HttpRequest) -> HttpResponseBase:
    """The files that were read."""
    return LISTA.responder(request)


@csrf_exempt  # checked by the inner one, after the size: the check reads the whole body
@pagina("financeiro.trocar_arquivos")
def ler_retorno(request: HttpRequest) -> HttpResponse:
    """Send a file. One that is too large is refused by what it says of itself, before a byte of it is read."""
    tamanho = request.META.get("CONTENT_LENGTH") or "0"
    if request.method == "POST" and (not tamanho.isdecimal() or int(tamanho) > MAIOR_ARQUIVO + _MOLDURA):
        return _grande_demais(request)
    return _ler(request)


@csrf_protect
def _ler(request: HttpRequest) -> HttpResponse:
    return responder(
        request,
        _ato(),
        formulario=Envio(enviado(request), request.FILES or None),
        fazer=_guardar,
        feito=lambda guardado: (
            "" if guardado.novo else str(_("Este arquivo já tinha sido lido: nada foi feito de novo. O resultado é este."))
        ),
        volta=lambda guardado: reverse("painel:cobranca:retorno", args=[guardado.arquivo.pk]),
    )


def _ato() -> Ato:
    return Ato(
        titulo=_("Ler um retorno do banco"), regra=_REGRA, botao=_("Ler o arquivo"), modelo="painel/cobranca/ler_retorno.html"
    )


def _guardar(dados: dict[str, Any], autor: Autor) -> RetornoGuardado:
    arquivo: UploadedFile[bytes] = dados["arquivo"]
    return pedir_retorno(arquivo.read(), arquivo.name or "retorno", dados["conta"], autor=autor, agora=datas.agora())


def _grande_demais(request: HttpRequest) -> HttpResponse:
    formulario = Envio({})
    formulario.errors.clear()
    formulario.add_error(None, _GRANDE)
    contexto = {"ato": _ato(), "formulario": formulario, "volta": None, "moldura": "painel/base.html"}
    return render(request, "painel/cobranca/ler_retorno.html", contexto, status=413)


class FiltroDoRetorno(Filtro):
    """What the lines of a file came to."""

    resultado = forms.ChoiceField(
        label=_("Resultado"),
        choices=[("", _("Todos")), ("conferir", _("A conferir")), *RetornoOcorrencia.Resultado.choices],
    )


_A_CONFERIR: Final = (_Resultado.DIVERGENTE, _Resultado.DESCONHECIDA, _Resultado.REJEITADA)


@pagina("financeiro.trocar_arquivos")
def retorno(request: HttpRequest, id_arquivo_retorno: int) -> HttpResponseBase:
    """A file: how far it is (`?parte=andamento`), what its lines came to in all, and each of them."""
    arquivo = get_object_or_404(ArquivoRetorno.objects.select_related("conta", "usuario"), pk=id_arquivo_retorno)
    if request.GET.get("parte") == "andamento":
        contexto = _contexto(arquivo)
        return parte(request, "painel/cobranca/fazendo.html", contexto, contexto["andamento"])

    def linhas(_request: HttpRequest, filtro: dict[str, Any]) -> "QuerySet[RetornoOcorrencia]":
        ocorrencias = RetornoOcorrencia.objects.filter(retorno=arquivo).select_related("fatura__cliente")
        if filtro["resultado"] == "conferir":
            return ocorrencias.filter(resultado__in=_A_CONFERIR)
        return ocorrencias.filter(resultado=filtro["resultado"]) if filtro["resultado"] else ocorrencias

    return Lista[RetornoOcorrencia](
        titulo=f"Retorno {arquivo.numero_sequencial} de {arquivo.conta}",
        arquivo=f"retorno-{arquivo.pk}",
        linhas=linhas,
        filtro=FiltroDoRetorno,
        colunas=_COLUNAS,
        ordem=("linha",),
        modelo="painel/cobranca/retorno.html",
        contexto=lambda _request: _contexto(arquivo),
    ).responder(request)


@pagina("financeiro.trocar_arquivos")
def retomar(request: HttpRequest, id_arquivo_retorno: int) -> HttpResponse:
    """Go on with a file that stopped."""
    arquivo = get_object_or_404(ArquivoRetorno, pk=id_arquivo_retorno)
    return responder(
        request,
        Ato(titulo=f"Retomar {arquivo.nome}", regra=_("Faz o que falta do arquivo; o que já foi feito fica."), botao=_("Retomar")),
        formulario=SemPerguntas(enviado(request)),
        fazer=lambda _dados, _autor: retomar_retorno(arquivo.pk, agora=datas.agora()),
        feito=_("O retorno foi retomado."),
        volta=reverse("painel:cobranca:retorno", args=[arquivo.pk]),
    )


def _fatura(ocorrencia: RetornoOcorrencia) -> object:
    if ocorrencia.fatura is None:
        return f"nosso número {ocorrencia.nosso_numero or '(nenhum)'}"
    return celulas.link(f"Fatura {ocorrencia.fatura_id}", reverse("painel:faturas:fatura", args=[ocorrencia.fatura_id]))


def _cliente(ocorrencia: RetornoOcorrencia) -> object:
    if ocorrencia.fatura is None:
        return ""
    cliente = ocorrencia.fatura.cliente
    return celulas.link(cliente.nome_razaosocial, reverse("painel:clientes:ficha", args=[cliente.pk]))


_COLUNAS: Final[tuple[Coluna[RetornoOcorrencia], ...]] = (
    Coluna(titulo=_("Título"), valor=_fatura, principal=True),
    Coluna(titulo=_("Cliente"), valor=_cliente),
    Coluna(titulo=_("Pago"), valor=lambda o: celulas.dinheiro(o.valor_pago), csv=lambda o: o.valor_pago, numero=True),
    Coluna(titulo=_("Em"), valor=lambda o: celulas.dia(o.data_ocorrencia), csv=lambda o: o.data_ocorrencia),
    Coluna(titulo=_("Resultado"), valor=lambda o: celulas.selo(o.get_resultado_display(), _TONS.get(o.resultado, "info"))),
    Coluna(titulo=_("Observação"), valor=lambda o: o.observacao),
    Coluna(titulo=_("Linha"), valor=lambda o: o.linha, numero=True),
)


def _contexto(arquivo: ArquivoRetorno) -> dict[str, Any]:
    contagem, recebido = contar(arquivo)
    total = sum(contagem.values())
    pendentes = contagem.get(_Resultado.PENDENTE, 0)
    andamento = da_tarefa(arquivo.id_tarefa, feitos=total - pendentes, total=total, terminado=pendentes == 0, agora=datas.agora())
    return {
        "retorno": arquivo,
        "andamento": andamento,
        "recebido": recebido,
        "contagem": [(codigo, rotulo, contagem[codigo]) for codigo, rotulo in _Resultado.choices if codigo in contagem],
        "a_conferir": sum(contagem.get(codigo, 0) for codigo in _A_CONFERIR),
        "retomar": reverse("painel:cobranca:retomar_retorno", args=[arquivo.pk]),
    }
