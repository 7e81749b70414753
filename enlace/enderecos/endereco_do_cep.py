"""What the public services know about a CEP, in one form."""

import re
from dataclasses import dataclass

from enlace.enderecos.http import RespostaInvalida, ServicoExterno
from enlace.enderecos.leitura import campo, texto

_CODIGO = re.compile(r"[0-9]{7}", re.ASCII)
_UF = re.compile(r"[A-Za-z]{2}", re.ASCII)
_TAMANHO_DO_LOGRADOURO = 200
_TAMANHO_DO_NOME = 100


@dataclass(frozen=True)
class EnderecoDoCep:
    """Street and neighbourhood, empty when the CEP is a whole town's; the city by IBGE code, or by state and name without one."""

    ibge: str
    uf: str
    cidade: str
    logradouro: str
    bairro: str


@dataclass(frozen=True)
class Chaves:
    """How a service names the parts; `ibge` is empty where it does not tell the code."""

    uf: str
    cidade: str
    logradouro: str
    bairro: str
    ibge: str = ""


def ler_endereco(servico: ServicoExterno, corpo: object, chaves: Chaves) -> EnderecoDoCep:
    """The address in an answer. Raises RespostaInvalida when the answer tells no city."""
    ibge = texto(campo(corpo, chaves.ibge), 8) if chaves.ibge else ""
    endereco = EnderecoDoCep(
        ibge=ibge if _CODIGO.fullmatch(ibge) else "",
        uf=texto(campo(corpo, chaves.uf), 3).upper(),
        cidade=texto(campo(corpo, chaves.cidade), _TAMANHO_DO_NOME),
        logradouro=texto(campo(corpo, chaves.logradouro), _TAMANHO_DO_LOGRADOURO),
        bairro=texto(campo(corpo, chaves.bairro), _TAMANHO_DO_NOME),
    )
    if not endereco.ibge and not (_UF.fullmatch(endereco.uf) and endereco.cidade):
        raise RespostaInvalida(f"{servico.titulo}: a resposta não diz a cidade.")
    return endereco
