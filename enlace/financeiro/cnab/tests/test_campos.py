import random
from datetime import date, time
from decimal import Decimal

import pytest

from enlace.financeiro.cnab.campos import TAMANHO, Campo, Registro, TabelaErradaError, Tipo, Valor, brancos, fixo, zeros
from enlace.financeiro.cnab.escrita import escrever, sem_acentos
from enlace.financeiro.cnab.leitura import ler
from enlace.financeiro.cnab.recusas import CampoIlegivel, CampoRecusado
from enlace.financeiro.cnab.sicoob import registros_remessa, registros_retorno

TABELAS = [
    pytest.param(valor, id=f"{modulo.__name__.rpartition('.')[2]}.{nome}")
    for modulo in (registros_remessa, registros_retorno)
    for nome, valor in vars(modulo).items()
    if isinstance(valor, Registro)
]

EXEMPLO = Registro(
    "exemplo",
    (
        fixo("banco", 1, "756"),
        Campo("texto", 4, 13, corta=True),
        Campo("rigido", 14, 23),
        Campo("digitos", 24, 30, Tipo.DIGITOS, "Nosso número"),
        Campo("inscricao", 31, 45, Tipo.INSCRICAO),
        Campo("numero", 46, 50, Tipo.NUMERO),
        Campo("valor", 51, 65, Tipo.VALOR, "Valor do título"),
        Campo("taxa", 66, 70, Tipo.VALOR, casas=3),
        Campo("data", 71, 78, Tipo.DATA),
        Campo("hora", 79, 84, Tipo.HORA),
        zeros(85, 99),
        brancos(100, 240),
    ),
)


def _valores(**trocas: Valor) -> dict[str, Valor]:
    return {
        "texto": "José",
        "rigido": "",
        "digitos": "272100",
        "inscricao": "12ABC34501DE35",
        "numero": 7,
        "valor": Decimal("49.90"),
        "taxa": Decimal("1.125"),
        "data": date(2026, 11, 20),
        "hora": time(9, 5, 7),
        **trocas,
    }


@pytest.mark.parametrize("registro", TABELAS)
def test_tabela_cobre_cada_posicao_de_1_a_240_uma_vez(registro: Registro) -> None:
    posicoes = [posicao for campo in registro.campos for posicao in range(campo.inicio, campo.fim + 1)]

    assert posicoes == list(range(1, TAMANHO + 1))


def test_ha_tabelas_dos_sete_registros_da_remessa_e_dos_do_retorno() -> None:
    assert len(TABELAS) == 7 + 7


def test_linha_escrita_alinha_cada_tipo_do_seu_lado() -> None:
    linha = escrever(EXEMPLO, _valores())

    escritos = [
        "756",
        "JOSE      ",
        " " * 10,
        "0272100",
        "012ABC34501DE35",
        "00007",
        "000000000004990",
        "01125",
        "20112026",
        "090507",
    ]
    assert linha == "".join([*escritos, "0" * 15, " " * 141])


def _sorteados(sorte: random.Random) -> dict[str, Valor]:
    letras = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,-/"
    return _valores(
        texto="".join(sorte.choices(letras, k=sorte.randint(0, 10))),
        rigido=" ".join("".join(sorte.choices(letras, k=sorte.randint(1, 4))) for _ in range(sorte.randint(0, 2))),
        digitos="".join(sorte.choices("0123456789", k=7)),
        inscricao="".join(sorte.choices(letras[:36], k=15)),
        numero=sorte.randint(0, 99_999),
        valor=Decimal(sorte.choice([0, 1, 99, 10**15 - 1, sorte.randint(0, 10**15 - 1)])).scaleb(-2),
        taxa=Decimal(sorte.randint(0, 99_999)).scaleb(-3),
        data=sorte.choice([None, date.fromordinal(sorte.randint(1, date.max.toordinal()))]),
        hora=time(sorte.randint(0, 23), sorte.randint(0, 59), sorte.randint(0, 59)),
    )


