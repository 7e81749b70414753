"""Forms of the ways out. What they add: a stored password never follows to another server."""

from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from enlace.core.admin import FormularioComSegredos
from enlace.mensagens.entrega import Adiada
from enlace.mensagens.fcm.autorizacao import conferir_conta


class _FormularioDeVia(FormularioComSegredos):
    """Whoever may change the address could have the stored secret sent to himself: with another address, it is typed again."""

    segredos: tuple[str, ...] = ()

    def clean(self) -> dict[str, Any] | None:
        """Refuse another address with the old secret."""
        digitados = {nome for nome in self.segredos if self.cleaned_data.get(nome)}
        dados = super().clean()
        if self.instance.pk and self._mudou_de_endereco():
            for nome in self.segredos:
                if nome in self.fields and getattr(self.instance, nome) and nome not in digitados:
                    self.add_error(nome, _("O endereço mudou: informe de novo."))
        return dados

    def _mudou_de_endereco(self) -> bool:
        raise NotImplementedError


class FormularioDeServidor(_FormularioDeVia):
    """An e-mail server."""

    segredos = ("senha",)

    def _mudou_de_endereco(self) -> bool:
        return bool({"host", "porta", "seguranca"} & set(self.changed_data))


class FormularioDeGateway(_FormularioDeVia):
    """An SMS gateway."""

    segredos = ("senha", "token")

    def _mudou_de_endereco(self) -> bool:
        antes, depois = urlsplit(self.instance.url), urlsplit(self.cleaned_data.get("url") or self.instance.url)
        return (antes.scheme, antes.netloc) != (depois.scheme, depois.netloc)


class FormularioDePush(FormularioComSegredos):
    """What notifications need."""

    def clean(self) -> dict[str, Any] | None:
        """Refuse a file that is not a service account's."""
        dados = super().clean() or self.cleaned_data
        if conta := dados.get("fcm_conta_servico"):
            try:
                conferir_conta(conta)
            except Adiada:
                self.add_error("fcm_conta_servico", _("Não é o arquivo JSON de uma conta de serviço do Firebase."))
        return dados
