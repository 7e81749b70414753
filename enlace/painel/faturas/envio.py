"""A bill goes to its customer because somebody asks: by which way, and to whom besides."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Final

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from enlace.auditoria.registro import Autor
from enlace.clientes.models import Cliente
from enlace.configuracao.models import Provedor
from enlace.core import datas
from enlace.core.errors import RuleRefused
from enlace.core.origem import endereco_do_servidor
from enlace.financeiro.models import Fatura
from enlace.mensagens import vias
from enlace.mensagens.destinos import dispositivos_de, normalizar_email, normalizar_telefone
from enlace.painel.acesso import pagina, volta
from enlace.painel.atos import Ato, enviado, responder
from enlace.painel.celulas import telefone
from enlace.painel.formularios import Formulario
from enlace.processos.destinatarios import celulares, emails
from enlace.processos.envio_de_fatura import FaturaAEnviar, por_email, por_push, por_sms
from enlace.processos.textos import base_publica

_MAIS_ADICIONAIS: Final = 10
_REGRA: Final = _(
    "Vai para todos os endereços mostrados, com o valor de hoje e o link da fatura; por e-mail, também com o PDF. "
    "A mesma fatura vai no máximo dez vezes por hora por um mesmo caminho."
)


class Envio(Formulario):
    """The way, and addresses besides those of the register."""

    canal = forms.ChoiceField(label=_("Enviar por"), widget=forms.RadioSelect)
    adicionais = forms.CharField(
        label=_("Outros endereços"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("E-mails ou telefones com DDD, um por linha ou separados por vírgula; só para este envio."),
    )

    def clean(self) -> dict[str, Any]:
        """Each additional address must be one of the chosen way."""
        dados = super().clean() or {}
        escritos = [texto.strip() for texto in dados.get("adicionais", "").replace(",", "\n").splitlines() if texto.strip()]
        normalizar = {"email": normalizar_email, "sms": normalizar_telefone}.get(dados.get("canal", ""))
        if escritos and dados.get("canal") == "push":
            self.add_error("adicionais", _("Notificações só chegam aos aparelhos do próprio cliente."))
        elif normalizar and (errados := [texto for texto in escritos if normalizar(texto) is None]):
            self.add_error("adicionais", _("Não serve para este envio: %s") % ", ".join(errados))
        elif len(escritos) > _MAIS_ADICIONAIS:
            self.add_error("adicionais", _("No máximo dez."))
        dados["adicionais"] = escritos
        return dados


@pagina("financeiro.enviar")
def enviar(request: HttpRequest, id_fatura: int) -> HttpResponse:
    """One page for the three ways, saying for each where it leads, or why it does not."""
    fatura = get_object_or_404(Fatura.objects.select_related("cliente"), pk=id_fatura)
    caminhos = _caminhos(fatura.cliente)
    formulario = Envio(enviado(request), initial={"canal": next((canal for canal, _texto, pode in caminhos if pode), "email")})
    formulario.fields["canal"].choices = [(canal, texto) for canal, texto, _pode in caminhos]  # type: ignore[attr-defined]

    def fazer(dados: dict[str, Any], autor: Autor) -> FaturaAEnviar:
        agora = datas.agora()
        base = base_publica(Provedor.atual(), endereco_do_servidor(request) or "")
        envio = _preparar(fatura.pk, dados["canal"], dados["adicionais"], agora=agora, base=base)
        envio.enviar(autor=autor, agora=agora)
        return envio

    return responder(
        request,
        Ato(titulo=f"Enviar a fatura {fatura.pk} a {fatura.cliente.nome_razaosocial}", regra=_REGRA, botao=_("Enviar")),
        formulario=formulario,
        fazer=fazer,
        feito=lambda envio: f"Fatura {fatura.pk} na fila de envio: {_para_quem(envio)}.",
        volta=volta(request, reverse("painel:faturas:fatura", args=[fatura.pk])),
    )


def _preparar(id_fatura: int, canal: str, adicionais: Sequence[str], *, agora: datetime, base: str) -> FaturaAEnviar:
    if canal == "sms":
        return por_sms(id_fatura, adicionais, agora=agora, base=base)
    if canal == "push":
        return por_push(id_fatura, agora=agora, base=base)
    return por_email(id_fatura, adicionais, agora=agora, base=base)


def _caminhos(cliente: Cliente) -> list[tuple[str, str, bool]]:
    """Each way, in words with its addresses or with what is missing, and whether the bill can go by it as things are."""
    enderecos = [quem.endereco for quem in emails(cliente)]
    numeros = [telefone(quem.endereco) for quem in celulares(cliente)]
    aparelhos = len(dispositivos_de(cliente.pk))
    no_aplicativo = [f"{aparelhos} aparelho{'s' if aparelhos > 1 else ''}"] if aparelhos else []
    return [
        _caminho("email", "E-mail", vias.servidor_da_api, enderecos, "o cliente não tem e-mail cadastrado"),
        _caminho("sms", "SMS", vias.gateway_ativo, numeros, "o cliente não tem celular cadastrado"),
        _caminho("push", "Notificação no aplicativo", vias.push_configurado, no_aplicativo, "o cliente não entrou no aplicativo"),
    ]


def _caminho(
    canal: str, nome: str, via: Callable[[], object], enderecos: Sequence[str], sem_endereco: str
) -> tuple[str, str, bool]:
    try:
        via()
    except RuleRefused as recusa:
        return canal, f"{nome}: {recusa}", False
    return canal, f"{nome}: {', '.join(enderecos) or sem_endereco}", bool(enderecos)


def _para_quem(envio: FaturaAEnviar) -> str:
    if envio.canal == "push":
        return "notificação aos aparelhos do cliente"
    return ", ".join(telefone(quem.endereco) if envio.canal == "sms" else quem.endereco for quem in envio.destinatarios)
