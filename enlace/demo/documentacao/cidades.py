"""Cities and neighbourhoods (documentation 5.1, and those of the addresses in 4.1 and 4.3)."""

from enlace.enderecos.models import Bairro, Cidade

# (id_cidade, nome, código IBGE, bairros). The first three are the whole of example 5.1: nobody may live elsewhere in them.
# The ids of the others are ours: the examples name them only inside addresses.
CIDADES: tuple[tuple[int, str, str, tuple[str, ...]], ...] = (
    (
        1393,
        "Araújos",
        "3103900",
        (
            "ANTONIA DE LURDES",
            "BEIRA RIO",
            "BELA VISTA",
            "CENTRO",
            "CHIQUINHO PERCILIA",
            "CIDADE NOVA",
            "CIDADE NOVO",
            "DOM CABRAL",
            "ESTEVES",
            "ESTIVA",
            "FREDERICO OZANAN",
            "GERALDO FIRMINO",
            "JOAO ALONSO",
            "JUCA FIRMINO",
            "OLAVO DA AZ",
            "OLAVO DA PAZ",
            "RESIDENCIAL OLAVO ALVES DA PAZ",
            "SANTO AGOSTINHO",
            "SANTO ANTÔNIO",
            "SOLAR",
        ),
    ),
    (1406, "Bambuí", "3105103", ("CENTRO", "JARDIM AMERICA")),
    (1416, "Belo Horizonte", "3106200", ("LOURDES", "OURO PRETO", "PALMEIRAS")),
    (
        1601,
        "Divinópolis",
        "3122306",
        ("BOM PASTOR", "CENTRO", "ESPLANADA", "IPIRANGA", "NOSSA SENHORA DAS GRACAS", "PORTO VELHO", "SIDIL"),
    ),
    (1602, "Nova Serrana", "3145208", ("BARRETINHOS", "BARRETOS", "CENTRO", "PARK DONA GUMERCINDA")),
    (1603, "Perdigão", "3149705", ("CENTRO", "SANTO AGOSTINHO")),
    (1604, "Piumhi", "3151503", ("BELA VISTA", "CENTRO", "NOVA ESPERANCA")),
    (1605, "Santo Antônio do Monte", "3160405", ("BELA VISTA", "CENTRO", "DOM BOSCO")),
)
# The cities of which the documentation lists every neighbourhood.
COM_LISTA_COMPLETA = (1393, 1406, 1416)


def carregar_cidades() -> None:
    """Write the cities and their neighbourhoods."""
    Cidade.objects.bulk_create(
        Cidade(id_cidade=codigo, nome=nome, ibge=ibge, estado_id="MG") for codigo, nome, ibge, _bairros in CIDADES
    )
    Bairro.objects.bulk_create(
        Bairro(cidade_id=codigo, nome=bairro) for codigo, _nome, _ibge, bairros in CIDADES for bairro in bairros
    )
