"""CPF, CNPJ and CEP: normal form and check digits.

Stored form: text without mask, upper case. A CNPJ may carry letters in its first twelve places since July 2026
(Receita Federal, IN RFB 2.229/2024): the value of a character is its ASCII code minus 48.
"""

import re

_MASCARA = re.compile(r"[.\-/\s]")
_CNPJ = re.compile(r"[0-9A-Z]{12}[0-9]{2}")
_TAMANHO_CPF = 11
_TAMANHO_CNPJ = 14
_CEP = re.compile(r"[0-9]{2}\.?[0-9]{3}[-\s]?[0-9]{3}")


def normalizar_cpf_cnpj(texto: str) -> str:
    """The text without mask, in upper case; not validated."""
    return _MASCARA.sub("", texto).upper()


def com_mascara_de_cpf_cnpj(texto: str) -> str:
    """As people read it: `411.072.966-17`, `22.385.367/0001-03`; a text of another length, with its mask or wrong, as it is."""
    if len(texto) == _TAMANHO_CPF:
        return f"{texto[:3]}.{texto[3:6]}.{texto[6:9]}-{texto[9:]}"
    if len(texto) == _TAMANHO_CNPJ and _CNPJ.fullmatch(texto):
        return f"{texto[:2]}.{texto[2:5]}.{texto[5:8]}/{texto[8:12]}-{texto[12:]}"
    return texto


def cpf_cnpj_valido(texto: str) -> bool:
    """Whether an unmasked CPF (11 digits) or CNPJ (14 characters) has the right check digits."""
    if len(texto) == _TAMANHO_CPF:
        return _cpf_valido(texto)
    return len(texto) == _TAMANHO_CNPJ and _cnpj_valido(texto)


def e_cpf(texto: str) -> bool:
    """Whether an unmasked document has the length of a CPF, a person's; a company's CNPJ is longer."""
    return len(texto) == _TAMANHO_CPF


def sem_mascara_de_cep(texto: str) -> str:
    """The eight digits of a CEP; a text that is none as it is, for whoever checks it to refuse."""
    return normalizar_cep(texto) or texto


def digitos_cnpj(raiz: str) -> str:
    """The two check digits of the first twelve characters of a CNPJ."""
    primeiro = _modulo_11([ord(c) - 48 for c in raiz])
    segundo = _modulo_11([ord(c) - 48 for c in raiz] + [primeiro])
    return f"{primeiro}{segundo}"


def digitos_cpf(raiz: str) -> str:
    """The two check digits of the first nine digits of a CPF."""
    primeiro = _modulo_11([int(c) for c in raiz], maior_peso=11)
    segundo = _modulo_11([int(c) for c in raiz] + [primeiro], maior_peso=11)
    return f"{primeiro}{segundo}"


def normalizar_cep(texto: str) -> str | None:
    """The eight digits of a CEP with or without its mask (`35.560-000`), or None when the text is none."""
    return _MASCARA.sub("", texto) if _CEP.fullmatch(texto.strip()) else None


def _cpf_valido(texto: str) -> bool:
    if not (texto.isascii() and texto.isdigit()) or len(set(texto)) == 1:
        return False
    return digitos_cpf(texto[:9]) == texto[9:]


def _cnpj_valido(texto: str) -> bool:
    if not _CNPJ.fullmatch(texto) or len(set(texto)) == 1:
        return False
    return digitos_cnpj(texto[:12]) == texto[12:]


def _modulo_11(valores: list[int], *, maior_peso: int = 9) -> int:
    """Check digit with weights 2..maior_peso from the right, starting again after it."""
    ciclo = maior_peso - 1
    soma = sum(valor * (2 + posicao % ciclo) for posicao, valor in enumerate(reversed(valores)))
    resto = soma % 11
    return 0 if resto < 2 else 11 - resto  # noqa: PLR2004 - the rule's own number
