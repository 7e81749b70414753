"""Networks and names as equipment knows them: IPv6 prefixes, pools, address lists."""

from ipaddress import AddressValueError, IPv6Network, NetmaskValueError
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

# What a router calls a pool, a list or a policy. Nothing else may get into an attribute that a router parses.
nome_no_equipamento: Final = RegexValidator(
    r"\A[A-Za-z0-9_.:@+-]*\Z", _("Use só letras sem acento, números e os sinais _ . : @ + -")
)


class PrefixoIPv6Field(models.CharField):  # type: ignore[type-arg]  # not generic when it runs
    """A PostgreSQL `cidr` that holds an IPv6 prefix, as `2001:db8:1::/64` in Python."""

    description = "IPv6 prefix"

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own signature
        kwargs["max_length"] = 43
        super().__init__(*args, **kwargs)

    def to_python(self, value: Any) -> str | None:  # noqa: ANN401 - Django's own signature
        """The normal form of a prefix whose bits after it are zero."""
        if value in self.empty_values:
            return None
        texto = str(value).strip()
        try:
            # A scope ("%eth0") belongs to one computer, and no column takes it.
            if "%" in texto:
                raise ValueError(texto)  # noqa: TRY301 - said once, below
            return str(IPv6Network(texto))
        except (AddressValueError, NetmaskValueError, ValueError):
            raise ValidationError(_("Informe um prefixo IPv6, como 2001:db8:1::/64.")) from None

    def get_prep_value(self, value: Any) -> Any:  # noqa: ANN401 - Django's own signature
        """The same: a column without a value is null, never an empty text."""
        return value if hasattr(value, "resolve_expression") else self.to_python(value)

    def from_db_value(self, value: Any, *_: object) -> str | None:  # noqa: ANN401 - Django's own signature
        """The driver gives networks as objects."""
        return None if value is None else str(value)

    def db_type(self, connection: Any) -> str:  # noqa: ARG002, ANN401 - Django's own signature
        """The column type."""
        return "cidr"
