import random
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from enlace.financeiro.boleto import codigo, recusas
from enlace.financeiro.boleto.codigo import CodigoDeBarras
from enlace.financeiro.boleto.montagem import codigo_de_barras, nosso_numero_impresso, titulo_do_codigo
from enlace.financeiro.boleto.tests.vetores import VETORES
from enlace.financeiro.boleto.titulo import Identificacao, Titulo

HOJE = date(2026, 11, 20)

# What the free field of each bank carries: size of each number, and the carteiras.
CAMPOS: dict[str, tuple[dict[str, int], tuple[str, ...]]] = {
    "001": ({"beneficiario": 7, "nosso_numero": 10}, ("11", "12", "15", "16", "17", "18", "31")),
    "033": ({"beneficiario": 7, "nosso_numero": 12}, ("101", "102", "201")),
    "104": ({"beneficiario": 7, "nosso_numero": 15}, ("14", "24")),
    "237": ({"agencia": 4, "conta": 7, "nosso_numero": 11}, ("03", "06", "09", "19")),
    "341": ({"agencia": 4, "conta": 5, "nosso_numero": 8}, ("109", "138", "175")),
    "748": ({"agencia": 4, "posto": 2, "beneficiario": 5, "nosso_numero": 8}, ("1", "3")),
    "756": ({"agencia": 4, "beneficiario": 7, "nosso_numero": 7}, ("1",)),
}


def _sorteado(banco: str, sorte: random.Random) -> Titulo:
    tamanhos, carteiras = CAMPOS[banco]
    numeros = {campo: "".join(sorte.choices("0123456789", k=tamanho)) for campo, tamanho in tamanhos.items()}
    if banco == "104":  # a código do beneficiário without a digit of its own; the old ones are in the vectors
        numeros["beneficiario"] = str(sorte.randint(1_100_000, 9_999_999))
    return Titulo(
        identificacao=Identificacao(banco=banco, carteira=sorte.choice(carteiras), **numeros),
        valor=Decimal(sorte.choice([0, sorte.randint(1, 99_999), sorte.randint(1, 9_999_999_999)])).scaleb(-2),
        vencimento=sorte.choice([None, HOJE + timedelta(days=sorte.randint(-3000, 5500))]),
    )


def _identificacao(banco: str, **trocas: str) -> Identificacao:
    """The first published one of the bank, changed."""
    return replace(next(v.identificacao for v in VETORES if v.identificacao.banco == banco), **trocas)


def _titulo(identificacao: Identificacao) -> Titulo:
    return Titulo(identificacao=identificacao, valor=Decimal("10.00"), vencimento=date(2026, 12, 10))


@pytest.mark.parametrize("banco", CAMPOS)
def test_titulo_volta_do_seu_codigo_e_da_sua_linha(banco: str) -> None:
    sorte = random.Random(banco)  # noqa: S311 - a repeatable draw, nothing secret

    for _ in range(300):
        titulo = _sorteado(banco, sorte)
        montado = codigo_de_barras(titulo)

        assert titulo_do_codigo(montado, hoje=HOJE) == titulo
        assert titulo_do_codigo(codigo.ler(str(montado.linha_digitavel)), hoje=HOJE) == titulo


def test_titulo_sem_zeros_a_esquerda_e_o_mesmo() -> None:
    curto = _titulo(_identificacao("756", nosso_numero="274554", beneficiario="67261"))
    longo = _titulo(_identificacao("756", nosso_numero="0274554", beneficiario="0067261"))

    assert codigo_de_barras(curto) == codigo_de_barras(longo)


def test_codigo_antigo_da_caixa_e_lido_com_o_seu_digito() -> None:
    montado = codigo_de_barras(_titulo(_identificacao("104", beneficiario="433756")))

    lido = titulo_do_codigo(montado, hoje=HOJE)

    assert lido.identificacao.beneficiario == "4337565"
    assert codigo_de_barras(lido) == montado


@pytest.mark.parametrize(
    ("beneficiario", "no_campo_livre"),
    # From 1100000 on a código has no digit; before, the seventh is one, given or not (433756-5 is openboleto's line).
    [("1100000", "1100000"), ("9999999", "9999999"), ("433756", "4337565"), ("0433757", None), ("1099999", None)],
)
def test_codigo_do_beneficiario_da_caixa_ocupa_sete_lugares(beneficiario: str, no_campo_livre: str | None) -> None:
    titulo = _titulo(_identificacao("104", beneficiario=beneficiario))

    if no_campo_livre is None:
        with pytest.raises(recusas.DadoRecusado, match="não confere"):
            codigo_de_barras(titulo)
    else:
        assert codigo_de_barras(titulo).campo_livre[:7] == no_campo_livre


