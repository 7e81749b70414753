import pytest

from enlace.core.contatos import normalizar_ipv4, normalizar_mac, telefones_equivalentes


@pytest.mark.parametrize("texto", ["(37) 98824-2968", "37988242968", "5537988242968", "+55 37 98824-2968"])
def test_telefone_e_o_mesmo_com_e_sem_codigo_do_pais(texto: str) -> None:
    assert telefones_equivalentes(texto) == ["37988242968", "5537988242968"]


@pytest.mark.parametrize("texto", ["037988242968", "0 37 98824-2968"])
def test_zero_do_tronco_nao_faz_parte_do_numero(texto: str) -> None:
    assert telefones_equivalentes(texto)[:2] == ["37988242968", "5537988242968"]


def test_0800_guarda_o_zero() -> None:
    assert "08001234567" in telefones_equivalentes("0800 123-4567")


def test_ddd_55_nao_e_codigo_do_pais() -> None:
    assert telefones_equivalentes("55999112233") == ["55999112233", "5555999112233"]


def test_telefone_sem_numeros_nao_e_nada() -> None:
    assert telefones_equivalentes("ramal") == []


@pytest.mark.parametrize("texto", ["AA:BB:CC:DD:EE:0F", "aabb.ccdd.ee0f", "aa-bb-cc-dd-ee-0f", "AABBCCDDEE0F"])
def test_mac_em_qualquer_notacao(texto: str) -> None:
    assert normalizar_mac(texto) == "aa:bb:cc:dd:ee:0f"


@pytest.mark.parametrize("texto", ["", "aa:bb", "zz:bb:cc:dd:ee:ff", "aabbccddee0f0"])
def test_mac_que_nao_e_mac(texto: str) -> None:
    assert normalizar_mac(texto) is None


def test_ipv4() -> None:
    assert normalizar_ipv4(" 10.0.0.1 ") == "10.0.0.1"
    assert normalizar_ipv4("10.0.0.256") is None
