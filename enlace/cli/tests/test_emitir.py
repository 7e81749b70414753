from datetime import UTC, datetime
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command

from enlace.cli.argumentos import ClienteDesconhecido, FormaDesconhecida
from enlace.core.dinheiro import ZERO
from enlace.financeiro.emissao import FaturaVazia
from enlace.financeiro.models import Fatura
from enlace.financeiro.tests.fabrica import um_mes, uma_fatura, uma_forma
from enlace.financeiro.travamento import FaturaCancelada
from enlace.servicos.models import ClienteServico
from enlace.servicos.situacao import suspender_por_debito
from enlace.servicos.tests.fabrica import um_servico

pytestmark = pytest.mark.django_db


@pytest.fixture
def servico() -> ClienteServico:
    return um_servico(estado="servico_habilitado")


def enlace(comando: str, *argumentos: object) -> str:
    saida = StringIO()
    call_command(comando, *map(str, argumentos), stdout=saida)
    return saida.getvalue()


def test_emite_as_parcelas_que_esperam_e_so_as_que_ja_se_cobram(servico: ClienteServico) -> None:
    codigo, forma = servico.cliente.codigo_cliente, uma_forma().pk
    enlace("lancar", codigo, "--descricao", "Roteador", "--valor", 100, "--parcelas", 3, "--a-partir", "2026-12-10")

    primeira = enlace("emitir", codigo, "--vencimento", "2026-12-10", "--forma", forma)
    resto = enlace("emitir", codigo, "--vencimento", "2026-12-20", "--forma", forma, "--todas")

    assert "R$ 33,33, vence em 10/12/2026." in primeira
    assert "R$ 66,67, vence em 20/12/2026." in resto
    with pytest.raises(FaturaVazia):
        enlace("emitir", codigo, "--vencimento", "2026-12-30", "--forma", forma, "--todas")


def test_recusas_chegam_com_sua_frase(servico: ClienteServico) -> None:
    with pytest.raises(ClienteDesconhecido):
        enlace("emitir", servico.cliente.codigo_cliente + 1, "--vencimento", "2026-12-10", "--forma", 1)
    with pytest.raises(FormaDesconhecida, match="nenhuma"):
        enlace("emitir", servico.cliente.codigo_cliente, "--vencimento", "2026-12-10", "--forma", 1)


def test_renegociada_a_divida_o_servico_volta_e_as_parcelas_somam_o_que_se_devia(servico: ClienteServico) -> None:
    fatura = uma_fatura(um_mes(servico), cliente=servico.cliente)
    suspender_por_debito(servico=servico, agora=datetime(2026, 11, 1, tzinfo=UTC))

    saida = enlace("renegociar", fatura.pk, "--parcelas", 3, "--vencimento", "2027-01-10", "--forma", uma_forma().pk)

    novas = Fatura.objects.exclude(pk=fatura.pk).order_by("data_vencimento")
    assert sum((nova.valor for nova in novas), ZERO) == Decimal("99.90")
    assert [linha.rpartition(" ")[2] for linha in saida.splitlines()] == ["10/01/2027.", "10/02/2027.", "10/03/2027."]
    servico.refresh_from_db()
    assert servico.status_id == "servico_habilitado"
    with pytest.raises(FaturaCancelada):
        enlace("renegociar", fatura.pk, "--vencimento", "2027-01-10", "--forma", uma_forma().pk)
