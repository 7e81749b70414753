import pytest

from enlace.enderecos.leitura import campo, texto


def test_texto_fica_em_uma_linha_sem_caracteres_invisiveis() -> None:
    assert texto("  Rua\x00 A\n\tB\u202e \ud800 ", 50) == "Rua A B"


def test_texto_compoe_os_acentos() -> None:
    assert texto("Sa\u0303o Paulo", 50) == "São Paulo"


def test_texto_e_cortado_no_tamanho() -> None:
    assert texto("Avenida Brasil", 8) == "Avenida"


@pytest.mark.parametrize("valor", [None, 1, True, ["a"], {"a": 1}])
def test_o_que_nao_e_texto_e_vazio(valor: object) -> None:
    assert texto(valor, 50) == ""


def test_campo_desce_pelas_chaves_e_para_onde_nao_ha_mais() -> None:
    assert campo({"a": {"b": 1}}, "a", "b") == 1
    assert campo({"a": None}, "a", "b") is None
    assert campo([{"a": 1}], "a") is None
