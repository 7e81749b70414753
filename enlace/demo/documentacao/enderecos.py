"""The addresses of the documented services."""

from decimal import Decimal

from enlace.enderecos.models import Bairro, Endereco

# name in this file: (cidade, bairro, logradouro, endereço, número, complemento, CEP, latitude, longitude)
_Linha = tuple[str, str, str, str, str, str, str, str | None, str | None]
ENDERECOS: dict[str, _Linha] = {
    "silva cadastral": (
        "Divinópolis",
        "NOSSA SENHORA DAS GRACAS",
        "RUA",
        "DONA MARIA DAS DORES",
        "541",
        "IGREJA",
        "35501048",
        None,
        None,
    ),
    # The coordinates of 4.1; 4.3 shows here those of the next customer.
    "silva instalacao": (
        "Divinópolis",
        "IPIRANGA",
        "RUA",
        "MINAS GERAIS",
        "1793",
        "",
        "35502026",
        "-20.086592",
        "-45.290962",
    ),
    "silva fiscal": ("Divinópolis", "PORTO VELHO", "RUA", "GOIAS", "86", "APTO 101", "35500000", None, None),
    "silva cobranca": ("Divinópolis", "CENTRO", "RUA", "SEBASTIAO PARDINI", "58", "202", "35500000", None, None),
    "costa cadastral": (
        "Santo Antônio do Monte",
        "CENTRO",
        "RUA",
        "GERALDO RODRIGUES DA COSTA",
        "5",
        "",
        "35560000",
        None,
        None,
    ),
    "costa instalacao": (
        "Nova Serrana",
        "BARRETOS",
        "RUA",
        "JOÃO J FERNANDES",
        "900",
        "AREA RURAL",
        "35519000",
        "-19.8562717",
        "-45.0105913",
    ),
    "costa fiscal": ("Perdigão", "SANTO AGOSTINHO", "RUA", "RITA DOS SANTOS MESQUITA", "233", "", "35545000", None, None),
    "costa cobranca": ("Nova Serrana", "BARRETINHOS", "RUA", "DOIS", "221", "AREA RURAL", "35519000", None, None),
    # Ours: the examples show these customers without their address. The street is that of example 8.1.1.
    "samonte": ("Santo Antônio do Monte", "CENTRO", "PRACA", "GETULIO VARGAS", "77", "", "35560000", None, None),
    "nova serrana": ("Nova Serrana", "CENTRO", "RUA", "DIMAS GUIMARAES", "150", "", "35519000", None, None),
}


def carregar_enderecos() -> dict[str, Endereco]:
    """Write the addresses and give them by their names in this file."""
    bairros = {(bairro.cidade.nome, bairro.nome): bairro for bairro in Bairro.objects.select_related("cidade")}
    criados = Endereco.objects.bulk_create(_endereco(linha, bairros) for linha in ENDERECOS.values())
    return dict(zip(ENDERECOS, criados, strict=True))


def _endereco(linha: _Linha, bairros: dict[tuple[str, str], Bairro]) -> Endereco:
    cidade, bairro, logradouro, endereco, numero, complemento, cep, latitude, longitude = linha
    return Endereco(
        bairro=bairros[cidade, bairro],
        logradouro=logradouro,
        endereco=endereco,
        numero=numero,
        complemento=complemento,
        cep=cep,
        latitude=latitude and Decimal(latitude),
        longitude=longitude and Decimal(longitude),
    )
