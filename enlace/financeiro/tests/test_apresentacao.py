import uuid
from datetime import date
from decimal import Decimal

import pytest

from enlace.configuracao.models import Provedor
from enlace.core.dinheiro import em_reais
from enlace.financeiro import pix
from enlace.financeiro.apresentacao import Apresentacao, apresentar, link
from enlace.financeiro.models import ContaBancaria, Fatura

VENCIMENTO, DEPOIS = date(2018, 7, 10), date(2020, 4, 6)
SEM_PIX = Provedor()
COM_PIX = Provedor(pix_chave="pix@provedor.example", pix_nome="PROVEDOR", pix_cidade="DIVINOPOLIS")


def conta(**mudancas: str) -> ContaBancaria:
    """The documented account (4.7)."""
    numeros = {"banco": "756", "agencia": "3166", "beneficiario": "67261", "carteira": "1"}
    quem = {"beneficiario_nome": "PROVEDOR DE INTERNET LTDA", "beneficiario_cpf_cnpj": "22385367000103"}
    return ContaBancaria(pk=7, **{**numeros, **quem, **mudancas})


def fatura(**mudancas: object) -> Fatura:
    """The documented late boleto, not saved: nothing here needs tables."""
    campos: dict[str, object] = {
        "pk": 43653,
        "tipo_cobranca": "boleto_bancario",
        "conta": conta(),
        "nosso_numero": 274554,
        "valor": Decimal("10.00"),
        "data_vencimento": VENCIMENTO,
        "multa_percentual": Decimal(2),
        "juros_ao_mes": Decimal(1),
    }
    return Fatura(**{**campos, **mudancas})


def mostrar(uma: Fatura, *, hoje: date = DEPOIS, provedor: Provedor = SEM_PIX) -> Apresentacao:
    return apresentar(uma, hoje=hoje, feriados=(), provedor=provedor)


def test_boleto_vencido_e_o_documentado_do_dia() -> None:
    mostrada = mostrar(fatura())

    assert mostrada.linha_digitavel == "75691.31662 01006.726101 27455.420011 8 82170000001232"
    assert mostrada.codigo_barras == "75698821700000012321316601006726102745542001"
    assert (mostrada.nosso_numero_impresso, mostrada.agencia_codigo_beneficiario) == ("0274554-2", "3166 / 67261")
    assert mostrada.beneficiario == "PROVEDOR DE INTERNET LTDA / CNPJ: 22.385.367/0001-03"
    assert mostrada.vencida


def test_quitada_guarda_o_codigo_com_que_foi_emitida_e_nao_tem_pix() -> None:
    quitada = fatura(nosso_numero=272100, data_vencimento=date(2017, 11, 9), situacao="quitado")

    mostrada = mostrar(quitada, provedor=COM_PIX)

    assert mostrada.linha_digitavel == "75691.31662 01006.726101 27210.000017 7 73380000001000"
    assert (mostrada.vencida, mostrada.pix_copia_cola) == (False, None)


def test_cancelada_nao_tem_codigo_nem_pix() -> None:
    mostrada = mostrar(fatura(situacao="cancelado"), provedor=COM_PIX)

    assert (mostrada.linha_digitavel, mostrada.codigo_barras, mostrada.pix_copia_cola) == (None, None, None)
    assert mostrada.nosso_numero_impresso == "0274554-2"


def test_o_que_nao_e_boleto_so_tem_pix() -> None:
    mostrada = mostrar(fatura(tipo_cobranca="debito_conta_corrente"), provedor=COM_PIX)

    assert (mostrada.codigo, mostrada.nosso_numero_impresso, mostrada.beneficiario) == (None, None, None)
    assert mostrada.pix_copia_cola


def test_pix_cobra_com_desconto_e_o_codigo_sem() -> None:
    com_desconto = fatura(desconto_valor=Decimal("1.00"), desconto_ate=VENCIMENTO)

    mostrada = mostrar(com_desconto, hoje=VENCIMENTO, provedor=COM_PIX)

    # The bank takes the discount off: it was registered with the title.
    assert mostrada.codigo
    assert em_reais(mostrada.codigo.valor) == "R$ 10,00"
    assert pix.ler(mostrada.pix_copia_cola or "").valor == Decimal("9.00")


@pytest.mark.parametrize(
    "mudanca",
    [{"beneficiario": ""}, {"agencia": "31660"}, {"carteira": "9"}, {"banco": "999"}, {"beneficiario": "12345678"}],
)
def test_conta_mal_preenchida_deixa_o_codigo_vazio_e_o_resto_em_pe(mudanca: dict[str, str]) -> None:
    mostrada = mostrar(fatura(conta=conta(**mudanca)), provedor=COM_PIX)

    assert (mostrada.linha_digitavel, mostrada.codigo_barras) == (None, None)
    assert mostrada.pix_copia_cola
    assert mostrada.beneficiario


@pytest.mark.parametrize(
    "provedor",
    [
        Provedor(pix_chave="nada", pix_nome="PROVEDOR", pix_cidade="DIVINOPOLIS"),
        Provedor(pix_chave="pix@provedor.example", pix_nome="", pix_cidade="DIVINOPOLIS"),
    ],
)
def test_pix_mal_preenchido_nao_leva_o_boleto_junto(provedor: Provedor) -> None:
    mostrada = mostrar(fatura(), provedor=provedor)

    assert mostrada.linha_digitavel
    assert mostrada.pix_copia_cola is None


def test_aviso_de_conta_mal_preenchida_sai_uma_vez_por_dia_e_sem_dados_de_ninguem(caplog: pytest.LogCaptureFixture) -> None:
    errada = conta(carteira="8")
    errada.pk = 4321

    for hoje in (date(2031, 1, 2), date(2031, 1, 2), date(2031, 1, 3)):
        for numero in range(3):
            mostrar(fatura(conta=errada, pk=numero), hoje=hoje)

    avisos = [registro.getMessage() for registro in caplog.records]
    assert avisos == ["boleto da conta 4321 não pôde ser montado: CarteiraNaoSuportada"] * 2


def test_link_tem_a_forma_documentada_e_a_chave_sem_hifens() -> None:
    chave = uuid.UUID("0a0b0c0d-0e0f-4a0b-8c0d-0e0f0a0b0c0d")

    assert link(chave, "https://provedor.example") == "https://provedor.example/pdf/fatura/0a0b0c0d0e0f4a0b8c0d0e0f0a0b0c0d"
