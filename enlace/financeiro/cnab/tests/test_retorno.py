from datetime import date
from decimal import Decimal

import pytest

from enlace.financeiro.cnab.sicoob.retorno import Motivo, Ocorrencia, ler
from enlace.financeiro.cnab.tests.exemplo_de_retorno import (
    RETORNO,
    arquivo,
    arquivo_de,
    com,
    detalhe,
    header,
    linha,
    lote,
    segmento_t,
    segmento_u,
    trailer,
    um,
)


def _unica(conteudo: bytes) -> Ocorrencia:
    (ocorrencia,) = ler(conteudo).ocorrencias
    return ocorrencia


def test_header_diz_de_quem_e_o_arquivo() -> None:
    retorno = ler(RETORNO)

    assert (retorno.banco, retorno.cpf_cnpj, retorno.nome) == ("756", "11222333000181", "PROVEDOR EXEMPLO")
    assert (retorno.agencia, retorno.agencia_digito) == ("03166", "1")
    assert (retorno.conta, retorno.conta_digito) == ("000000067890", "2")
    assert (retorno.numero_sequencial, retorno.gerado_em, retorno.versao) == (108, date(2026, 12, 11), "085")
    assert retorno.convenio == "3166000004"


def test_liquidacao_traz_o_que_foi_pago_e_quando() -> None:
    paga = ler(RETORNO).ocorrencias[0]

    assert paga == Ocorrencia(
        linha=3,
        movimento="06",
        significado="Liquidação",
        motivos=(Motivo("03", "No caixa, em dinheiro"),),
        nosso_numero=272100,
        nosso_numero_digito="0",
        numero_documento="FAT-1001",
        identificacao="FATURA 1001",
        vencimento=date(2026, 12, 10),
        valor=Decimal("49.90"),
        juros_e_multa=Decimal("1.02"),
        desconto=Decimal("0.00"),
        abatimento=Decimal("0.00"),
        iof=Decimal("0.00"),
        valor_pago=Decimal("50.92"),
        valor_liquido=Decimal("49.22"),
        outras_despesas=Decimal("0.00"),
        outros_creditos=Decimal("0.00"),
        tarifa=Decimal("1.70"),
        data_da_ocorrencia=date(2026, 12, 11),
        data_do_credito=date(2026, 12, 14),
    )
    assert paga.e_pagamento
    assert not paga.e_rejeicao


def test_cada_ocorrencia_diz_o_que_aconteceu_e_a_linha() -> None:
    retorno = ler(RETORNO)

    assert [(o.linha, o.movimento, o.e_pagamento, o.e_rejeicao) for o in retorno.ocorrencias] == [
        (3, "06", True, False),
        (5, "02", False, False),
        (7, "03", False, True),
        (9, "09", False, False),
        (11, "17", True, False),
        (13, "28", False, False),
        (15, "30", False, True),
    ]
    assert [o.significado for o in retorno.ocorrencias[1:4]] == ["Entrada confirmada", "Entrada rejeitada", "Baixa"]


def test_retorno_publicado_por_outro_programa_e_lido_igual() -> None:
    """The first occurrence of CNAB240SICOOB_COM_CODIGOS.RET of brcobranca; account, name and document are invented."""
    t = "7560001300001T 0603166100000006789020000000008301011     10000000000000011308201500000000000020075603166" + "0" * 26
    t += "092011222333000181MATERIAIS ELETRICOS".ljust(58) + "0000000000000000000000170A9A4152216"
    u = "7560001300002U 06" + "0" * 60 + "000000000000200" * 2 + "0" * 30 + "1008201510082015    00000000000000000000000"

    lida = _unica(arquivo([t.ljust(240), u.ljust(240)]))

    assert (lida.movimento, lida.nosso_numero, lida.nosso_numero_digito, lida.numero_documento) == ("06", 8, "3", "000000000000001")
    assert (lida.vencimento, lida.valor, lida.tarifa) == (date(2015, 8, 13), Decimal("2.00"), Decimal("1.70"))
    assert (lida.valor_pago, lida.valor_liquido, lida.juros_e_multa) == (Decimal("2.00"), Decimal("2.00"), Decimal("0.00"))
    assert lida.data_da_ocorrencia == lida.data_do_credito == date(2015, 8, 10)
    assert [motivo.codigo for motivo in lida.motivos] == ["A9", "A4", "15", "22", "16"]


