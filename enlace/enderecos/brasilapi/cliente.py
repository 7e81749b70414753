"""Asks BrasilAPI, which gives state and city by name and answers 404 for a CEP that it does not know."""

from enlace.enderecos.endereco_do_cep import Chaves, EnderecoDoCep, ler_endereco
from enlace.enderecos.http import NaoEncontrado, ServicoExterno, obter_json

SERVICO = ServicoExterno(nome="brasilapi", titulo="BrasilAPI", url="https://brasilapi.com.br")
_CHAVES = Chaves(uf="state", cidade="city", logradouro="street", bairro="neighborhood")


def consultar(cep: str) -> EnderecoDoCep | None:
    """The address of a CEP of eight digits; None when BrasilAPI does not know it. Raises FalhaDoServico."""
    try:
        corpo = obter_json(SERVICO, f"/api/cep/v2/{cep}")
    except NaoEncontrado:
        return None
    return ler_endereco(SERVICO, corpo, _CHAVES)
