"""Values of the audit, which are JSON, as people read them."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, TypeAlias

from django.db import models
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext_lazy as _

from enlace.painel.celulas import dia, instante

Campo: TypeAlias = "models.Field[Any, Any]"
# What the rows of reference tables are called, by table and key.
Nomes: TypeAlias = Mapping[tuple[str, str], str]

NADA: Final[tuple[object, ...]] = (None, "", [], {})
_VAZIO: Final = _("(vazio)")


def em_texto(valor: Any, campo: "Campo | None", nomes: Nomes) -> str:  # noqa: ANN401 - of a JSON column
    """One value of a column, by the name of what it points at, by the words of its choice, as a day or an instant."""
    if valor in NADA:
        return str(_VAZIO)
    if isinstance(valor, bool):
        return str(_("sim") if valor else _("não"))
    if isinstance(valor, list | dict):
        return ", ".join(map(str, valor)) if isinstance(valor, list) else json.dumps(valor, ensure_ascii=False)
    return str(valor) if campo is None else _da_coluna(valor, campo, nomes)


def _da_coluna(valor: object, campo: Campo, nomes: Nomes) -> str:
    texto = str(valor)
    if isinstance(campo, models.ForeignKey):
        return nomes.get((campo.related_model._meta.db_table, texto), texto)
    if campo.flatchoices:
        return str(dict(campo.flatchoices).get(valor, texto))
    return _do_calendario(texto, campo)


def _do_calendario(texto: str, campo: Campo) -> str:
    """Days and instants as people write them; a wall clock's, and a text that is neither, as it is."""
    if isinstance(campo, models.DateTimeField):
        lido: datetime | None = parse_datetime(texto)
        return instante(lido) if lido and lido.tzinfo else texto
    if isinstance(campo, models.DateField) and (data := parse_date(texto)):
        return dia(data)
    return texto
