"""What a person types into the search of a list."""

from typing import Final

# So many digits always fit in PostgreSQL's bigint; Python itself refuses to read a number of thousands of them.
_MAIS_ALGARISMOS: Final = 18


def codigo_digitado(termo: str) -> int | None:
    """The code of a row that a term may be; None for what is not a number, or is too large to be anybody's code."""
    return int(termo) if termo.isdecimal() and len(termo) <= _MAIS_ALGARISMOS else None
