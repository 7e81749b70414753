"""The bill that somebody means."""

from datetime import timedelta

import pytest

from enlace.clientes.models import Cliente
from enlace.configuracao.models import Provedor
from enlace.financeiro.apresentacao import apresentar
from enlace.financeiro.procura import chaves
from enlace.financeiro.tests.fabrica import HOJE, VENCIMENTO, um_cliente, uma_conta, uma_fatura, uma_forma

pytestmark = pytest.mark.django_db


def test_acha_pelo_numero_pelo_nosso_numero_e_pelo_codigo_do_cliente() -> None:
    cliente, outro = um_cliente(), um_cliente("OUTRO")
    Cliente.objects.filter(pk=cliente.pk).update(codigo_cliente=9_000_001)
    uma_fatura(cliente=outro)
    antiga, fatura = uma_fatura(cliente=cliente), uma_fatura(cliente=cliente)

    assert chaves(str(fatura.pk), hoje=HOJE) == [fatura.pk]
    assert chaves(f" {fatura.nosso_numero} ", hoje=HOJE) == [fatura.pk]
    assert chaves("9000001", hoje=HOJE) == [fatura.pk, antiga.pk]


@pytest.mark.parametrize("dias", [0, 30])
def test_acha_pela_linha_digitavel_de_hoje_e_pela_de_depois_do_vencimento(dias: int) -> None:
    uma_fatura()
    fatura = uma_fatura()
    dia = VENCIMENTO + timedelta(days=dias)
    linha = apresentar(fatura, hoje=dia, feriados=(), provedor=Provedor.atual()).linha_digitavel
    assert linha is not None

    assert chaves(linha, hoje=dia) == [fatura.pk]
    assert chaves(linha.replace(".", "").replace(" ", ""), hoje=dia) == [fatura.pk]


def test_o_mesmo_nosso_numero_em_outra_conta_do_banco_e_outra_fatura() -> None:
    fatura = uma_fatura()
    gemea = uma_fatura(forma=uma_forma(uma_conta(descricao="OUTRA")))
    gemea.conta.beneficiario = "10068"  # type: ignore[union-attr]
    gemea.conta.save()  # type: ignore[union-attr]
    linha = apresentar(fatura, hoje=HOJE, feriados=(), provedor=Provedor.atual()).linha_digitavel

    assert gemea.nosso_numero == fatura.nosso_numero
    assert chaves(str(linha), hoje=HOJE) == [fatura.pk]


@pytest.mark.parametrize("termo", ["", "maria", "00000.00000 00000.000000 00000.000000 0 00000000000000", "9" * 47, "9" * 30])
def test_o_que_nao_e_numero_de_fatura_nao_acha_nada(termo: str) -> None:
    uma_fatura()

    assert chaves(termo, hoje=HOJE) == []
