"""The customer's half of MS-CHAP-V2 (RFC 2759), as a PPPoE client computes it. `radclient` has version 1 only.

MD4, DES and SHA-1 are the protocol's, not ours.
"""

import hashlib

from Crypto.Cipher import DES
from Crypto.Hash import MD4

_MAGICA_1 = b"Magic server to client signing constant"
_MAGICA_2 = b"Pad to make it do more than one iteration"


def resposta(login: bytes, senha: str, *, desafio: bytes, desafio_do_par: bytes) -> tuple[bytes, str]:
    """NT-Response (24 bytes, section 8.1), and the authenticator by which the server proves that it knows the password (8.7)."""
    hash_da_senha = _md4(senha.encode("utf-16-le"))
    oito = _sha1(desafio_do_par, desafio, login)[:8]
    chave = hash_da_senha.ljust(21, b"\0")
    nt_response = b"".join(DES.new(_com_paridade(chave[i : i + 7]), DES.MODE_ECB).encrypt(oito) for i in (0, 7, 14))  # noqa: S304 - RFC 2759
    prova = _sha1(_md4(hash_da_senha), nt_response, _MAGICA_1)
    return nt_response, f"S={_sha1(prova, oito, _MAGICA_2).hex().upper()}"


def _md4(texto: bytes) -> bytes:
    return MD4.new(texto).digest()  # noqa: S303 - RFC 2759


def _sha1(*partes: bytes) -> bytes:
    return hashlib.sha1(b"".join(partes), usedforsecurity=False).digest()


def _com_paridade(sete: bytes) -> bytes:
    """56 bits as DES takes them: seven to a byte, the lowest is a parity that nobody looks at."""
    bits = int.from_bytes(sete)
    return bytes((bits >> deslocamento & 0x7F) << 1 for deslocamento in range(49, -1, -7))