def test_o_que_se_escreve_e_o_que_se_le() -> None:
    sorte = random.Random(756)  # noqa: S311 - repeatable cases, not secrets

    for _ in range(2000):
        valores = _sorteados(sorte)

        linha = escrever(EXEMPLO, valores)

        assert len(linha) == TAMANHO
        assert linha.isascii()
        assert ler(EXEMPLO, linha, numero=1) == valores | {"banco": "756"}


@pytest.mark.parametrize(
    ("texto", "escrito"),
    [
        ("Conceição d'Ávila", "CONCEICAO D'AVILA"),
        ("  muitos   espaços ", "MUITOS ESPACOS"),
        ("nº 5, 1ª etapa", "NO 5, 1A ETAPA"),
        ("quebra\r\nde linha\tfim\x00", "QUEBRA DE LINHA FIM"),
        ("Rua ﬁm \u2013 casa ⅓ 🏠", "RUA FIM CASA 1 3"),
        ("straße", "STRASSE"),
        ("中国", ""),
    ],
)
def test_texto_vai_em_maiusculas_ascii_e_nunca_quebra_a_linha(texto: str, escrito: str) -> None:
    assert sem_acentos(texto) == escrito


def test_texto_longo_perde_o_fim_so_onde_a_tabela_deixa() -> None:
    assert escrever(EXEMPLO, _valores(texto="ABCDEFGHIJKLM"))[3:13] == "ABCDEFGHIJ"
    with pytest.raises(CampoRecusado, match=r"^rigido: não cabe em 10 posições\.$"):
        escrever(EXEMPLO, _valores(rigido="ABCDEFGHIJK"))


@pytest.mark.parametrize(
    ("trocas", "sentenca"),
    [
        ({"valor": Decimal("10000000000000.00")}, "Valor do título: não cabe em 15 posições."),
        ({"valor": Decimal("1E+1000000")}, "Valor do título: não cabe em 15 posições."),
        ({"valor": Decimal("10.001")}, "Valor do título: pode ter no máximo 2 casas decimais."),
        ({"valor": Decimal("9.99" + "9" * 60)}, "Valor do título: pode ter no máximo 2 casas decimais."),
        ({"valor": Decimal("-0.01")}, "Valor do título: não pode ser negativo nem deixar de ser um número."),
        ({"valor": Decimal("NaN")}, "Valor do título: não pode ser negativo nem deixar de ser um número."),
        ({"valor": Decimal("Infinity")}, "Valor do título: não pode ser negativo nem deixar de ser um número."),
        ({"digitos": "12A"}, "Nosso número: só pode ter números."),
        ({"digitos": "²"}, "Nosso número: só pode ter números."),
        ({"digitos": "١٢"}, "Nosso número: só pode ter números."),
        ({"digitos": ""}, "Nosso número: falta informar."),
        ({"digitos": "12345678"}, "Nosso número: não cabe em 7 posições."),
        ({"inscricao": "12.345.678/0001-99"}, "inscricao: só pode ter números e letras maiúsculas, sem máscara."),
        ({"inscricao": ""}, "inscricao: só pode ter números e letras maiúsculas, sem máscara."),
        ({"numero": 100_000}, "numero: não cabe em 5 posições."),
        ({"numero": -1}, "numero: não pode ser negativo."),
    ],
)
def test_o_que_nao_cabe_e_recusado_pelo_nome_do_campo(trocas: dict[str, Valor], sentenca: str) -> None:
    with pytest.raises(CampoRecusado) as recusa:
        escrever(EXEMPLO, _valores(**trocas))

    assert str(recusa.value) == sentenca


def test_texto_obrigatorio_vazio_e_recusado() -> None:
    registro = Registro("exemplo", (Campo("nome", 1, 240, rotulo="Nome do pagador", corta=True, obrigatorio=True),))

    with pytest.raises(CampoRecusado, match=r"^Nome do pagador: falta informar\.$"):
        escrever(registro, {"nome": " 中 "})


