"""Secrets of API clients: how they are made and how they are kept."""

from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.utils.crypto import get_random_string

# 40 letters and digits are 238 bits, the length of the contract's own example.
_TAMANHO = 40


class HashDeSegredo(PBKDF2PasswordHasher):
    """Hash of the secret of an API client.

    A password needs a slow hash because people choose passwords that can be guessed. A secret is drawn by us, 238 bits: nobody
    guesses it however fast the hash is, and each sign-in checks a password slowly already. So this one costs a few milliseconds.
    """

    algorithm = "segredo_pbkdf2_sha256"
    iterations = 10_000


def novo_segredo() -> str:
    """A secret that nobody can guess."""
    return get_random_string(_TAMANHO)
