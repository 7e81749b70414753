"""Asks OpenCEP, which gives the IBGE code and answers 404 for a CEP that it does not know."""

from enlace.enderecos.endereco_do_cep import Chaves, EnderecoDoCep, ler_endereco
from enlace.enderecos.http import NaoEncontrado, ServicoExterno, obter_json

SERVICO = ServicoExterno(nome="opencep", titulo="OpenCEP", url="https://opencep.com")
_CHAVES = Chaves(ibge="ibge", uf="uf", cidade="localidade", logradouro="logradouro", bairro="bairro")


def consultar(cep: str) -> EnderecoDoCep | None:
    """The address of a CEP of eight digits; None when OpenCEP does not know it. Raises FalhaDoServico."""
    try:
        corpo = obter_json(SERVICO, f"/v1/{cep}")
    except NaoEncontrado:
        return None
    return ler_endereco(SERVICO, corpo, _CHAVES)
