"""The monthly run killed at many points, and twice at once: each service is billed exactly once."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from functools import partial

import pytest
from django.db import connection
from django.db.models import Count, Sum

from enlace.core.tests.concorrencia import ao_mesmo_tempo
from enlace.financeiro.models import Cobranca, ContaBancaria, Fatura, Faturamento
from enlace.processos.faturamento_mensal import faturar
from enlace.processos.tests.cobranca import AGORA, AUTOR, HOJE, VENCIMENTO, um_pacote, um_servico_cobrado
from enlace.servicos.models import ClienteServico
from enlace.servicos.tests.fabrica import um_cliente

pytestmark = pytest.mark.usefixtures("banco_confirmado")

CLIENTES = 30
rodar = partial(faturar, VENCIMENTO, autor=AUTOR, agora=AGORA, hoje=HOJE, tamanho=2)


@pytest.fixture
def clientes(banco_confirmado: None) -> None:  # noqa: ARG001 - the order matters
    for numero in range(CLIENTES):
        servico = um_servico_cobrado(um_cliente(f"CLIENTE {numero}"), valor="99.90")
        if numero % 3 == 0:
            um_pacote(servico, valor="20.00")


def conferir(*, termino: bool = True) -> None:
    """One bill a service, each worth its lines, numbers in sequence, and a run that counted right."""
    faturas = Fatura.objects.order_by("nosso_numero")
    assert list(faturas.values_list("nosso_numero", flat=True)) == list(range(1, CLIENTES + 1))
    assert set(faturas.values("cliente").annotate(n=Count("pk")).values_list("n", flat=True)) == {1}
    assert set(Cobranca.objects.values("cliente_servico", "tipo").annotate(n=Count("pk")).values_list("n", flat=True)) == {1}
    total = CLIENTES * Decimal("99.90") + CLIENTES // 3 * Decimal("20.00")
    assert faturas.aggregate(v=Sum("valor"))["v"] == total
    assert ContaBancaria.objects.get().nosso_numero_proximo == CLIENTES + 1
    faturamento = Faturamento.objects.order_by("pk")[0]
    assert (faturamento.faturas, faturamento.valor, faturamento.clientes) == (CLIENTES, total, CLIENTES)
    assert (faturamento.terminado_em is not None) == termino


@pytest.mark.usefixtures("clientes")
def test_morto_em_qualquer_ponto_e_retomado_cada_servico_e_cobrado_uma_vez() -> None:
    banco = connection.settings_dict
    url = f"postgresql://{banco['USER']}@/{banco['NAME']}?host={banco['HOST']}"

    feito = subprocess.run(
        [sys.executable, "-m", "enlace.processos.tests.faturar_e_morrer", "3", "40", "2"],
        env={**os.environ, "DATABASE_URL": url},
        check=True,
        capture_output=True,
        text=True,
        timeout=120,
    )
    meio = Fatura.objects.count()
    rodar()

    # Most of them died, and at least one after having issued something.
    assert int(feito.stdout) >= 20
    assert 0 < meio <= CLIENTES
    conferir()


@pytest.mark.usefixtures("clientes")
def test_o_segundo_espera_o_primeiro_e_nao_repete_nada() -> None:
    outro = ao_mesmo_tempo(rodar, rodar)

    assert outro.exception() is None
    conferir()


@pytest.mark.usefixtures("clientes")
def test_tres_ao_mesmo_tempo_dividem_os_clientes() -> None:
    def uma() -> None:
        try:
            rodar()
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as linhas:
        feitas = [linhas.submit(uma) for _ in range(3)]

    assert [feita.exception() for feita in feitas] == [None, None, None]
    conferir()


@pytest.mark.usefixtures("clientes")
def test_um_dia_cobrado_por_outro_caminho_no_mesmo_instante_nao_e_cobrado_de_novo_nem_para_os_outros() -> None:
    servico = ClienteServico.objects.order_by("cliente_id")[3]

    def por_outro_caminho() -> None:
        """Somebody who asks for no lock: the database is the last to know."""
        Cobranca.objects.create(
            cliente_id=servico.cliente_id,
            cliente_servico=servico,
            tipo=Cobranca.Tipo.MENSALIDADE,
            descricao="(+) à mão",
            valor=1,
            valor_original=1,
            data_vencimento=VENCIMENTO,
            periodo_inicio=date(2026, 11, 20),
            periodo_fim=date(2026, 11, 21),
            data_cadastro=AGORA,
        )

    outro = ao_mesmo_tempo(por_outro_caminho, rodar)

    assert outro.exception() is None
    # The batch is refused and read anew, a customer at a time: now the day is seen, and what is charged begins behind it.
    do_servico = Cobranca.objects.get(cliente_servico=servico, descricao__startswith="(+) 100M")
    assert do_servico.periodo_inicio == date(2026, 11, 21)
    faturamento = Faturamento.objects.get()
    assert (faturamento.faturas, faturamento.clientes) == (CLIENTES, CLIENTES)
    assert list(Fatura.objects.order_by("nosso_numero").values_list("nosso_numero", flat=True)) == list(range(1, CLIENTES + 1))
