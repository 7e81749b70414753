from dataclasses import replace
from decimal import Decimal

import pytest

from enlace.core.errors import DadosInvalidos
from enlace.core.tests.concorrencia import ao_mesmo_tempo
from enlace.enderecos.cadastro import (
    CoordenadasIncompletas,
    EnderecoCadastrado,
    NovoEndereco,
    cadastrar_endereco,
    separar_logradouro,
)
from enlace.enderecos.models import Bairro, Cidade, Endereco


def divinopolis() -> Cidade:
    return Cidade.objects.get_or_create(ibge="3122306", defaults={"nome": "Divinópolis", "estado_id": "MG"})[0]


def novo(**mudancas: object) -> NovoEndereco:
    endereco = NovoEndereco(
        id_cidade=divinopolis().pk, cep="35500001", bairro="Centro", endereco="Praça Getúlio  Vargas", numero="77"
    )
    return replace(endereco, **mudancas)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("escrito", "separado"),
    [
        ("Praça Getúlio Vargas", ("PRAÇA", "GETÚLIO VARGAS")),
        ("praca getulio vargas", ("PRAÇA", "GETULIO VARGAS")),
        ("Av. Sete de Setembro", ("AVENIDA", "SETE DE SETEMBRO")),
        ("R. Goiás", ("RUA", "GOIÁS")),
        ("Goiás", ("", "GOIÁS")),
        ("Ruas Novas", ("", "RUAS NOVAS")),
        # A street that is called like a kind of street.
        ("Largo", ("", "LARGO")),
    ],
)
def test_tipo_de_logradouro_se_separa_da_rua(escrito: str, separado: tuple[str, str]) -> None:
    assert separar_logradouro(escrito) == separado


@pytest.mark.django_db
def test_endereco_e_guardado_em_maiusculas_no_bairro_da_cidade() -> None:
    criado = cadastrar_endereco(novo(complemento="apto 101", referencia="perto da igreja")).endereco

    guardado = Endereco.objects.get(pk=criado.pk)
    assert (guardado.logradouro, guardado.endereco, guardado.numero) == ("PRAÇA", "GETÚLIO VARGAS", "77")
    assert (guardado.complemento, guardado.referencia, guardado.cep) == ("APTO 101", "PERTO DA IGREJA", "35500001")
    assert (guardado.bairro.nome, guardado.bairro.cidade) == ("CENTRO", divinopolis())


@pytest.mark.django_db
@pytest.mark.parametrize("escrito", ["São João", "SAO JOAO", "  sao   joão "])
def test_bairro_que_a_cidade_tem_e_achado_sem_olhar_caixa_nem_acento(escrito: str) -> None:
    bairro = Bairro.objects.create(cidade=divinopolis(), nome="SÃO JOÃO")

    criado = cadastrar_endereco(novo(bairro=escrito))

    assert (criado.endereco.bairro, criado.bairro_novo) == (bairro, None)


@pytest.mark.django_db
def test_bairro_que_a_cidade_ainda_nao_tem_e_dito_novo_so_da_primeira_vez() -> None:
    primeiro, segundo = (cadastrar_endereco(novo(bairro="São João")) for _ in range(2))

    assert primeiro.bairro_novo == primeiro.endereco.bairro == segundo.endereco.bairro
    assert segundo.bairro_novo is None


@pytest.mark.django_db
def test_entre_dois_bairros_parecidos_fica_o_igual() -> None:
    Bairro.objects.create(cidade=divinopolis(), nome="SAO JOAO")
    igual = Bairro.objects.create(cidade=divinopolis(), nome="SÃO JOÃO")

    assert cadastrar_endereco(novo(bairro="São João")).endereco.bairro == igual


@pytest.mark.django_db
def test_bairro_de_outra_cidade_nao_serve() -> None:
    outra = Cidade.objects.create(nome="Formiga", estado_id="MG", ibge="3126109")
    Bairro.objects.create(cidade=outra, nome="CENTRO")

    assert cadastrar_endereco(novo()).endereco.bairro.cidade == divinopolis()


@pytest.mark.usefixtures("banco_confirmado")
def test_dois_que_trazem_o_mesmo_bairro_novo_de_uma_vez_criam_um_so() -> None:
    com_acento, sem_acento = novo(bairro="São João"), novo(bairro="Sao Joao")

    segundo = ao_mesmo_tempo(lambda: cadastrar_endereco(com_acento), lambda: cadastrar_endereco(sem_acento))

    criado = segundo.result()
    assert isinstance(criado, EnderecoCadastrado)
    assert criado.bairro_novo is None
    assert [bairro.nome for bairro in Bairro.objects.all()] == ["SÃO JOÃO"]
    assert Endereco.objects.count() == 2


@pytest.mark.django_db
def test_coordenadas_sao_guardadas_ate_o_centimetro() -> None:
    criado = cadastrar_endereco(novo(latitude=Decimal("-20.09162294444444"), longitude=Decimal("-45.2929515"))).endereco

    guardado = Endereco.objects.get(pk=criado.pk)
    assert (guardado.latitude, guardado.longitude) == (Decimal("-20.0916229"), Decimal("-45.2929515"))


@pytest.mark.django_db
@pytest.mark.parametrize("metade", [{"latitude": Decimal(-20)}, {"longitude": Decimal(0)}])
def test_metade_das_coordenadas_e_recusada(metade: dict[str, object]) -> None:
    with pytest.raises(CoordenadasIncompletas):
        cadastrar_endereco(novo(**metade))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "mudanca",
    [
        {"cep": "3550000"},
        {"endereco": " "},
        {"bairro": " "},
        {"bairro": "x" * 101},
        {"numero": "9" * 21},
        {"latitude": Decimal(91), "longitude": Decimal(0)},
    ],
)
def test_o_que_nao_cabe_e_recusado_e_nada_fica(mudanca: dict[str, object]) -> None:
    with pytest.raises(DadosInvalidos):
        cadastrar_endereco(novo(**mudanca))

    assert not Endereco.objects.exists()
    assert not Bairro.objects.exists()
