"""Asks ViaCEP, which gives the IBGE code and says in the body when it does not know a CEP."""

from enlace.enderecos.endereco_do_cep import Chaves, EnderecoDoCep, ler_endereco
from enlace.enderecos.http import ServicoExterno, obter_json
from enlace.enderecos.leitura import campo

SERVICO = ServicoExterno(nome="viacep", titulo="ViaCEP", url="https://viacep.com.br")
_CHAVES = Chaves(ibge="ibge", uf="uf", cidade="localidade", logradouro="logradouro", bairro="bairro")


def consultar(cep: str) -> EnderecoDoCep | None:
    """The address of a CEP of eight digits; None when ViaCEP does not know it. Raises FalhaDoServico."""
    corpo = obter_json(SERVICO, f"/ws/{cep}/json/")
    # Both spellings have been sent: the boolean once, the string now.
    if campo(corpo, "erro") in (True, "true"):
        return None
    return ler_endereco(SERVICO, corpo, _CHAVES)
