import pytest
from django.db import connection, transaction

from enlace.core.tests.concorrencia import ao_mesmo_tempo
from enlace.financeiro.models import ContaBancaria, Fatura
from enlace.financeiro.numeracao import FaixaEsgotada, reservar
from enlace.financeiro.tests.fabrica import um_cliente, uma_conta, uma_fatura, uma_forma


@pytest.mark.django_db
def test_os_numeros_saem_em_sequencia_ate_o_fim_da_faixa() -> None:
    conta = uma_conta(proximo=10, final=14)

    assert list(reservar(conta, 2)) == [10, 11]
    assert list(reservar(conta, 3)) == [12, 13, 14]
    with pytest.raises(FaixaEsgotada, match=r"^A faixa de nosso número da conta SICOOB acabou: peça outra ao banco\.$"):
        reservar(conta, 1)


@pytest.mark.django_db
def test_se_nao_ha_para_todos_ninguem_leva() -> None:
    conta = uma_conta(proximo=10, final=14)

    with pytest.raises(FaixaEsgotada):
        reservar(conta, 6)

    assert ContaBancaria.objects.get().nosso_numero_proximo == 10


@pytest.mark.django_db
def test_cada_conta_tem_a_sua_sequencia() -> None:
    uma, outra = uma_conta(), uma_conta(proximo=7, descricao="OUTRA")

    assert (uma_fatura(forma=uma_forma(uma)).nosso_numero, uma_fatura(forma=uma_forma(outra)).nosso_numero) == (272100, 7)


@pytest.mark.django_db
def test_faixa_esgotada_nao_deixa_fatura() -> None:
    forma = uma_forma(uma_conta(proximo=5, final=4))

    with pytest.raises(FaixaEsgotada):
        uma_fatura(forma=forma)

    assert not Fatura.objects.exists()


@pytest.mark.usefixtures("banco_confirmado")
def test_duas_emissoes_ao_mesmo_tempo_levam_numeros_seguidos() -> None:
    forma, bianca, caio = uma_forma(), um_cliente(), um_cliente("CAIO")

    segunda = ao_mesmo_tempo(lambda: uma_fatura(cliente=bianca, forma=forma), lambda: uma_fatura(cliente=caio, forma=forma))

    assert segunda.exception() is None
    assert list(Fatura.objects.order_by("nosso_numero").values_list("nosso_numero", "cliente__nome_razaosocial")) == [
        (272100, "BIANCA COUTO"),
        (272101, "CAIO"),
    ]


@pytest.mark.usefixtures("banco_confirmado")
def test_o_ultimo_numero_vai_para_um_so_dos_dois() -> None:
    conta = uma_conta(proximo=99, final=99)

    segunda = ao_mesmo_tempo(lambda: reservar(conta, 1), lambda: reservar(conta, 1))

    assert isinstance(segunda.exception(), FaixaEsgotada)
    assert ContaBancaria.objects.get().nosso_numero_proximo == 100


@pytest.mark.usefixtures("banco_confirmado")
def test_uma_emissao_que_morre_devolve_o_numero() -> None:
    conta = uma_conta(proximo=50)
    with transaction.atomic():
        reservar(conta, 1)
        # As a killed process leaves it: the connection ends in the middle of the transaction.
        connection.close()
        transaction.set_rollback(True)

    assert list(reservar(conta, 1)) == [50]
