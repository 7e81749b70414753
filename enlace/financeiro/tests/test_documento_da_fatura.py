"""A bill as it is printed: who, whom, for what, until when."""

from datetime import date
from decimal import Decimal

import pytest

from enlace.configuracao.models import Provedor
from enlace.financeiro.calculo import Desconto, TipoDeDesconto
from enlace.financeiro.documento_da_fatura import documento_da_fatura
from enlace.financeiro.models import Fatura
from enlace.financeiro.pdf.documento import DocumentoDeCobranca
from enlace.financeiro.tests.fabrica import HOJE, VENCIMENTO, cancelar, no_balcao, pagar, uma_fatura, uma_linha
from enlace.servicos.tests.fabrica import um_servico

pytestmark = pytest.mark.django_db


def documento(fatura: Fatura, *, hoje: date = HOJE, endereco: str = "") -> DocumentoDeCobranca:
    provedor = Provedor(nome="Provedor", razao_social="PROVEDOR LTDA", cnpj="11222333000181", endereco=endereco)
    return documento_da_fatura(fatura, hoje=hoje, feriados=(), provedor=provedor)


def test_o_pagador_tem_o_endereco_de_cobranca_do_servico_da_fatura() -> None:
    servico = um_servico()

    impresso = documento(uma_fatura(uma_linha(servico=servico), cliente=servico.cliente))

    assert impresso.pagador.nome == "BIANCA COUTO"
    assert impresso.pagador.endereco == ("RUA GOIAS, 86", "CENTRO", "35500-000 Divinópolis/MG")


def test_em_dia_o_valor_e_o_da_fatura_e_as_instrucoes_dizem_o_que_o_atraso_custa() -> None:
    impresso = documento(uma_fatura())

    assert (impresso.valor, impresso.vencimento, impresso.atualizado) == (Decimal(100), VENCIMENTO, None)
    assert impresso.instrucoes == ("Após o vencimento, multa de 2,00 % e juros de 1,00 % ao mês.",)
    assert impresso.boleto is not None
    assert impresso.boleto.codigo_de_barras.valor == Decimal(100)


def test_vencida_o_valor_e_o_do_dia_e_o_de_antes_fica_escrito() -> None:
    impresso = documento(uma_fatura(), hoje=date(2027, 1, 11))

    assert (impresso.valor, impresso.vencimento) == (Decimal("103.07"), date(2027, 1, 11))
    assert impresso.atualizado is not None
    assert (impresso.atualizado.valor_original, impresso.atualizado.multa, impresso.atualizado.juros) == (
        Decimal(100),
        Decimal("2.00"),
        Decimal("1.07"),
    )
    assert impresso.instrucoes == ("Valor atualizado com multa e juros: vale só nesta data.",)


def test_o_desconto_e_uma_instrucao_e_o_codigo_leva_o_valor_inteiro() -> None:
    impresso = documento(uma_fatura(desconto=Desconto(TipoDeDesconto.FIXO, Decimal(5), VENCIMENTO)))

    assert impresso.valor == Decimal(100)
    assert impresso.instrucoes[-1] == "Desconto de R$ 5,00 para pagamento até 10/12/2026."


def test_paga_ou_cancelada_diz_que_nao_se_paga() -> None:
    paga, cancelada = uma_fatura(), uma_fatura()
    pagar(paga)
    cancelar(cancelada)

    estados = [documento(Fatura.objects.get(pk=fatura.pk)).estado for fatura in (paga, cancelada)]

    assert estados == [f"PAGA EM {HOJE:%d/%m/%Y}", "CANCELADA"]


def test_sem_conta_quem_cobra_e_o_provedor_com_o_endereco_em_linhas_que_cabem() -> None:
    longo = "PRAÇA GETÚLIO VARGAS, 77 - CENTRO, Santo Antônio do Monte/MG - 35560-000"

    impresso = documento(uma_fatura(forma=no_balcao()), endereco=longo)

    assert (impresso.beneficiario.nome, impresso.boleto) == ("PROVEDOR LTDA", None)
    assert impresso.beneficiario.endereco == ("PRAÇA GETÚLIO VARGAS, 77 - CENTRO", "Santo Antônio do Monte/MG - 35560-000")
    assert ", ".join(impresso.beneficiario.endereco) == longo
