"""Forms of the network."""

from typing import Any

from django import forms
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from enlace.painel.formularios import Formulario
from enlace.radius.concentradores import DadosDoNas
from enlace.radius.models import Nas, segredo_imprimivel
from enlace.servicos.models import ClienteServico


class FormularioDoNas(Formulario):
    """A concentrator at an equipment. The stored secret is never shown; an empty entry keeps it."""

    endereco = forms.GenericIPAddressField(
        label=_("Endereço"), help_text=_("De onde chegam os pacotes dele, e para onde vão os pedidos de desconexão.")
    )
    segredo = forms.CharField(
        label=_("Segredo"),
        min_length=8,
        max_length=128,
        required=False,
        strip=False,
        validators=[segredo_imprimivel],
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("O mesmo do equipamento. Depois de guardado não é mostrado; em branco, continua o que está guardado."),
    )
    porta_incoming = forms.IntegerField(
        label=_("Porta incoming"),
        min_value=1,
        max_value=65535,
        required=False,
        help_text=_("Onde ele aceita desconexões e mudanças: 3799, ou 1700 de fábrica em muitos. Em branco: não aceita."),
    )
    exige_message_authenticator = forms.BooleanField(
        label=_("Exige Message-Authenticator"),
        required=False,
        help_text=_("Recusa pedidos sem assinatura. Marque se o equipamento assina: RouterOS 7.15 ou mais novo."),
    )
    ativo = forms.BooleanField(label=_("Ativo"), required=False, help_text=_("Um inativo não recebe resposta."))

    def dados(self) -> DadosDoNas:
        """What the verb takes; only of a valid form."""
        return DadosDoNas(**{**self.cleaned_data, "segredo": self.cleaned_data["segredo"] or ""})


def inicial(nas: Nas | None) -> dict[str, Any]:
    """What the form begins with: everything but the secret."""
    if nas is None:
        return {"porta_incoming": 3799, "ativo": True}
    nomes = ("endereco", "porta_incoming", "exige_message_authenticator", "ativo")
    return {nome: getattr(nas, nome) for nome in nomes}


class QuemLigar(Formulario):
    """The service that is plugged in, by its login or its number."""

    servico = forms.CharField(label=_("Login ou código do serviço"), max_length=253)

    def clean_servico(self) -> ClienteServico:
        """The one that is not cancelled."""
        termo: str = self.cleaned_data["servico"].strip()
        vivos = ClienteServico.objects.exclude(status="cancelado")
        achado: ClienteServico | None = vivos.alias(login_minusculo=Lower("login")).filter(login_minusculo=termo.lower()).first()
        if achado is None and termo.isdecimal() and termo.isascii() and len(termo) < 19:  # noqa: PLR2004 - what a bigint holds
            achado = vivos.filter(pk=int(termo)).first()
        if achado is None:
            raise forms.ValidationError(_("Nenhum serviço ativo tem esse login ou código."))
        return achado
