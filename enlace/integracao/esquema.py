"""What the shapes of answers have in common, for OpenAPI."""

from typing import Any

from ninja import Field, Schema
from pydantic import ConfigDict


def _sem_docstring(esquema: dict[str, Any]) -> None:
    esquema.pop("description", None)


class Documento(Schema):
    """A shape of an answer. Its docstring is for those who read the code, not for the published document."""

    model_config = ConfigDict(json_schema_extra=_sem_docstring)


def as_vezes(descricao: str | None = None) -> Any:  # noqa: ANN401 - stands for a value of any type
    """A key that is absent at times and never null when it is there."""
    return Field(None, description=descricao)