@pytest.mark.parametrize(("valor", "marca"), [("0.00", "0"), ("0.01", "1")])
def test_sicredi_marca_se_o_codigo_tem_valor(valor: str, marca: str) -> None:
    titulo = replace(_titulo(_identificacao("748")), valor=Decimal(valor))

    assert codigo_de_barras(titulo).campo_livre[22] == marca


@pytest.mark.parametrize("banco", CAMPOS)
def test_carteira_sem_regra_e_recusada(banco: str) -> None:
    identificacao = _identificacao(banco, carteira="7")

    with pytest.raises(recusas.CarteiraNaoSuportada, match="A carteira 7 do banco"):
        codigo_de_barras(_titulo(identificacao))
    with pytest.raises(recusas.CarteiraNaoSuportada):
        nosso_numero_impresso(identificacao)


@pytest.mark.parametrize(("banco", "campo"), [(banco, campo) for banco, (tamanhos, _) in CAMPOS.items() for campo in tamanhos])
def test_numero_que_nao_cabe_e_recusado(banco: str, campo: str) -> None:
    grande = "1" * (CAMPOS[banco][0][campo] + 1)

    with pytest.raises(recusas.DadoRecusado):
        codigo_de_barras(_titulo(_identificacao(banco, **{campo: grande})))


@pytest.mark.parametrize(("banco", "campo"), [(banco, campo) for banco, (tamanhos, _) in CAMPOS.items() for campo in tamanhos])
@pytest.mark.parametrize("valor", ["", "-1", "1 2", "A", "٣", "²"])
def test_numero_que_falta_ou_nao_e_numero_e_recusado(banco: str, campo: str, valor: str) -> None:
    with pytest.raises(recusas.DadoRecusado):
        codigo_de_barras(_titulo(_identificacao(banco, **{campo: valor})))


@pytest.mark.parametrize(
    ("identificacao", "sentenca"),
    [
        (_identificacao("756", agencia="31660"), "Agência: pode ter no máximo 4 números."),
        (_identificacao("756", agencia=""), "Agência: falta informar."),
        (_identificacao("237", conta="12345-6"), "Conta: só pode ter números."),
        (_identificacao("001", beneficiario="12345"), "Convênio: deve ter 4, 6 ou 7 números."),
        (_identificacao("001", beneficiario="123456", nosso_numero="123456"), "Nosso número: pode ter no máximo 5 números."),
        (_identificacao("104", beneficiario="0433757"), "Código do beneficiário: o dígito verificador não confere."),
        (_identificacao("748", nosso_numero="200004"), "Nosso número: deve ter 8 números: ano, byte e sequência."),
        (replace(_identificacao("756"), banco="260"), "O banco 260 não é suportado."),
    ],
)
def test_recusa_diz_o_que_mudar(identificacao: Identificacao, sentenca: str) -> None:
    with pytest.raises(recusas.TituloRecusado) as recusa:
        codigo_de_barras(_titulo(identificacao))

    assert str(recusa.value) == sentenca


def test_vencimento_sem_fator_e_recusado() -> None:
    with pytest.raises(recusas.VencimentoRecusado):
        codigo_de_barras(replace(_titulo(_identificacao("756")), vencimento=date(1999, 12, 31)))


def test_titulo_de_banco_sem_regra_nao_e_reconhecido() -> None:
    de_outro_banco = CodigoDeBarras.montar(banco="260", fator=0, valor=Decimal(1), campo_livre="0" * 25)

    with pytest.raises(recusas.BancoNaoSuportado):
        titulo_do_codigo(de_outro_banco, hoje=HOJE)


@pytest.mark.parametrize(
    ("banco", "campo_livre"),
    [
        ("756", "1316601006726102721001001"),  # digit of the nosso número
        ("756", "1316602006726102721000001"),  # modalidade 02
        ("756", "1316601006726102721000002"),  # second parcela
        ("756", "9316601006726102721000001"),  # carteira 9
        ("001", "1234560000115451040300518"),  # convênio of 6: nothing says where it ends
        ("033", "8123456700000000045610101"),  # does not begin with 9
        ("033", "9123456700000000045611101"),  # IOF
        ("104", "1234560000100040000000065"),  # last digit
        ("237", "1234090000000045301234561"),  # does not end with 0
        ("341", "1090001015281248021246000"),  # digit of the nosso número
        ("341", "1960025828112345671234550"),  # carteira with "seu número"
        ("748", "1119200004801560585305005"),  # says that there is no value
    ],
)
def test_campo_livre_de_outro_formato_nao_e_adivinhado(banco: str, campo_livre: str) -> None:
    montado = CodigoDeBarras.montar(banco=banco, fator=1636, valor=Decimal("10.00"), campo_livre=campo_livre)

    with pytest.raises(recusas.CampoLivreDesconhecido, match="campo livre"):
        titulo_do_codigo(montado, hoje=HOJE)
