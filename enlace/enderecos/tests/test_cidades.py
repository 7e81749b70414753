import pytest

from enlace.enderecos.cidades import CidadeDesconhecida, CidadeDeVariosEstados, cidade_escrita, cidades_com_enderecos
from enlace.enderecos.models import Cidade
from enlace.enderecos.tests.fabrica import um_endereco

pytestmark = pytest.mark.django_db


def santa_rita(uf: str, ibge: str) -> Cidade:
    return Cidade.objects.create(nome="Santa Rita", estado_id=uf, ibge=ibge)


@pytest.mark.parametrize(
    "texto", ["Divinópolis/MG", "divinopolis", " DIVINOPOLIS - mg ", "Divinópolis, MG", "Divinópolis (MG)", "Divinópolis/ MG"]
)
def test_cidade_se_escreve_de_muitos_jeitos(texto: str) -> None:
    cidade = um_endereco().bairro.cidade

    assert cidade_escrita(texto) == cidade


def test_nome_com_hifen_nao_e_tomado_por_estado() -> None:
    cidade = Cidade.objects.create(nome="Ji-Paraná", estado_id="RO", ibge="1100122")

    assert [cidade_escrita(texto) for texto in ("ji-parana", "Ji-Paraná/RO")] == [cidade, cidade]


def test_nome_de_varias_cidades_pede_o_estado() -> None:
    paraibana = santa_rita("PB", "2513703")
    santa_rita("MA", "2110203")

    with pytest.raises(CidadeDeVariosEstados, match="em MA, PB"):
        cidade_escrita("santa rita")

    assert cidade_escrita("santa rita/pb") == paraibana


@pytest.mark.parametrize("texto", ["", " ", "/MG", "Divinópolis/SP", "Lugar Nenhum", "%"])
def test_cidade_que_nao_existe_e_recusada_com_um_exemplo(texto: str) -> None:
    um_endereco()

    with pytest.raises(CidadeDesconhecida, match="Divinópolis/MG"):
        cidade_escrita(texto)


def test_sugeridas_sao_as_que_o_provedor_conhece() -> None:
    santa_rita("PB", "2513703")
    endereco = um_endereco()

    assert list(cidades_com_enderecos(10)) == [endereco.bairro.cidade]
