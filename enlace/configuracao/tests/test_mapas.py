import pytest
from django.core.exceptions import ValidationError

from enlace.configuracao.mapas import conferir_ladrilhos, origem_dos_ladrilhos


@pytest.mark.parametrize(
    ("endereco", "origem"),
    [
        ("https://mapas.exemplo.test/{z}/{x}/{y}.png", "https://mapas.exemplo.test"),
        ("http://10.0.0.5:8080/estilo/{z}/{x}/{y}@2x.png?chave=a-b_c", "http://10.0.0.5:8080"),
        ("https://mapas.exemplo.test/?z={z}&x={x}&y={y}", "https://mapas.exemplo.test"),
    ],
)
def test_endereco_de_ladrilhos_tem_um_servidor_que_a_politica_nomeia(endereco: str, origem: str) -> None:
    conferir_ladrilhos(endereco)

    assert origem_dos_ladrilhos(endereco) == origem


@pytest.mark.parametrize(
    "endereco",
    [
        "https://mapas.exemplo.test/",
        "https://mapas.exemplo.test/{z}/{x}.png",
        "https://mapas.exemplo.test/{z}/{x}/{y}/{y}.png",
        "https://{s}.mapas.exemplo.test/{z}/{x}/{y}.png",
        "https://eu:senha@mapas.exemplo.test/{z}/{x}/{y}.png",
        "https://mapas.exemplo.test;script-src */{z}/{x}/{y}.png",
        "https://mapas.exemplo.test https://mal.exemplo/{z}/{x}/{y}.png",
        "https://mapas.exemplo.test/{z}/{x}/{y}.png\n",
        'https://mapas.exemplo.test/{z}/{x}/{y}.png"><script>',
        "javascript:alert(1)//{z}/{x}/{y}",
        "/{z}/{x}/{y}.png",
        "//mapas.exemplo.test/{z}/{x}/{y}.png",
    ],
)
def test_o_que_nao_e_endereco_de_um_servidor_de_ladrilhos_e_recusado(endereco: str) -> None:
    with pytest.raises(ValidationError):
        conferir_ladrilhos(endereco)


@pytest.mark.parametrize("endereco", ["", "https://mapas.exemplo.test;x/{z}", "https://a b/{z}", "javascript:alert(1)"])
def test_de_um_endereco_errado_a_politica_nao_ganha_nada(endereco: str) -> None:
    assert origem_dos_ladrilhos(endereco) == ""
