"""The readers of fields, each with what it takes and what it refuses."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest

from enlace.integracao.campos import Campos
from enlace.integracao.erros import EntradaRecusada

Leitor = Callable[[Campos], object]


def lido(leitor: Leitor, valor: object) -> object:
    campos = Campos({"x": valor})
    dado = leitor(campos)
    campos.conferir()
    return dado


@pytest.mark.parametrize(
    ("leitor", "valor", "esperado"),
    [
        (lambda c: c.texto("x"), "  a b ", "a b"),
        (lambda c: c.texto("x"), 12, "12"),
        (lambda c: c.texto("x"), 1.5, "1.5"),
        (lambda c: c.texto("x"), None, None),
        (lambda c: c.texto("x"), " ", None),
        (lambda c: c.inteiro("x"), "0011", 11),
        (lambda c: c.inteiro("x"), 11.0, 11),
        (lambda c: c.inteiro("x"), "11.0", 11),
        (lambda c: c.inteiro("x"), str(2**63 - 1), 2**63 - 1),
        (lambda c: c.inteiros("x"), ["1", 2, "1"], [1, 2]),
        (lambda c: c.inteiros("x"), "7", [7]),
        (lambda c: c.inteiros("x"), [], []),
        (lambda c: c.booleano("x", padrao=True), None, True),
        (lambda c: c.inteiro("x"), "0" * 30 + "17", 17),
        (lambda c: c.booleano("x", padrao=True), "Não", False),
        (lambda c: c.booleano("x", padrao=False), 1.0, True),
        (lambda c: c.dinheiro("x"), "1.234,56", Decimal("1234.56")),
        (lambda c: c.dinheiro("x"), "99.9", Decimal("99.90")),
        (lambda c: c.dinheiro("x"), 0, Decimal(0)),
        (lambda c: c.dinheiro("x"), 119.9, Decimal("119.90")),
        (lambda c: c.decimal("x", minimo=-90, maximo=90), "-20,0916229", Decimal("-20.0916229")),
        (lambda c: c.telefone("x"), "(37) 99911-2233", "37999112233"),
        (lambda c: c.telefone("x"), "+55 37 3281-8000", "3732818000"),
        (lambda c: c.telefone("x"), 37999112233, "37999112233"),
        (lambda c: c.telefone("x"), "037 99911-2233", "37999112233"),
        (lambda c: c.telefone("x"), 3799991222.0, "3799991222"),
        # Area code 55 is in Rio Grande do Sul.
        (lambda c: c.telefone("x"), "5532218000", "5532218000"),
        (lambda c: c.email("x"), " a@b.com ", "a@b.com"),
        (lambda c: c.data("x"), "1990-03-04", dt.date(1990, 3, 4)),
        (lambda c: c.data("x"), "1990-03-04 10:00:00", dt.date(1990, 3, 4)),
        (lambda c: c.objeto("x"), {"a": 1}, {"a": 1}),
        (lambda c: c.objeto("x"), '{"a": 1}', {"a": 1}),
        (lambda c: c.objeto("x"), [], {}),
        (lambda c: c.opcao("x", ("pf", "pj")), "PJ", "pj"),
        (lambda c: c.exigir_codigo("x", tamanho=8), 1310100, "01310100"),
        (lambda c: c.exigir_codigo("x", tamanho=8), "1310100", "1310100"),
        (lambda c: c.exigir_codigo("x", tamanho=11), 5333614622.0, "05333614622"),
        (lambda c: c.exigir_codigo("x", tamanho=11), 5333614622, "05333614622"),
    ],
)
def test_campo_que_serve_e_lido(leitor: Leitor, valor: object, esperado: object) -> None:
    assert lido(leitor, valor) == esperado


@pytest.mark.parametrize(
    ("leitor", "valores", "frase"),
    [
        (lambda c: c.texto("x", maximo=3), ["abcd"], "não pode ter mais de 3 caracteres."),
        (lambda c: c.texto("x"), [True, [], {}, ["a"]], "deve ser um texto."),
        (lambda c: c.exigir_texto("x"), [None, "", "  "], "é obrigatório."),
        (lambda c: c.inteiro("x"), ["-1", "1e3", 1.5, True, [1], "\u0661", "9" * 19], "deve ser um número inteiro."),
        (lambda c: c.inteiros("x"), [["a"], "a", [1, None], {"a": 1}], "deve ser uma lista de números inteiros."),
        (lambda c: c.booleano("x", padrao=False), ["talvez", 2, 1.5, [True]], "deve ser verdadeiro ou falso."),
        (
            lambda c: c.dinheiro("x"),
            [-1, "-0,01", "1,234", "1.500", "1,2.3", "1.50,00", 100.001, "mil", "NaN", "1e99", "1" * 300, True, [1], "\u0661"],
            "deve ser um valor em reais, maior ou igual a zero, com até duas casas decimais.",
        ),
        (lambda c: c.decimal("x", minimo=-90, maximo=90), [91, "abc", "inf"], "deve ser um número de -90 a 90."),
        (
            lambda c: c.telefone("x"),
            ["999112233", "37 9991-1223 ramal 4", "0800123456", "37999112233445", "+1 202 555 0101", "08001234567"],
            "deve ser um telefone com DDD, só com números (DDNNNNNNNNN).",
        ),
        (lambda c: c.email("x"), ["a", "a@", "a b@c.com"], "deve ser um endereço de e-mail válido (usuario@dominio.com)."),
        (lambda c: c.data("x"), ["2024-02-30", "04/03/1990"], "não é uma data válida (AAAA-MM-DD)."),
        (lambda c: c.objeto("x"), [[1], "x", "[1]", 3, '{"a":1,"a":2}', '{"a": "\\u0000"}'], "deve ser um objeto JSON."),
        (lambda c: c.opcao("x", ("pf", "pj")), ["pk"], "deve ser um destes: pf, pj."),
    ],
)
def test_campo_que_nao_serve_e_recusado(leitor: Leitor, valores: list[object], frase: str) -> None:
    for valor in valores:
        with pytest.raises(EntradaRecusada) as recusa:
            lido(leitor, valor)
        assert recusa.value.errors == [f"O campo x {frase}"], valor


def test_parte_diz_onde_esta_e_erra_junto() -> None:
    campos = Campos({"servico": {"valor": -1}, "nome": ""})
    campos.exigir_texto("nome")
    campos.parte("servico").dinheiro("valor")
    campos.parte("outra_parte", obrigatorio=True)

    with pytest.raises(EntradaRecusada) as recusa:
        campos.conferir()

    assert recusa.value.errors == [
        "O campo nome é obrigatório.",
        "O campo servico.valor deve ser um valor em reais, maior ou igual a zero, com até duas casas decimais.",
        "O campo outra parte é obrigatório.",
    ]
