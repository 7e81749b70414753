import pytest

from enlace.core.contatos import digitos, normalizar_ipv4, normalizar_mac, telefone_canonico, telefones_equivalentes

# Each line is one telephone as people, exchanges and programs write it; the first spelling is the canonical one.
GRAFIAS = [
    ["37988242968", "(37) 98824-2968", "5537988242968", "+55 37 98824-2968", "037988242968", "55037988242968", "005537988242968"],
    ["3732221111", "553732221111", "03732221111", "0055 37 3222-1111"],
    # Area code 55 is not the country's.
    ["55999112233", "5555999112233", "055999112233", "+55 (55) 99911-2233"],
    ["5532221111", "555532221111", "05532221111"],
    ["08001234567", "0800 123-4567", "8001234567", "558001234567", "+55 0800 123 4567"],
    ["03001234567", "553001234567"],
    # Without area code, or from within the house: nothing is known to be left out.
    ["32221111", "3222-1111"],
    ["0800123456"],
    ["112"],
    ["0112"],
    ["55112"],
    ["5532221"],
]


@pytest.mark.parametrize(("canonico", "grafia"), [(grafias[0], grafia) for grafias in GRAFIAS for grafia in grafias])
def test_telefone_tem_uma_so_forma_canonica(canonico: str, grafia: str) -> None:
    assert telefone_canonico(grafia) == canonico


@pytest.mark.parametrize("grafias", GRAFIAS)
def test_telefone_e_achado_em_cada_forma_por_cada_forma(grafias: list[str]) -> None:
    guardadas = {digitos(grafia) for grafia in grafias if not digitos(grafia).startswith(("550", "00"))}

    for grafia in grafias:
        equivalentes = telefones_equivalentes(grafia)

        assert equivalentes[0] == grafias[0]
        assert guardadas <= set(equivalentes)


def test_numeros_diferentes_nao_tem_forma_em_comum() -> None:
    formas = [forma for grafias in GRAFIAS for forma in telefones_equivalentes(grafias[0])]

    assert len(formas) == len(set(formas))


def test_telefone_sem_numeros_nao_e_nada() -> None:
    assert telefones_equivalentes("ramal") == []
    assert telefone_canonico("ramal") == ""


@pytest.mark.parametrize("texto", ["AA:BB:CC:DD:EE:0F", "aabb.ccdd.ee0f", "aa-bb-cc-dd-ee-0f", "AABBCCDDEE0F"])
def test_mac_em_qualquer_notacao(texto: str) -> None:
    assert normalizar_mac(texto) == "aa:bb:cc:dd:ee:0f"


@pytest.mark.parametrize("texto", ["", "aa:bb", "zz:bb:cc:dd:ee:ff", "aabbccddee0f0"])
def test_mac_que_nao_e_mac(texto: str) -> None:
    assert normalizar_mac(texto) is None


def test_ipv4() -> None:
    assert normalizar_ipv4(" 10.0.0.1 ") == "10.0.0.1"
    assert normalizar_ipv4("10.0.0.256") is None
