import pytest

from enlace.core.documentos import com_mascara_de_cpf_cnpj, cpf_cnpj_valido, digitos_cnpj, normalizar_cep, normalizar_cpf_cnpj


@pytest.mark.parametrize(("raiz", "digitos"), [("12ABC34501DE", "35"), ("000000000001", "91")])
def test_digitos_do_cnpj_seguem_os_vetores_publicados(raiz: str, digitos: str) -> None:
    assert digitos_cnpj(raiz) == digitos


@pytest.mark.parametrize("documento", ["86214941081", "26788493090", "41483316000169", "12ABC34501DE35"])
def test_documento_certo_e_aceito(documento: str) -> None:
    assert cpf_cnpj_valido(documento)


@pytest.mark.parametrize(
    "documento", ["10682083681", "11111111111", "12ABC34501DE36", "00000000000000", "1068208368", "", "٣" * 11]
)
def test_documento_errado_e_recusado(documento: str) -> None:
    assert not cpf_cnpj_valido(documento)


def test_mascara_sai_e_letras_ficam_maiusculas() -> None:
    assert normalizar_cpf_cnpj("12.abc.345/01de-35") == "12ABC34501DE35"
    assert normalizar_cpf_cnpj("106.820.836-81") == "10682083681"


@pytest.mark.parametrize(
    ("documento", "impresso"),
    [
        ("41107296617", "411.072.966-17"),
        ("22385367000103", "22.385.367/0001-03"),
        ("12ABC34501DE35", "12.ABC.345/01DE-35"),
        ("411.072.966-17", "411.072.966-17"),
        ("", ""),
    ],
)
def test_documento_e_lido_com_a_sua_mascara(documento: str, impresso: str) -> None:
    assert com_mascara_de_cpf_cnpj(documento) == impresso


def test_cep_guarda_o_zero_da_esquerda() -> None:
    assert normalizar_cep("01310-100") == "01310100"
    assert normalizar_cep("1310100") is None


@pytest.mark.parametrize("texto", ["35560000", "35560-000", "35.560-000", " 35560 000 "])
def test_cep_aceita_sua_mascara(texto: str) -> None:
    assert normalizar_cep(texto) == "35560000"


@pytest.mark.parametrize("texto", ["35560000x", "abc35560000", "-35560000", "3-5560000", "355600000", "٣" * 8, ""])
def test_cep_com_o_que_nao_e_dele_e_recusado(texto: str) -> None:
    assert normalizar_cep(texto) is None