def test_rejeicao_traz_ate_cinco_motivos_com_significado() -> None:
    """The last two stand in sicoob-example.ret of OpenCnabPHP, and no table explains them."""
    rejeitada = _unica(um("03", motivos="A74663AFHA"))

    assert rejeitada.motivos == (
        Motivo("A7", "Título já está na situação pretendida"),
        Motivo("46", "CPF ou CNPJ do pagador inválido"),
        Motivo("63", "Título já cadastrado"),
        Motivo("AF", ""),
        Motivo("HA", ""),
    )


@pytest.mark.parametrize(
    ("movimento", "significado"),
    [("03", "Código do registro inválido"), ("28", "Manutenção de título vencido"), ("06", "Por conta"), ("14", "")],
)
def test_mesmo_motivo_significa_outra_coisa_em_outro_movimento(movimento: str, significado: str) -> None:
    assert _unica(um(movimento, motivos="0000000002")).motivos == (Motivo("02", significado),)


@pytest.mark.parametrize("motivos", ["0000000000", "          "])
def test_sem_motivos_e_nenhum(motivos: str) -> None:
    assert _unica(um("06", motivos=motivos)).motivos == ()


def test_movimento_desconhecido_fica_sem_significado() -> None:
    desconhecida = _unica(um("77"))

    assert (desconhecida.movimento, desconhecida.significado) == ("77", "")


@pytest.mark.parametrize("numero", ["0" * 10, " " * 10])
def test_titulo_sem_nosso_numero_e_lido_sem_ele(numero: str) -> None:
    assert _unica(um("28", nosso_numero=numero)).nosso_numero is None


def test_pagamento_pode_vir_sem_data_de_credito() -> None:
    assert _unica(um("06", data_do_credito="00000000")).data_do_credito is None


@pytest.mark.parametrize("fim", ["\n", "\r\n"])
@pytest.mark.parametrize("resto", [b"", b"\x1a", b"\r\n\x1a", b"\n\n\x1a\n"])
def test_fins_de_linha_e_de_arquivo_de_qualquer_sistema_sao_lidos(fim: str, resto: bytes) -> None:
    conteudo = RETORNO.decode("latin-1").replace("\r\n", fim).encode("latin-1").rstrip(b"\r\n") + resto

    assert ler(conteudo) == ler(RETORNO)


def test_letras_com_acento_em_latin_1_sao_lidas() -> None:
    linhas = [com(header(), 73, "ÁÇÃO"), lote(1, []), trailer(lotes=1, registros=4)]

    assert ler(arquivo_de(linhas)).nome.startswith("ÁÇÃO")


def test_outros_segmentos_sao_contados_e_pulados() -> None:
    y = linha((1, "756"), (8, "3"), (14, "Y"))

    retorno = ler(arquivo([y, *detalhe("06"), y, y, *detalhe("02")]))

    assert [(o.linha, o.movimento) for o in retorno.ocorrencias] == [(4, "06"), (8, "02")]


def test_retorno_sem_movimento_tem_so_headers_e_trailers() -> None:
    assert ler(arquivo([])).ocorrencias == ()
    assert ler(arquivo_de([header(), trailer(lotes=0, registros=2)])).ocorrencias == ()


def test_varios_lotes_sao_lidos_em_ordem() -> None:
    linhas = [header(), lote(1, detalhe("06")), lote(2, [*detalhe("02"), *detalhe("09")]), trailer(lotes=2, registros=12)]

    assert [o.linha for o in ler(arquivo_de(linhas)).ocorrencias] == [3, 7, 9]


def test_cpf_do_beneficiario_vem_sem_os_zeros_do_cnpj() -> None:
    do_cpf = com(com(header(), 18, "1"), 19, "00012345678909")

    assert ler(arquivo_de([do_cpf, lote(1, []), trailer(lotes=1, registros=4)])).cpf_cnpj == "12345678909"


def test_cnpj_com_letras_do_beneficiario_e_lido() -> None:
    com_letras = com(header(), 19, "12ABC34501DE35")

    assert ler(arquivo_de([com_letras, lote(1, []), trailer(lotes=1, registros=4)])).cpf_cnpj == "12ABC34501DE35"


def test_rejeicao_pode_ter_outro_movimento_no_segmento_u() -> None:
    """As in sicoob-example.ret of OpenCnabPHP, of 2018: 03 in T, 01 in U."""
    assert _unica(arquivo([segmento_t("03"), segmento_u("01")])).movimento == "03"


def test_depois_de_99999_registros_a_numeracao_recomeca_em_zero() -> None:
    detalhes = [*detalhe("06"), *(linha((1, "756"), (8, "3"), (14, "Y")) for _ in range(99_999))]

    assert len(ler(arquivo(detalhes)).ocorrencias) == 1
