"""Brings the table of cities to the IBGE's list of municipalities: all of it, or nothing.

Steps: 1. take the list, from the network or from a file, outside any transaction; 2. check all of it; 3. write it with one
statement. A city is known by its IBGE code: it keeps its number here for ever, takes the name that the IBGE gives it and is
never removed, because addresses stand on it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.db import connection, transaction
from django.utils.formats import number_format

from enlace.core.errors import RuleRefused
from enlace.enderecos.http import RespostaInvalida
from enlace.enderecos.ibge import cliente as ibge
from enlace.enderecos.ibge.cliente import Municipio
from enlace.enderecos.leitura import ler_json
from enlace.enderecos.models import Estado

# Brazil has had more than 5,000 municipalities since 1997; fewer in an answer of the network are a list that was cut.
MINIMO_DA_REDE = 5_000
_SQL = (Path(__file__).parent / "consultas" / "gravar_cidades.sql").read_text()


class ListaDeCidadesRecusada(RuleRefused):
    """The list is broken or cut; nothing of it was written."""


@dataclass(frozen=True)
class Sincronizacao:
    """What a synchronisation did, in numbers of cities."""

    lidas: int
    novas: int
    alteradas: int


def sincronizar_pela_rede(avisar: Callable[[str], None]) -> Sincronizacao:
    """Synchronise with the IBGE's service; `avisar` gets a line of progress, in Portuguese, before each long step.

    Raises FalhaDoServico when the service cannot be used and ListaDeCidadesRecusada when its list is too short or wrong.
    """
    codigos = _codigos_dos_estados()
    avisar("Pedindo a lista de municípios ao IBGE…")
    municipios = ibge.baixar_municipios()
    if len(municipios) < MINIMO_DA_REDE:
        raise ListaDeCidadesRecusada(
            f"O IBGE enviou só {_numero(len(municipios))} municípios, e o Brasil tem mais de {_numero(MINIMO_DA_REDE)}: "
            "a lista está cortada e nada foi gravado."
        )
    _conferir_estados(municipios, codigos)
    return _gravar(municipios, avisar)


def sincronizar_do_arquivo(arquivo: Path, avisar: Callable[[str], None]) -> Sincronizacao:
    """Synchronise with a saved answer of the IBGE's service, which may hold only some municipalities.

    Raises ListaDeCidadesRecusada when the file cannot be read or holds anything else.
    """
    codigos = _codigos_dos_estados()
    avisar(f"Lendo {arquivo}…")
    try:
        municipios = ibge.ler_municipios(ler_json(arquivo.read_bytes()))
    except OSError as erro:
        raise ListaDeCidadesRecusada(f"Não foi possível ler {arquivo}: {erro.strerror}.") from erro
    except RespostaInvalida as erro:
        raise ListaDeCidadesRecusada(f"{arquivo} foi recusado e nada foi gravado. {erro}") from erro
    except ValueError as erro:
        raise ListaDeCidadesRecusada(f"{arquivo} não é um JSON inteiro; nada foi gravado.") from erro
    _conferir_estados(municipios, codigos)
    return _gravar(municipios, avisar)


def _gravar(municipios: list[Municipio], avisar: Callable[[str], None]) -> Sincronizacao:
    avisar(f"Gravando {_numero(len(municipios))} municípios…")
    with transaction.atomic(), connection.cursor() as cursor:
        # One synchronisation at a time; readers, and addresses that point at a city, are not held up.
        cursor.execute("lock table cidade in share row exclusive mode")
        cursor.execute(
            _SQL,
            {
                "ibge": [municipio.ibge for municipio in municipios],
                "nome": [municipio.nome for municipio in municipios],
                "uf": [municipio.uf for municipio in municipios],
            },
        )
        novas, alteradas = cursor.fetchone()
    avisar(f"Pronto: {_numero(novas)} cidades novas, {_numero(alteradas)} alteradas.")
    return Sincronizacao(lidas=len(municipios), novas=novas, alteradas=alteradas)


def _codigos_dos_estados() -> dict[str, str]:
    # Durable: refuses a caller that holds a transaction open, before the wait for the network.
    with transaction.atomic(durable=True):
        return dict(Estado.objects.values_list("uf", "ibge"))


def _conferir_estados(municipios: list[Municipio], codigos: dict[str, str]) -> None:
    """The first two digits of a municipality's code are its state's code; a list that says otherwise is not the IBGE's."""
    for municipio in municipios:
        if municipio.ibge[:2] != codigos.get(municipio.uf):
            raise ListaDeCidadesRecusada(
                f"O município {municipio.ibge} ({municipio.nome}) não pode ser do estado {municipio.uf}: nada foi gravado."
            )


def _numero(quantos: int) -> str:
    return number_format(quantos, use_l10n=True, force_grouping=True)
