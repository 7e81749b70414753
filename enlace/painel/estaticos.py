"""Static files whose addresses change with their content: browsers keep them for a day, and new pages must not meet old scripts."""

from functools import cache
from hashlib import sha256
from pathlib import Path

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage


class ArquivosComVersao(StaticFilesStorage):
    """Adds `?v=` and eight digits of the content's checksum; files keep their names, so that any server of files will do."""

    def url(self, name: str | None) -> str:
        """The address of a file, with its version."""
        endereco = super().url(name)
        versao = _versao(name) if name else ""
        return f"{endereco}?v={versao}" if versao else endereco


@cache
def _versao(nome: str) -> str:
    achado = finders.find(nome)
    return sha256(Path(achado).read_bytes()).hexdigest()[:8] if isinstance(achado, str) else ""
