"""Another plan or price: who may have it, what follows, from when it is charged."""

from datetime import date
from decimal import Decimal

import pytest

from enlace.financeiro.models import Cobranca
from enlace.planos.models import Plano
from enlace.processos.cancelamento_de_servico import cancelar
from enlace.processos.faturamento_mensal import faturar
from enlace.processos.mudanca_de_plano import (
    NadaMuda,
    PlanoDeServicoCancelado,
    PlanoNaoAtende,
    desde_quando,
    mudar_plano,
)
from enlace.processos.tests.cobranca import AUTOR, um_servico_cobrado
from enlace.processos.tests.confianca import (
    ajustes,
)
from enlace.processos.tests.devedores import dia
from enlace.processos.tests.pessoas import acoes, um_trabalhando
from enlace.prospectos.models import UnidadeNegocio
from enlace.servicos.contratacao import PlanoForaDeVenda
from enlace.servicos.tests.fabrica import AGORA, um_motivo, um_plano

pytestmark = pytest.mark.django_db


class TestMudancaDePlano:
    def test_novo_plano_novo_preco_e_as_conexoes_acompanham(self) -> None:
        servico, plano = um_trabalhando(), um_plano(valor="149.90")

        mudar_plano(servico.pk, plano=plano, autor=AUTOR)

        servico.refresh_from_db()
        assert (servico.plano, servico.valor) == (plano, Decimal("149.90"))
        assert (acoes(), ajustes()) == ([("mudar_plano", str(servico.pk))], [servico.pk])

    def test_so_o_preco_nao_mexe_nas_conexoes_mesmo_de_plano_fora_de_venda(self) -> None:
        servico = um_trabalhando()
        Plano.objects.update(ativo=False)

        mudar_plano(servico.pk, plano=servico.plano, valor=Decimal("89.90"), autor=AUTOR)

        servico.refresh_from_db()
        assert (servico.valor, ajustes()) == (Decimal("89.90"), [])

    def test_recusas(self) -> None:
        servico = um_trabalhando()
        da_unidade = um_plano()
        UnidadeNegocio.objects.create(nome="OUTRA CIDADE").planos.add(da_unidade)
        UnidadeNegocio.objects.create(nome="DAQUI").cidades.add(servico.endereco_instalacao.bairro.cidade)

        with pytest.raises(NadaMuda):
            mudar_plano(servico.pk, plano=servico.plano, valor=servico.valor, autor=AUTOR)
        with pytest.raises(PlanoForaDeVenda):
            mudar_plano(servico.pk, plano=um_plano(ativo=False), autor=AUTOR)
        with pytest.raises(PlanoNaoAtende):
            mudar_plano(servico.pk, plano=da_unidade, autor=AUTOR)
        cancelar(servico.pk, motivo=um_motivo(), autor=AUTOR, agora=AGORA)
        with pytest.raises(PlanoDeServicoCancelado):
            mudar_plano(servico.pk, plano=um_plano(), autor=AUTOR)

        assert [acao for acao, _chave in acoes()] == ["cancelar"]

    def test_o_preco_novo_vale_dos_dias_que_nenhuma_fatura_cobrou(self) -> None:
        servico = um_servico_cobrado()
        nunca = desde_quando(servico)
        faturar(date(2026, 12, 10), autor=AUTOR, agora=dia(1), hoje=date(2026, 12, 1))

        mudar_plano(servico.pk, plano=um_plano(valor="150.00"), autor=AUTOR)
        desde = desde_quando(servico)
        faturar(date(2027, 1, 10), autor=AUTOR, agora=dia(31), hoje=date(2026, 12, 31))

        cobradas = Cobranca.objects.filter(tipo=Cobranca.Tipo.MENSALIDADE).order_by("periodo_inicio")
        assert nunca is None
        assert [(linha.periodo_inicio, linha.valor) for linha in cobradas] == [
            (cobradas[0].periodo_inicio, Decimal("99.90")),
            (desde, Decimal("150.00")),
        ]
