"""Who may open what (`painel/tests/test_papeis.py`)."""

from typing import Final

QUEM_PODE: Final = {
    "novo": "AGX",
    "outro_servico": "AGX",
    "cep": "AGX",
    "planos": "AGX",
    "quem": "AGX",
    "onde": "AGX",
    "instalacao": "AGX",
    "pronto": "AGX",
    "descartar": "AGX",
}
