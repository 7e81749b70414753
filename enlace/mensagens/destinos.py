"""Addresses in the one form in which they are stored and compared."""

from typing import Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from enlace.core.contatos import telefone_canonico
from enlace.core.errors import RuleRefused
from enlace.mensagens.models import Canal, Dispositivo

# Area code and number: eight digits of a landline, which may take an SMS read aloud, or nine of a mobile.
_TAMANHOS_DE_TELEFONE: Final = (10, 11)
_MAIOR_EMAIL: Final = 254


class DestinoInvalido(RuleRefused):
    """No message can be sent there."""

    mensagem = "O destino informado não é válido."


def normalizar_email(texto: str) -> str | None:
    """The address with its domain in small ASCII letters (IDNA), or None for what is not an address.

    Names in quotation marks ("maria silva"@…) are lawful, unheard of, and refused.
    """
    try:
        validate_email(endereco := texto.strip())
        local, _arroba, dominio = endereco.rpartition("@")
        normal = f"{local}@{dominio.lower().encode('idna').decode()}"
    except (ValidationError, UnicodeError):
        return None
    return normal if len(normal) <= _MAIOR_EMAIL and '"' not in normal else None


def normalizar_telefone(texto: str) -> str | None:
    """Area code and number, digits only, or None for what is not a Brazilian telephone with its area code."""
    numero = telefone_canonico(texto)
    return numero if len(numero) in _TAMANHOS_DE_TELEFONE and not numero.startswith("0") else None


def normalizar(canal: Canal, destino: str) -> str:
    """The stored form of a destination. Raises DestinoInvalido."""
    normal: str | None
    if canal == Canal.EMAIL:
        normal = normalizar_email(destino)
    elif canal == Canal.SMS:
        normal = normalizar_telefone(destino)
    else:
        normal = destino if destino.isascii() and destino.isdecimal() else None
    if normal is None:
        raise DestinoInvalido
    return normal


def dispositivos_de(id_cliente: int) -> list[int]:
    """The devices on which a customer may be notified, the one used last first."""
    ativos = Dispositivo.objects.filter(cliente=id_cliente, ativo=True)
    return list(ativos.order_by("-ultimo_uso", "-id_dispositivo").values_list("pk", flat=True))
