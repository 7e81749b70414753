from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from enlace.auditoria.models import Registro
from enlace.core import datas
from enlace.financeiro.baixa import MotivoDoEstornoObrigatorio, PagamentoInsuficiente, PagamentoNaoEncontrado
from enlace.financeiro.models import Fatura, Pagamento
from enlace.financeiro.travamento import FaturaDesconhecida, FaturaQuitada
from enlace.processos.tests.banco import RETORNO_EM, um_boleto, um_servico_de, uma_conta

pytestmark = pytest.mark.django_db

PAGAR = ("--valor", "49.90", "--data", "2026-12-10")


@pytest.fixture(autouse=True)
def _em_dezembro(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(datas, "agora", lambda: RETORNO_EM)


@pytest.fixture
def fatura() -> Fatura:
    return um_boleto(uma_conta(), um_servico_de())


def enlace_baixar(id_fatura: int, *argumentos: str) -> str:
    saida = StringIO()
    call_command("baixar", str(id_fatura), *argumentos, stdout=saida)
    return saida.getvalue()


@pytest.mark.parametrize("valor", ["49.90", "49,90", "49,9"])
def test_da_baixa_e_a_auditoria_sabe_por_onde(fatura: Fatura, valor: str) -> None:
    saida = enlace_baixar(fatura.pk, "--valor", valor, "--data", "2026-12-10")

    assert saida == f"Fatura {fatura.pk} quitada: R$ 49,90 em 10/12/2026.\n"
    assert Fatura.objects.get().situacao == "quitado"
    assert Registro.objects.filter(tabela="pagamento").values_list("porta", flat=True).get() == "cli"


def test_o_que_vem_a_mais_e_dito(fatura: Fatura) -> None:
    saida = enlace_baixar(fatura.pk, "--valor", "50.00", "--data", "2026-12-10")

    assert saida.endswith("O que veio a mais, R$ 0,10, será abatido da próxima fatura.\n")


def test_desfaz_com_um_motivo(fatura: Fatura) -> None:
    enlace_baixar(fatura.pk, *PAGAR)

    saida = enlace_baixar(fatura.pk, "--desfazer", "--motivo", "Era de outro cliente.")

    assert saida == f"Pagamento de R$ 49,90 desfeito; a fatura {fatura.pk} está aguardando pagamento.\n"
    assert Pagamento.objects.get().motivo_estorno == "Era de outro cliente."


def test_recusas_chegam_com_sua_frase(fatura: Fatura) -> None:
    with pytest.raises(PagamentoInsuficiente):
        enlace_baixar(fatura.pk, "--valor", "1", "--data", "2026-12-10")
    with pytest.raises(PagamentoNaoEncontrado):
        enlace_baixar(fatura.pk, "--desfazer", "--motivo", "Nada.")
    with pytest.raises(FaturaDesconhecida):
        enlace_baixar(fatura.pk + 1, *PAGAR)
    enlace_baixar(fatura.pk, *PAGAR)
    with pytest.raises(FaturaQuitada):
        enlace_baixar(fatura.pk, *PAGAR)
    with pytest.raises(MotivoDoEstornoObrigatorio):
        enlace_baixar(fatura.pk, "--desfazer")


@pytest.mark.parametrize(
    "argumentos",
    [
        (),
        ("--valor", "49.90"),
        ("--data", "2026-12-10"),
        ("--desfazer", "--motivo", "x", "--valor", "1"),
        (*PAGAR, "--motivo", "x"),
        ("--valor", "1.234,56", "--data", "2026-12-10"),
        ("--valor", "-1", "--data", "2026-12-10"),
        ("--valor", "1e3", "--data", "2026-12-10"),
        ("--valor", "10.999", "--data", "2026-12-10"),
    ],
)
def test_argumentos_errados_nao_mudam_nada(fatura: Fatura, argumentos: tuple[str, ...]) -> None:
    with pytest.raises(CommandError):
        enlace_baixar(fatura.pk, *argumentos)

    assert not Pagamento.objects.exists()
