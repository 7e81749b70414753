"""Asks the IBGE for all municipalities and reads its format, from the network or from a saved file."""

import re
from dataclasses import dataclass

from enlace.enderecos.http import RespostaInvalida, ServicoExterno, obter_json
from enlace.enderecos.leitura import campo, texto

# About five megabytes in one answer, from a service that takes its time to begin.
SERVICO = ServicoExterno(
    nome="ibge",
    titulo="IBGE",
    url="https://servicodados.ibge.gov.br",
    conectar=5.0,
    ler=60.0,
    total=300.0,
    tamanho=64 * 1024 * 1024,
)
_CODIGO = re.compile(r"[0-9]{7}", re.ASCII)
_TAMANHO_DO_NOME = 100
# A new municipality belongs to no microregion (the IBGE made its last ones in 2017); its state is found by the other division.
_CAMINHOS_DA_UF = (
    ("microrregiao", "mesorregiao", "UF", "sigla"),
    ("regiao-imediata", "regiao-intermediaria", "UF", "sigla"),
)


@dataclass(frozen=True)
class Municipio:
    """A municipality as the IBGE lists it: seven-digit code, name and the two letters of its state."""

    ibge: str
    nome: str
    uf: str


def baixar_municipios() -> list[Municipio]:
    """All municipalities, from the service. Raises FalhaDoServico."""
    return ler_municipios(obter_json(SERVICO, "/api/v1/localidades/municipios"))


def ler_municipios(corpo: object) -> list[Municipio]:
    """The municipalities of an answer of the service, wherever it was kept.

    Raises RespostaInvalida when anything in it is not as it should be: half a list is no list.
    """
    if not isinstance(corpo, list) or not corpo:
        raise RespostaInvalida("IBGE: a resposta não é uma lista de municípios.")
    municipios = [_ler_municipio(posicao, item) for posicao, item in enumerate(corpo, start=1)]
    if len({municipio.ibge for municipio in municipios}) != len(municipios):
        raise RespostaInvalida("IBGE: há um município repetido na lista.")
    return municipios


def _ler_municipio(posicao: int, item: object) -> Municipio:
    codigo = str(campo(item, "id"))
    nome = texto(campo(item, "nome"), _TAMANHO_DO_NOME + 1)
    uf = next((sigla for caminho in _CAMINHOS_DA_UF if (sigla := texto(campo(item, *caminho), 3))), "")
    if not _CODIGO.fullmatch(codigo) or not nome or len(nome) > _TAMANHO_DO_NOME or not uf:
        raise RespostaInvalida(f"IBGE: o município na posição {posicao} da lista está incompleto.")
    return Municipio(ibge=codigo, nome=nome, uf=uf)
