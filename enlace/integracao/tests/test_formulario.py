import pytest

from enlace.integracao.formulario import FormularioInvalido, montar


@pytest.mark.parametrize(
    ("pares", "campos"),
    [
        ([("a", "1"), ("b", "")], {"a": "1", "b": ""}),
        ([("servico[id]", "1"), ("servico[valor]", "99,90")], {"servico": {"id": "1", "valor": "99,90"}}),
        ([("p[a][b][c]", "1"), ("p[a][d]", "2")], {"p": {"a": {"b": {"c": "1"}, "d": "2"}}}),
        ([("ids[]", "7"), ("ids[]", "8")], {"ids": ["7", "8"]}),
        ([("ids[0]", "7"), ("ids[1]", "8")], {"ids": ["7", "8"]}),
        ([("ids[1]", "7"), ("ids[0]", "8")], {"ids": {"1": "7", "0": "8"}}),
        ([("p[lista][]", "1"), ("p[lista][]", "2")], {"p": {"lista": ["1", "2"]}}),
        ([("com espaço[é]", "1")], {"com espaço": {"é": "1"}}),
        # Not what PHP or jQuery write: names like any other.
        ([("a[b", "1"), ("[c]", "2"), ("d]e", "3")], {"a[b": "1", "[c]": "2", "d]e": "3"}),
        ([], {}),
    ],
)
def test_nomes_aninhados_viram_objetos_e_listas(pares: list[tuple[str, str]], campos: dict[str, object]) -> None:
    assert montar(pares) == campos


@pytest.mark.parametrize(
    "pares",
    [
        [("a", "1"), ("a", "2")],
        [("a", "1"), ("a[b]", "2")],
        [("a[b]", "2"), ("a", "1")],
        [("a[b]", "1"), ("a[b]", "2")],
        [("a[b]", "1"), ("a[b][c]", "2")],
        [("a" + "[b]" * 100, "1")],
    ],
)
def test_nome_usado_de_dois_jeitos_ou_fundo_demais_e_recusado(pares: list[tuple[str, str]]) -> None:
    with pytest.raises(FormularioInvalido):
        montar(pares)