@pytest.mark.parametrize(
    ("inicio", "trecho", "campo"),
    [
        (24, "12 4567", "Nosso número"),
        (24, "-123456", "Nosso número"),
        (46, "1_000", "numero"),
        (46, "     ", "numero"),
        (46, "0000²", "numero"),
        (51, "        0004990", "Valor do título"),
        (51, "00000000000499A", "Valor do título"),
        (71, "31022026", "data"),
        (71, "2011 026", "data"),
        (71, "00112026", "data"),
        (79, "250000", "hora"),
        (31, "12abc34501de35 ", "inscricao"),
    ],
)
def test_campo_que_nao_se_le_diz_linha_posicoes_e_nome(inicio: int, trecho: str, campo: str) -> None:
    linha = escrever(EXEMPLO, _valores())
    torta = linha[: inicio - 1] + trecho + linha[inicio - 1 + len(trecho) :]

    with pytest.raises(CampoIlegivel) as recusa:
        ler(EXEMPLO, torta, numero=12)

    assert str(recusa.value).startswith(f"Linha 12: o campo {campo} (posições {inicio} a ")
    assert recusa.value.linha == 12


@pytest.mark.parametrize("trecho", ["00000000", "        "])
def test_data_sem_preencher_e_lida_como_nenhuma(trecho: str) -> None:
    linha = escrever(EXEMPLO, _valores(data=None))

    assert ler(EXEMPLO, linha[:70] + trecho + linha[78:], numero=1).data("data") is None


def test_leitura_de_outro_tipo_que_o_do_campo_e_erro_do_programa() -> None:
    lidos = ler(EXEMPLO, escrever(EXEMPLO, _valores(data=None)), numero=1)

    assert (lidos.texto("texto"), lidos.numero("numero"), lidos.valor("valor")) == ("JOSE", 7, Decimal("49.90"))
    for leitura in (lidos.numero, lidos.valor, lidos.data, lidos.dia):
        with pytest.raises(TypeError):
            leitura("texto")
    with pytest.raises(TypeError):
        lidos.dia("data")


@pytest.mark.parametrize(
    ("campos", "motivo"),
    [
        ((brancos(1, 100), brancos(102, 240)), "posição 101"),
        ((brancos(1, 100), brancos(100, 240)), "posição 101"),
        ((brancos(1, 239),), "acaba na posição 239"),
        ((brancos(1, 241),), "acaba na posição 241"),
        ((brancos(2, 240),), "posição 1"),
        ((Campo("a", 1, 120), Campo("a", 121, 240)), "repetido"),
        ((Campo("a", 1, 240, constante="X"),), "não enche"),
        ((Campo("", 1, 240),), "sem nome"),
        ((Campo("a", 1, 0), brancos(1, 240)), "posição 1"),
        ((), "acaba na posição 0"),
    ],
)
def test_tabela_com_buraco_sobra_ou_repeticao_nao_se_faz(campos: tuple[Campo, ...], motivo: str) -> None:
    with pytest.raises(TabelaErradaError, match=motivo):
        Registro("torta", campos)


def test_valores_a_mais_ou_a_menos_sao_erro_do_programa() -> None:
    a_mais = _valores(banco="001")
    a_menos = _valores()
    del a_menos["valor"]

    for valores in (a_mais, a_menos):
        with pytest.raises(TabelaErradaError):
            escrever(EXEMPLO, valores)


@pytest.mark.parametrize("campo", ["texto", "digitos", "inscricao", "numero", "valor", "data", "hora"])
def test_valor_de_outro_tipo_que_o_do_campo_e_erro_do_programa(campo: str) -> None:
    torto: Valor = Decimal(1) if campo != "valor" else "1"

    with pytest.raises(TypeError):
        escrever(EXEMPLO, _valores(**{campo: torto}))
