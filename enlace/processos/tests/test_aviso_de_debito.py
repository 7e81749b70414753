"""The notice of an overdue bill: what it says, to whom, and from when it counts."""

from datetime import date, datetime, timedelta

import pytest

from enlace.clientes.models import Cliente
from enlace.financeiro.models import AvisoDebito
from enlace.mensagens.models import Estado, Mensagem
from enlace.processos.aviso_de_debito import AvisoDesconhecido, EntregaForaDoPrazo, avisar, registrar_entrega
from enlace.processos.recebimento import cancelar_fatura
from enlace.processos.tests.cobranca import AUTOR, um_servico_cobrado
from enlace.processos.tests.devedores import AVISO, dia, pagar, um_devedor, uma_fatura


@pytest.mark.django_db
class TestAviso:
    def test_diz_motivo_valor_mes_e_prazos(self) -> None:
        fatura = um_devedor()

        quantos = avisar(agora=AVISO)

        aviso = AvisoDebito.objects.get(fatura=fatura)
        # 99.90 with 2 % and one day of 1 % a month.
        assert quantos == 1
        assert [parte for parte in ("101,93", "12/2026", "10/12/2026", "26/12/2026") if parte not in aviso.texto] == [], aviso.texto
        assert aviso.notificado_em is None

    def test_e_um_so_por_fatura_por_mais_que_se_repita(self) -> None:
        um_devedor()

        quantos = [avisar(agora=AVISO + timedelta(hours=horas)) for horas in (0, 1, 24, 48)]

        assert quantos == [1, 0, 0, 0]
        assert Mensagem.objects.count() == 1

    def test_fatura_que_vence_no_sabado_so_e_avisada_depois_da_segunda(self) -> None:
        uma_fatura(um_servico_cobrado(), vencimento=date(2026, 12, 12))

        avisar(agora=dia(14))
        na_segunda = AvisoDebito.objects.count()
        avisar(agora=dia(15))

        assert (na_segunda, AvisoDebito.objects.count()) == (0, 1)

    @pytest.mark.parametrize("pagamento", [True, False])
    def test_fatura_paga_ou_cancelada_nao_e_avisada(self, *, pagamento: bool) -> None:
        fatura = um_devedor()
        if pagamento:
            pagar(fatura, dia(11))
        else:
            cancelar_fatura(fatura.pk, motivo="Erro", autor=AUTOR, agora=dia(11))

        assert avisar(agora=AVISO) == 0

    def test_o_aviso_que_ainda_nao_saiu_e_deixado_quando_a_fatura_e_paga(self) -> None:
        fatura = um_devedor()
        avisar(agora=AVISO)

        pagar(fatura, AVISO)

        assert Mensagem.objects.filter(referencia=f"aviso:{fatura.pk}").get().estado == Estado.DESISTIDA

    def test_aviso_que_falhou_e_mandado_de_novo_no_dia_seguinte(self) -> None:
        fatura = um_devedor()
        avisar(agora=AVISO)
        Mensagem.objects.update(estado=Estado.FALHOU, finalizada_em=AVISO)

        no_mesmo_dia = avisar(agora=AVISO + timedelta(hours=1))
        no_outro = avisar(agora=AVISO + timedelta(days=1))

        assert (no_mesmo_dia, no_outro) == (0, 1)
        assert Mensagem.objects.filter(referencia=f"aviso:{fatura.pk}").count() == 2
        assert AvisoDebito.objects.count() == 1

    def test_cliente_sem_endereco_espera_por_uma_carta(self) -> None:
        fatura = um_devedor(email=None)

        quantos = avisar(agora=AVISO)
        aviso = registrar_entrega(fatura.pk, canal="carta", quando=dia(14), autor=AUTOR, agora=dia(15))

        assert quantos == 0
        assert (aviso.notificado_em, aviso.canal) == (dia(14), "carta")
        with pytest.raises(AvisoDesconhecido):
            registrar_entrega(fatura.pk, canal="carta", quando=dia(14), autor=AUTOR, agora=dia(15))

    def test_o_texto_guardado_e_o_do_aviso_que_saiu(self) -> None:
        fatura = um_devedor(email=None)
        avisar(agora=AVISO)
        sem_endereco = AvisoDebito.objects.get().texto
        Cliente.objects.filter(pk=fatura.cliente_id).update(email_principal="bianca@cliente.example")

        avisar(agora=AVISO + timedelta(days=1))

        assert "carta" in sem_endereco
        assert AvisoDebito.objects.get().texto == Mensagem.objects.get().texto

    @pytest.mark.parametrize("quando", [dia(10), dia(16)])
    def test_a_entrega_a_mao_nao_encurta_o_prazo_do_cliente(self, quando: datetime) -> None:
        fatura = um_devedor(email=None)
        avisar(agora=AVISO)

        with pytest.raises(EntregaForaDoPrazo):
            registrar_entrega(fatura.pk, canal="carta", quando=quando, autor=AUTOR, agora=dia(15))
