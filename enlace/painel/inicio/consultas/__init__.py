"""The statements that count what the first page shows: each answers one JSON object, all are run as one."""

from pathlib import Path
from typing import Final

PARTES: Final = ("servicos", "conexoes", "faturas", "atendimentos", "ordens", "mensagens")


def montar() -> str:
    """One statement that answers one object with all parts: the numbers of a page are of one instant."""
    pasta = Path(__file__).parent
    partes = ",\n".join(f"'{nome}', ({(pasta / f'{nome}.sql').read_text()})" for nome in PARTES)
    return f"select jsonb_build_object({partes})"
