"""The page of the provider: here, because what may be written in it is known by packages above `configuracao`."""

from base64 import b64encode
from typing import Any, ClassVar, Final
from urllib.parse import urlsplit

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminFileFieldWidget, UnfoldAdminURLInputWidget, UnfoldBooleanWidget

from enlace.configuracao.models import Provedor
from enlace.core.admin import FormularioComSegredos, LinhaUnica
from enlace.core.documentos import cpf_cnpj_valido
from enlace.core.errors import RuleRefused
from enlace.financeiro.pdf.logotipo import LogotipoRecusado, preparar
from enlace.financeiro.pix import ChavePixInvalida, CobrancaPix, copia_e_cola, reconhecer_chave

_MAIOR_LOGOTIPO: Final = 300 * 1024


class FormularioDoProvedor(FormularioComSegredos):
    """What is printed on bills must be printable: document, Pix, logo, the address of the links."""

    novo_logo = forms.FileField(
        label=_("Logotipo"), required=False, widget=UnfoldAdminFileFieldWidget, help_text=_("PNG ou JPEG de até 300 kB.")
    )
    remover_logo = forms.BooleanField(label=_("Remover o logotipo"), required=False, widget=UnfoldBooleanWidget)

    def clean_novo_logo(self) -> bytes | None:
        """The picture's bytes, once it was seen that a bill can show them; nothing large is ever unpacked (`preparar`)."""
        arquivo = self.cleaned_data["novo_logo"]
        if arquivo is None:
            return None
        if (arquivo.size or 0) > _MAIOR_LOGOTIPO:
            raise ValidationError(_("O arquivo passa de 300 kB."))
        conteudo: bytes = arquivo.read()
        try:
            preparar(conteudo)
        except LogotipoRecusado as recusa:
            raise ValidationError(str(recusa)) from recusa
        return conteudo

    def clean_cnpj(self) -> str:
        """A document whose digits are wrong is nobody's."""
        documento: str = self.cleaned_data["cnpj"]
        if documento and not cpf_cnpj_valido(documento):
            raise ValidationError(_("Os dígitos verificadores não conferem."))
        return documento

    def clean_endereco_publico(self) -> str:
        """Scheme and host, to which the links add their paths."""
        endereco: str = self.cleaned_data["endereco_publico"].rstrip("/")
        if endereco and not _so_o_comeco(endereco):
            raise ValidationError(_("Informe só o começo do endereço, como https://central.provedor.com.br."))
        return endereco

    def clean_pix_chave(self) -> str:
        """The key as the directory of the Banco Central spells it."""
        try:
            return reconhecer_chave(self.cleaned_data["pix_chave"]).valor if self.cleaned_data["pix_chave"].strip() else ""
        except ChavePixInvalida as recusa:
            raise ValidationError(str(recusa)) from recusa

    def clean(self) -> dict[str, Any] | None:
        """Try what every bill will do with the key: write a code with it."""
        dados = super().clean() or self.cleaned_data
        if dados.get("pix_chave"):
            try:
                copia_e_cola(CobrancaPix(chave=dados["pix_chave"], nome=dados["pix_nome"], cidade=dados["pix_cidade"]))
            except RuleRefused as recusa:
                self.add_error("pix_nome", str(recusa))
        return dados

    def save(self, commit: bool = True) -> Provedor:  # noqa: FBT001, FBT002 - Django's own signature
        """With the new logo, or without any."""
        if self.cleaned_data.get("remover_logo"):
            self.instance.logo = None
        if self.cleaned_data.get("novo_logo"):
            self.instance.logo = self.cleaned_data["novo_logo"]
        provedor: Provedor = super().save(commit)
        return provedor


def _so_o_comeco(endereco: str) -> bool:
    """Scheme and host, perhaps a port, and nothing else: not even the sign that begins a query."""
    try:
        partes = urlsplit(endereco)
        _ = partes.port
    except ValueError:
        return False
    return partes.scheme in {"http", "https"} and "@" not in endereco and endereco == f"{partes.scheme}://{partes.netloc}"


@admin.register(Provedor)
class ProvedorAdmin(LinhaUnica[Provedor]):
    """The provider itself."""

    form = FormularioDoProvedor
    formfield_overrides: ClassVar = {models.URLField: {"assume_scheme": "https", "widget": UnfoldAdminURLInputWidget}}
    readonly_fields = ("mostrar_logo",)
    fieldsets = (
        (None, {"fields": ("nome", "endereco_publico")}),
        (
            _("Nas faturas"),
            {"fields": (("razao_social", "cnpj"), "endereco", "mostrar_logo", ("novo_logo", "remover_logo"))},
        ),
        (_("Pix"), {"fields": ("pix_chave", ("pix_nome", "pix_cidade"))}),
        (_("Serviços externos"), {"fields": ("google_maps_chave",)}),
        (_("Mapa das ordens de serviço"), {"fields": ("mapa_ladrilhos", "mapa_creditos")}),
    )
    campos_secretos = ("google_maps_chave",)

    @admin.display(description=_("logotipo atual"))
    def mostrar_logo(self, provedor: Provedor) -> SafeString | str:
        """As it stands on bills: made anew by Pillow, so what was sent never reaches a browser."""
        if not provedor.logo:
            return "-"
        try:
            imagem = b64encode(preparar(bytes(provedor.logo))).decode()
        except LogotipoRecusado as recusa:
            return str(recusa)
        return format_html('<img src="data:image/jpeg;base64,{}" alt="{}">', imagem, provedor.nome)
