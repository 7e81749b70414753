"""Asks Google for coordinates (developers.google.com/maps/documentation/geocoding/requests-geocoding).

The service takes its key in the address of the request. Nothing here writes that address, nor Google's own `error_message`,
anywhere: not in exceptions, not in the log.
"""

from dataclasses import dataclass
from decimal import Decimal

from enlace.enderecos.http import FalhaDoServico, RespostaInvalida, ServicoExterno, obter_json
from enlace.enderecos.leitura import campo

SERVICO = ServicoExterno(
    nome="googlemaps",
    titulo="Google Maps",
    url="https://maps.googleapis.com",
    conectar=5.0,
    ler=10.0,
    total=20.0,
    tamanho=512 * 1024,
)
# Google says what is wrong in the body, and its HTTP status with it is not always 200.
_ACEITOS = frozenset({200, 400, 403, 429, 500, 503})
_SETE_CASAS = Decimal("0.0000001")
_LATITUDE_MAXIMA = 90
_LONGITUDE_MAXIMA = 180


class CotaEsgotada(FalhaDoServico):
    """OVER_QUERY_LIMIT or OVER_DAILY_LIMIT: nothing more will be answered for now."""


class ChaveRecusada(FalhaDoServico):
    """REQUEST_DENIED: the key is wrong, or not allowed to geocode from here."""


class PedidoInvalido(FalhaDoServico):
    """INVALID_REQUEST: Google cannot read this address. Another one may do."""


class ErroPassageiro(FalhaDoServico):
    """UNKNOWN_ERROR: this request failed at Google; it may succeed later."""


@dataclass(frozen=True)
class Coordenadas:
    """Degrees, with seven decimal places."""

    latitude: Decimal
    longitude: Decimal


def geocodificar(endereco: str, chave: str) -> Coordenadas | None:
    """Where an address in Brazil is; None when Google does not know it, or knows no more than its city.

    Raises CotaEsgotada, ChaveRecusada, PedidoInvalido, ErroPassageiro, ServicoForaDoAr or RespostaInvalida.
    """
    parametros = {"address": endereco, "components": "country:BR", "language": "pt-BR", "key": chave}
    corpo = obter_json(SERVICO, "/maps/api/geocode/json", parametros, aceitos=_ACEITOS)
    situacao = campo(corpo, "status")
    if situacao == "OK":
        return _coordenadas(campo(corpo, "results"))
    if situacao == "ZERO_RESULTS":
        return None
    raise _recusa(situacao)


def _coordenadas(resultados: object) -> Coordenadas | None:
    if not isinstance(resultados, list) or not resultados:
        raise RespostaInvalida(f"{SERVICO.titulo}: a resposta não traz resultados.")
    # With `components` Google answers an unknown address with the middle of its city, or of Brazil: worse than nothing
    # for the technician who drives there.
    if campo(resultados[0], "geometry", "location_type") == "APPROXIMATE":
        return None
    return Coordenadas(
        latitude=_graus(campo(resultados[0], "geometry", "location", "lat"), _LATITUDE_MAXIMA),
        longitude=_graus(campo(resultados[0], "geometry", "location", "lng"), _LONGITUDE_MAXIMA),
    )


def _graus(valor: object, maximo: int) -> Decimal:
    # A bool is an int in Python; the comparison also refuses infinity, which JSON can spell as 1e999.
    if isinstance(valor, bool) or not isinstance(valor, int | float) or not -maximo <= valor <= maximo:
        raise RespostaInvalida(f"{SERVICO.titulo}: a resposta não traz coordenadas.")
    return Decimal(str(valor)).quantize(_SETE_CASAS)


def _recusa(situacao: object) -> FalhaDoServico:
    match situacao:
        case "OVER_QUERY_LIMIT" | "OVER_DAILY_LIMIT":
            return CotaEsgotada(f"{SERVICO.titulo}: a cota de consultas acabou.")
        case "REQUEST_DENIED":
            return ChaveRecusada(f"{SERVICO.titulo}: a chave foi recusada.")
        case "INVALID_REQUEST":
            return PedidoInvalido(f"{SERVICO.titulo}: o endereço não foi entendido.")
        case "UNKNOWN_ERROR":
            return ErroPassageiro(f"{SERVICO.titulo}: erro passageiro do serviço.")
        case _:
            # Not even the word: what came instead of a status may quote the request.
            return RespostaInvalida(f"{SERVICO.titulo}: a resposta traz uma situação desconhecida.")
