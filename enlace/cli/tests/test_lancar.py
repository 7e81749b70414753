from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from enlace.auditoria.models import Registro
from enlace.cli.argumentos import ClienteDesconhecido
from enlace.cli.management.commands.lancar import ServicoDesconhecido
from enlace.financeiro.models import Cobranca
from enlace.processos.tests.banco import um_servico_de
from enlace.servicos.models import ClienteServico

pytestmark = pytest.mark.django_db


@pytest.fixture
def servico() -> ClienteServico:
    return um_servico_de()


def enlace_lancar(codigo: int, *argumentos: str) -> str:
    saida = StringIO()
    call_command("lancar", str(codigo), "--a-partir", "2026-12-10", *argumentos, stdout=saida)
    return saida.getvalue()


def test_lanca_em_parcelas_para_um_servico(servico: ClienteServico) -> None:
    codigo, numero = servico.cliente.codigo_cliente, str(servico.numero_plano)

    saida = enlace_lancar(codigo, "--descricao", "Instalação", "--valor", "100", "--parcelas", "3", "--servico", numero)

    assert [linha.partition("  ")[2] for linha in saida.splitlines()] == [
        "a partir de 10/12/2026  (+) Instalação (1/3) | R$ 33.33",
        "a partir de 10/01/2027  (+) Instalação (2/3) | R$ 33.33",
        "a partir de 10/02/2027  (+) Instalação (3/3) | R$ 33.34",
    ]
    assert Cobranca.objects.filter(cliente_servico=servico, fatura=None).count() == 3
    assert set(Registro.objects.filter(tabela="cobranca").values_list("porta", flat=True)) == {"cli"}


def test_lanca_um_credito(servico: ClienteServico) -> None:
    enlace_lancar(servico.cliente.codigo_cliente, "--descricao", "Pago na conta errada", "--valor", "49,90", "--credito")

    credito = Cobranca.objects.get()
    assert (credito.tipo, credito.valor, credito.cliente_id) == ("credito", Decimal("-49.90"), servico.cliente_id)


def test_recusas_chegam_com_sua_frase(servico: ClienteServico) -> None:
    codigo, dados = servico.cliente.codigo_cliente, ("--descricao", "Cabo", "--valor", "1")

    with pytest.raises(ClienteDesconhecido):
        enlace_lancar(codigo + 1, *dados)
    with pytest.raises(ServicoDesconhecido):
        enlace_lancar(codigo, *dados, "--servico", "99")
    with pytest.raises(CommandError):
        enlace_lancar(codigo, *dados, "--credito", "--parcelas", "2")
    assert not Cobranca.objects.exists()
