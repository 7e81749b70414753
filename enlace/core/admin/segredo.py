"""A field of a form for something that may be set or erased, but not read."""

from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminPasswordWidget

# Django's form has its type parameter for the type checker only.
if TYPE_CHECKING:
    _ModelForm = forms.ModelForm[Any]
else:
    _ModelForm = forms.ModelForm

# Stands for a secret where there is one; its length says nothing.
OCULTO: Final = "•••"
# What the widget hands over when the box is ticked; no keyboard types it.
_APAGAR: Final = "\x1fapagar"


class EntradaDeSegredo(UnfoldAdminPasswordWidget):  # type: ignore[misc]  # unfold has no types
    """A password entry that never carries the stored value, with a box to erase it."""

    def __init__(self, *, pode_apagar: bool) -> None:
        super().__init__(attrs={"autocomplete": "new-password"})
        self._pode_apagar = pode_apagar

    def render(self, name: str, value: object, attrs: dict[str, Any] | None = None, renderer: object = None) -> SafeString:  # noqa: ARG002 - the value is what must not be shown
        """The entry, always empty, and the box."""
        entrada = super().render(name, None, attrs, renderer)
        if not self._pode_apagar:
            return SafeString(entrada)
        return format_html(
            '{}<label class="flex gap-2 items-center mt-2"><input type="checkbox" name="{}-apagar"> {}</label>',
            entrada,
            name,
            _("Apagar o que está guardado"),
        )

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str:  # noqa: ANN401 - Django's own signature
        """What was typed; erasing counts only when nothing was."""
        digitado: str = super().value_from_datadict(data, files, name) or ""
        return _APAGAR if not digitado and data.get(f"{name}-apagar") else digitado

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:  # noqa: ANN401 - Django's own signature
        """Ticking the box is an answer too."""
        return f"{name}-apagar" not in data and bool(super().value_omitted_from_data(data, files, name))


class CampoDeSegredo(forms.CharField):
    """Empty keeps what is stored; see `FormularioComSegredos`, which knows what that is."""

    def __init__(self, *, pode_apagar: bool, **opcoes: Any) -> None:  # noqa: ANN401 - Django's own options
        super().__init__(
            **opcoes,
            required=False,
            strip=False,
            widget=EntradaDeSegredo(pode_apagar=pode_apagar),
            help_text=_("Não é mostrado. Em branco: continua como está."),
        )

    def has_changed(self, initial: object, data: object) -> bool:  # noqa: ARG002 - the stored value plays no part
        """Whether something was typed or is to be erased."""
        return bool(data)


class FormularioComSegredos(_ModelForm):
    """A model form that reads an empty secret as "keep it"."""

    def clean(self) -> dict[str, Any] | None:
        """Put back what is stored where nothing was typed, and the column's empty value where it is to be erased."""
        dados: dict[str, Any] = super().clean() or self.cleaned_data
        for nome in [nome for nome, campo in self.fields.items() if isinstance(campo, CampoDeSegredo) and nome in dados]:
            if dados[nome] == _APAGAR:
                dados[nome] = None if self._meta.model._meta.get_field(nome).null else ""
            elif not dados[nome]:
                dados[nome] = getattr(self.instance, nome)
        return dados
