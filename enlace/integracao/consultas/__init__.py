"""The statements of the API, one file each; `ler` puts the named fragments into the marked places."""

from functools import cache
from pathlib import Path

PASTA = Path(__file__).parent


def ler(nome: str, **fragmentos: str) -> str:
    """The statement of `consultas/<nome>.sql` with each `{marca}` replaced by its fragment.

    Fragments are always text of ours, chosen by name from a closed list; what a client sends goes only into parameters.
    """
    texto = _arquivo(nome)
    # Not str.format: the braces of JSON are in the statements too.
    for marca, fragmento in fragmentos.items():
        texto = texto.replace(f"{{{marca}}}", fragmento)
    return texto


@cache
def _arquivo(nome: str) -> str:
    linhas = (linha.strip() for linha in (PASTA / f"{nome}.sql").read_text().splitlines())
    # Without comments and indentation: the driver remembers how it read a statement only while it is short.
    return "\n".join(linha for linha in linhas if linha and not linha.startswith("--"))
