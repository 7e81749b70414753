import pytest

from enlace.atendimento.tests.fabrica import um_autor
from enlace.auditoria.models import Registro
from enlace.core.errors import DadosInvalidos
from enlace.financeiro.combinacao import FormaForaDeUso, combinar_cobranca
from enlace.financeiro.models import CobrancaServico
from enlace.financeiro.tests.fabrica import uma_forma
from enlace.servicos.tests.fabrica import um_servico

pytestmark = pytest.mark.django_db


def test_combinacao_diz_o_dia_e_a_forma_e_fica_registrada() -> None:
    servico, forma = um_servico(), uma_forma()

    combinar_cobranca(servico, dia_vencimento=31, forma=forma, autor=um_autor())

    cobranca = CobrancaServico.objects.get()
    assert (cobranca.cliente_servico, cobranca.dia_vencimento, cobranca.forma, cobranca.antecipada) == (servico, 31, forma, False)
    assert Registro.objects.get(tabela="cobranca_servico").acao == "combinar"


@pytest.mark.parametrize("dia", [0, 32])
def test_dia_que_nenhum_mes_tem_e_recusado(dia: int) -> None:
    with pytest.raises(DadosInvalidos, match="Dia do vencimento"):
        combinar_cobranca(um_servico(), dia_vencimento=dia, forma=uma_forma(), autor=um_autor())


def test_forma_fora_de_uso_e_recusada() -> None:
    forma = uma_forma()
    forma.ativo = False
    forma.save()

    with pytest.raises(FormaForaDeUso):
        combinar_cobranca(um_servico(), dia_vencimento=10, forma=forma, autor=um_autor())

    assert not CobrancaServico.objects.exists()
