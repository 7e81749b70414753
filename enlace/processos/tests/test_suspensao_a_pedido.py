"""A pause that the customer asks for: for whom, for how long, how often, and what bills make of it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from enlace.core.datas import dia_local
from enlace.financeiro.models import Cobranca, Fatura
from enlace.processos.faturamento_mensal import faturar
from enlace.processos.habilitacao import habilitar
from enlace.processos.suspensao_a_pedido import (
    ClienteEmDebito,
    DiasForaDaPausa,
    EmConfianca,
    PausaJaUsada,
    retomar_vencidas,
    suspender_a_pedido,
)
from enlace.processos.tests.cobranca import AUTOR, um_servico_cobrado
from enlace.processos.tests.confianca import (
    ajustes,
    confiar,
    estado,
    servico_de,
    situacoes,
    um_suspenso_a_mao,
)
from enlace.processos.tests.devedores import dia, um_devedor
from enlace.processos.tests.pessoas import acoes, um_trabalhando
from enlace.processos.travamento import ServicoInexistente
from enlace.servicos.models import ClienteServico, Pausa
from enlace.servicos.situacao import PausaRecusada
from enlace.servicos.tests.fabrica import AGORA, um_cliente

pytestmark = pytest.mark.django_db


class TestSuspensaoAPedido:
    def test_para_fica_registrada_e_chega_as_conexoes(self) -> None:
        servico = um_trabalhando()

        pausa = suspender_a_pedido(servico.pk, dias=30, autor=AUTOR, agora=AGORA)

        assert pausa.ate == dia_local(AGORA) + timedelta(days=30)
        assert estado(servico) == "suspenso_pedido_cliente"
        assert acoes() == [("suspender_a_pedido", str(servico.pk))]
        assert ajustes() == [servico.pk]

    @pytest.mark.parametrize("dias", [29, 121, 0, -1])
    def test_so_de_30_a_120_dias(self, dias: int) -> None:
        with pytest.raises(DiasForaDaPausa, match="de 30 a 120 dias"):
            suspender_a_pedido(um_trabalhando().pk, dias=dias, autor=AUTOR, agora=AGORA)

    def test_uma_vez_a_cada_doze_meses_mesmo_que_tenha_voltado_antes(self) -> None:
        servico = um_trabalhando()
        suspender_a_pedido(servico.pk, dias=30, autor=AUTOR, agora=AGORA)
        habilitar(servico.pk, autor=AUTOR, agora=AGORA + timedelta(days=2))

        with pytest.raises(PausaJaUsada, match="a partir de 20/11/2027"):
            suspender_a_pedido(servico.pk, dias=30, autor=AUTOR, agora=AGORA + timedelta(days=364))
        suspender_a_pedido(servico.pk, dias=30, autor=AUTOR, agora=AGORA + timedelta(days=365))

        assert Pausa.objects.filter(cliente_servico=servico).count() == 2

    def test_quem_tem_fatura_vencida_nao_para(self) -> None:
        servico = servico_de(um_devedor())

        suspender_a_pedido(um_servico_cobrado(um_cliente("OUTRO")).pk, dias=30, autor=AUTOR, agora=dia(11))
        with pytest.raises(ClienteEmDebito, match="vencida em 10/12/2026"):
            suspender_a_pedido(servico.pk, dias=30, autor=AUTOR, agora=dia(11))

        assert estado(servico) == "servico_habilitado"

    def test_fatura_que_ainda_nao_venceu_nao_impede(self) -> None:
        servico = servico_de(um_devedor())

        suspender_a_pedido(servico.pk, dias=30, autor=AUTOR, agora=dia(10))

        assert estado(servico) == "suspenso_pedido_cliente"

    def test_quem_esta_em_confianca_nao_para(self) -> None:
        servico = um_suspenso_a_mao()
        confiar(servico)

        with pytest.raises(EmConfianca):
            suspender_a_pedido(servico.pk, dias=30, autor=AUTOR, agora=dia(30))

        assert situacoes() == ["ativo"]

    def test_clicar_duas_vezes_para_uma_vez_so(self) -> None:
        servico = um_trabalhando()
        suspender_a_pedido(servico.pk, dias=30, autor=AUTOR, agora=AGORA)

        with pytest.raises(PausaJaUsada):
            suspender_a_pedido(servico.pk, dias=30, autor=AUTOR, agora=AGORA)

        assert (Pausa.objects.count(), ajustes()) == (1, [servico.pk])

    def test_suspenso_por_debito_nao_para_a_pedido(self) -> None:
        servico = um_suspenso_a_mao()

        with pytest.raises(PausaRecusada):
            suspender_a_pedido(servico.pk, dias=30, autor=AUTOR, agora=dia(30))

    def test_servico_que_nao_existe(self) -> None:
        with pytest.raises(ServicoInexistente):
            suspender_a_pedido(987654321, dias=30, autor=AUTOR, agora=AGORA)

    def test_depois_do_ultimo_dia_volta_sozinho_uma_vez(self) -> None:
        servico = um_trabalhando()
        pausa = suspender_a_pedido(servico.pk, dias=30, autor=AUTOR, agora=AGORA)

        cedo = retomar_vencidas(autor=AUTOR, agora=AGORA + timedelta(days=30))
        no_dia = [retomar_vencidas(autor=AUTOR, agora=AGORA + timedelta(days=31)) for _vez in range(2)]

        pausa.refresh_from_db()
        assert (cedo, no_dia) == (0, [1, 0])
        assert (estado(servico), pausa.fim) == ("servico_habilitado", AGORA + timedelta(days=31))
        assert acoes()[-1] == ("retomar", str(servico.pk))
        assert ajustes() == [servico.pk] * 2

    def test_a_que_outro_caminho_encerrou_so_e_fechada(self) -> None:
        servico = um_trabalhando()
        suspender_a_pedido(servico.pk, dias=30, autor=AUTOR, agora=AGORA)
        ClienteServico.objects.filter(pk=servico.pk).update(status="inativo")

        assert retomar_vencidas(autor=AUTOR, agora=AGORA + timedelta(days=31)) == 0

        assert estado(servico) == "inativo"
        assert not Pausa.objects.abertas().exists()

    def test_nenhum_dia_parado_e_pago_nem_os_que_a_fatura_anterior_ja_cobrou(self) -> None:
        servico = um_servico_cobrado()
        faturar(date(2026, 12, 10), autor=AUTOR, agora=dia(1), hoje=date(2026, 12, 1))
        suspender_a_pedido(servico.pk, dias=60, autor=AUTOR, agora=dia(2))
        faturar(date(2027, 1, 10), autor=AUTOR, agora=dia(31), hoje=date(2026, 12, 31))
        habilitar(servico.pk, autor=AUTOR, agora=dia(25, 1).replace(year=2027))

        faturar(date(2027, 2, 10), autor=AUTOR, agora=dia(1, 2).replace(year=2027), hoje=date(2027, 2, 1))

        mensalidades = Cobranca.objects.filter(tipo=Cobranca.Tipo.MENSALIDADE).order_by("periodo_inicio")
        assert [(linha.data_vencimento, linha.valor) for linha in mensalidades] == [
            (date(2026, 12, 10), Decimal("99.90")),
            (date(2027, 2, 10), Decimal("99.90")),
        ]
        descontos = Cobranca.objects.filter(tipo=Cobranca.Tipo.DESCONTO).order_by("periodo_inicio")
        # The days of December's bill from the pause on, and those of February's before the return.
        assert [(linha.periodo_inicio, linha.periodo_fim) for linha in descontos] == [
            (date(2026, 12, 2), date(2026, 12, 9)),
            (date(2027, 1, 9), date(2027, 1, 25)),
        ]
        assert sum(linha.valor for linha in descontos) == -(Decimal("23.31") + Decimal("53.28"))

    def test_um_mes_parado_cobrado_adiantado_volta_na_fatura_seguinte(self) -> None:
        servico = um_servico_cobrado(antecipada=True)
        faturar(date(2026, 12, 10), autor=AUTOR, agora=dia(1), hoje=date(2026, 12, 1))
        suspender_a_pedido(servico.pk, dias=30, autor=AUTOR, agora=dia(10))
        retomar_vencidas(autor=AUTOR, agora=dia(10, 1).replace(year=2027))

        faturar(date(2027, 1, 10), autor=AUTOR, agora=dia(10, 1).replace(year=2027), hoje=date(2027, 1, 10))

        (desconto,) = Cobranca.objects.filter(tipo=Cobranca.Tipo.DESCONTO)
        assert (desconto.periodo_inicio, desconto.periodo_fim) == (date(2026, 12, 10), date(2027, 1, 10))
        assert desconto.valor == Decimal("-99.90")
        # A bill of nothing, settled; the days are given back once.
        faturar(date(2027, 2, 10), autor=AUTOR, agora=dia(1, 2).replace(year=2027), hoje=date(2027, 2, 1))
        assert Cobranca.objects.filter(tipo=Cobranca.Tipo.DESCONTO).count() == 1
        assert [str(valor) for valor in Fatura.objects.order_by("data_vencimento").values_list("valor", flat=True)] == [
            "99.90",
            "0.00",
            "99.90",
        ]
