"""Names and passwords for new services."""

import secrets
import unicodedata
from typing import Final

from django.db.models.functions import Lower

from enlace.servicos.models import ClienteServico

# Without those that are taken for one another when they are read out or copied from paper.
_LETRAS: Final = "abcdefghjkmnpqrstuvwxyz23456789"
_TAMANHO_DA_SENHA: Final = 10
# Words that tell no two companies apart, and those between names.
_COMUNS: Final = frozenset({"de", "da", "do", "das", "dos", "e", "ltda", "me", "epp", "eireli", "sa", "cia"})
_TENTATIVAS: Final = 40


def sugerir_login(nome: str) -> str:
    """A login that no live service has, from the first and the last word of a name: `maria.silva`, `maria.silva2`."""
    palavras = [palavra for palavra in _sem_acentos(nome).split() if palavra not in _COMUNS]
    base = ".".join(dict.fromkeys([*palavras[:1], *palavras[1:][-1:]])) or "cliente"
    candidatos = [base, *(f"{base}{numero}" for numero in range(2, _TENTATIVAS))]
    em_uso = ClienteServico.objects.alias(minusculo=Lower("login")).filter(minusculo__in=candidatos).exclude(status="cancelado")
    tomados = {str(login).lower() for login in em_uso.values_list("login", flat=True)}
    livre = next((candidato for candidato in candidatos if candidato not in tomados), None)
    return livre or f"{base}{secrets.randbelow(900_000) + 100_000}"


def gerar_senha() -> str:
    """A password of ten characters that can be read out: 49 bits, for a login that is tried over the network only."""
    return "".join(secrets.choice(_LETRAS) for _letra in range(_TAMANHO_DA_SENHA))


def _sem_acentos(texto: str) -> str:
    """Lower case; everything but the letters and digits of ASCII parts words."""
    puro = unicodedata.normalize("NFKD", texto.lower())
    letras = (letra for letra in puro if not unicodedata.combining(letra))
    return "".join(letra if letra.isascii() and letra.isalnum() else " " for letra in letras)
