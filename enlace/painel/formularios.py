"""Forms of the daily screens: every field with its label, its help and its errors beside it, in one look.

A template writes `{{ formulario }}` for a whole form (`painel/formulario.html`) or `{{ formulario.nome.as_field_group }}` for one
field (`painel/campo.html`).
"""

from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.forms.renderers import DjangoTemplates, TemplatesSetting

# Django's class has its type parameter for the type checker only.
if TYPE_CHECKING:
    _DeModelo = forms.ModelForm[Any]
else:
    _DeModelo = forms.ModelForm


class _Desenho(TemplatesSetting):
    """Fields and forms as the panel draws them; widgets as Django does."""

    form_template_name = "painel/formulario.html"
    field_template_name = "painel/campo.html"

    def get_template(self, template_name: str) -> Any:  # noqa: ANN401 - Django's own signature
        """Ours by the site's loaders, the widgets' from Django's folder."""
        if template_name.startswith("django/forms/"):
            return _DE_DJANGO.get_template(template_name)
        return super().get_template(template_name)


_DE_DJANGO = DjangoTemplates()
_DESENHO = _Desenho()


class Formulario(forms.Form):
    """A form of the panel."""

    default_renderer = _DESENHO
    required_css_class = "obrigatorio"
    error_css_class = "com-erro"
    use_required_attribute = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)


class FormularioDeModelo(_DeModelo):
    """The same over a row."""

    default_renderer = _DESENHO
    required_css_class = "obrigatorio"
    error_css_class = "com-erro"

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)


class Dia(forms.DateField):
    """A day, chosen in the browser's own calendar; typed as dd/mm/aaaa where there is none."""

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        kwargs.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        super().__init__(input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y"], **kwargs)

    def prepare_value(self, value: Any) -> Any:  # noqa: ANN401 - Django's own signature
        """The browser's calendar wants the ISO form."""
        return value.isoformat() if isinstance(value, date) else value


class Instante(forms.DateTimeField):
    """A day and a time of it at the provider."""

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        kwargs.setdefault("widget", forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"))
        super().__init__(input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%d/%m/%Y %H:%M"], **kwargs)


class Dinheiro(forms.DecimalField):
    """An amount of reais, typed as people write it: `1.234,56`."""

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        padrao: dict[str, Any] = {"max_digits": 12, "decimal_places": 2, "localize": True}
        super().__init__(**{**padrao, "widget": forms.TextInput(attrs={"inputmode": "decimal"}), **kwargs})

    def to_python(self, value: Any) -> Any:  # noqa: ANN401 - Django's own signature
        """The points between thousands are no part of the number; without a comma nobody knows what a point is."""
        return super().to_python(value.replace(".", "") if isinstance(value, str) and "," in value else value)
