"""The end of a trust unblock: at the end of its last day, suspended again where the debt is open, withdrawn where it is not."""

from datetime import date, timedelta

import pytest
from django.db.models import F

from enlace.auditoria.models import Registro
from enlace.financeiro.models import AvisoDebito, DecisaoInadimplencia, RegraCobranca
from enlace.mensagens.models import Mensagem
from enlace.processos import jobs
from enlace.processos.inadimplencia import restabelecer, suspender
from enlace.processos.recebimento import cancelar_fatura
from enlace.processos.tests.cobranca import AUTOR, um_servico_cobrado
from enlace.processos.tests.confianca import (
    MEIA_NOITE,
    ULTIMO_INSTANTE,
    ajustes,
    com_login,
    confiar,
    encerrar,
    estado,
    regra,
    servico_de,
    situacoes,
    um_suspenso_a_mao,
    um_suspenso_por_fatura,
)
from enlace.processos.tests.devedores import AVISO, dia, pagar, um_devedor_avisado, uma_fatura
from enlace.servicos.models import ClienteServico, DesbloqueioConfianca, Suspensao
from enlace.servicos.situacao import cancelar, suspender_parcialmente, suspender_por_debito
from enlace.servicos.tests.fabrica import um_motivo


@pytest.mark.django_db
class TestVencimento:
    def test_funciona_ate_o_ultimo_instante_do_dia_e_e_suspenso_no_seguinte_mesmo_feriado(self) -> None:
        fatura = um_suspenso_por_fatura()
        servico = servico_de(fatura)
        confiar(servico)
        antes = ajustes()

        cedo = (encerrar(ULTIMO_INSTANTE), estado(servico))
        na_hora = (encerrar(MEIA_NOITE), estado(servico))

        assert (cedo, na_hora) == ((0, "servico_habilitado"), (1, "suspenso_debito"))
        desbloqueio = DesbloqueioConfianca.objects.get()
        assert (desbloqueio.situacao, desbloqueio.encerrado_em) == ("encerrado", MEIA_NOITE)
        decisao = DecisaoInadimplencia.objects.order_by("-pk")[0]
        assert (decisao.acao, decisao.faturas, decisao.dia) == ("suspender", [fatura.pk], date(2027, 1, 1))
        assert decisao.motivo == (
            "Terminou em 31/12/2026 o desbloqueio em confiança, e segue em aberto o débito avisado em 11/12/2026."
        )
        assert ajustes() == [*antes, servico.pk]

    def test_a_suspensao_recomeca_e_com_ela_os_prazos(self) -> None:
        servico = servico_de(um_suspenso_por_fatura())
        confiar(servico)

        encerrar(MEIA_NOITE)

        intervalos = Suspensao.objects.order_by("inicio").values_list("inicio", "fim")
        assert list(intervalos) == [(dia(28), dia(29)), (MEIA_NOITE, None)]
        # Sixty days after the new beginning, as the customer is told.
        assert "02/03/2027" in Mensagem.objects.order_by("-pk")[0].texto

    def test_repetir_nao_muda_nada(self) -> None:
        servico = servico_de(um_suspenso_por_fatura())
        confiar(servico)
        encerrar(MEIA_NOITE)
        antes = (ajustes(), DecisaoInadimplencia.objects.count(), Mensagem.objects.count(), Registro.objects.count())

        assert encerrar(MEIA_NOITE + timedelta(minutes=1)) == 0

        assert antes == (ajustes(), DecisaoInadimplencia.objects.count(), Mensagem.objects.count(), Registro.objects.count())

    def test_um_trabalhador_que_esteve_parado_suspende_quando_volta(self) -> None:
        servico = servico_de(um_suspenso_por_fatura())
        confiar(servico)

        assert encerrar(MEIA_NOITE + timedelta(days=5)) == 1

        assert estado(servico) == "suspenso_debito"

    def test_quem_as_faturas_suspenderam_de_novo_volta_pelo_relogio_quando_elas_somem(self) -> None:
        servico = servico_de(um_suspenso_por_fatura())
        confiar(servico)
        encerrar(MEIA_NOITE)
        AvisoDebito.objects.all().delete()

        assert restabelecer(autor=AUTOR, agora=MEIA_NOITE + timedelta(hours=1)) == 1

    def test_pela_agenda(self, monkeypatch: pytest.MonkeyPatch) -> None:
        servico = servico_de(um_suspenso_por_fatura())
        confiar(servico)
        monkeypatch.setattr(jobs, "agora", lambda: MEIA_NOITE)

        jobs.encerrar_desbloqueios()

        assert estado(servico) == "suspenso_debito"

    def test_o_que_esta_errado_num_servico_nao_para_os_outros(self) -> None:
        alterado, servico = servico_de(um_suspenso_por_fatura()), servico_de(um_suspenso_por_fatura())
        confiar(alterado)
        confiar(servico)
        # By a road that knows nothing of trust.
        ClienteServico.objects.filter(pk=alterado.pk).update(status="inativo")

        assert encerrar(MEIA_NOITE) == 2

        assert (estado(alterado), estado(servico)) == ("inativo", "suspenso_debito")
        assert situacoes() == ["interrompido", "encerrado"]


@pytest.mark.django_db
class TestDebitoResolvido:
    def test_pago_antes_do_fim_e_retirado_na_hora_e_em_silencio(self) -> None:
        fatura = um_suspenso_por_fatura()
        servico = servico_de(fatura)
        confiar(servico)
        antes = (ajustes(), Mensagem.objects.count(), DecisaoInadimplencia.objects.count())

        pagar(fatura, dia(30))
        depois = encerrar(MEIA_NOITE)

        assert (estado(servico), depois) == ("servico_habilitado", 0)
        desbloqueio = DesbloqueioConfianca.objects.get()
        assert (desbloqueio.situacao, desbloqueio.encerrado_em) == ("retirado", dia(30))
        assert antes == (ajustes(), Mensagem.objects.count(), DecisaoInadimplencia.objects.count())

    def test_fatura_cancelada_o_retira(self) -> None:
        fatura = um_suspenso_por_fatura()
        confiar(servico_de(fatura))

        cancelar_fatura(fatura.pk, motivo="Cobrança indevida", autor=AUTOR, agora=dia(30))

        assert situacoes() == ["retirado"]

    def test_o_debito_que_foi_por_outro_caminho_o_retira_no_fim(self) -> None:
        servico = servico_de(um_suspenso_por_fatura())
        confiar(servico)
        AvisoDebito.objects.all().delete()
        antes = (ajustes(), Mensagem.objects.count())

        assert encerrar(MEIA_NOITE) == 1

        assert (estado(servico), situacoes()) == ("servico_habilitado", ["retirado"])
        assert antes == (ajustes(), Mensagem.objects.count())

    def test_outra_fatura_que_ja_suspenderia_o_mantem_e_suspende_no_fim(self) -> None:
        fatura = um_suspenso_por_fatura()
        servico = servico_de(fatura)
        outra = uma_fatura(servico)
        AvisoDebito.objects.create(fatura=outra, criado_em=AVISO, notificado_em=AVISO, texto="")
        confiar(servico)

        pagar(fatura, dia(30))
        no_pagamento = situacoes()
        encerrar(MEIA_NOITE)

        assert (no_pagamento, situacoes(), estado(servico)) == (["ativo"], ["encerrado"], "suspenso_debito")
        assert DecisaoInadimplencia.objects.order_by("-pk")[0].faturas == [outra.pk]

    def test_outra_fatura_avisada_ha_pouco_nao_o_mantem(self) -> None:
        fatura = um_suspenso_por_fatura()
        servico = servico_de(fatura)
        outra = uma_fatura(servico)
        AvisoDebito.objects.create(fatura=outra, criado_em=dia(20), notificado_em=dia(20), texto="")
        confiar(servico)

        pagar(fatura, dia(30))

        assert (situacoes(), estado(servico)) == (["retirado"], "servico_habilitado")

    def test_o_prazo_da_lei_nao_encurta(self) -> None:
        fatura = um_suspenso_por_fatura()
        servico = servico_de(fatura)
        confiar(servico)
        # The bill that suspended it goes another way; of another one notice was given fourteen days before the end.
        AvisoDebito.objects.filter(fatura=fatura).delete()
        outra = uma_fatura(servico)
        AvisoDebito.objects.create(fatura=outra, criado_em=dia(18), notificado_em=MEIA_NOITE - timedelta(days=14), texto="")

        encerrar(MEIA_NOITE)

        assert (situacoes(), estado(servico)) == (["retirado"], "servico_habilitado")

    def test_o_pagamento_restabelece_depois_do_fim(self) -> None:
        fatura = um_suspenso_por_fatura()
        servico = servico_de(fatura)
        confiar(servico)
        encerrar(MEIA_NOITE)

        pagar(fatura, MEIA_NOITE + timedelta(hours=12))

        assert estado(servico) == "servico_habilitado"
        assert ajustes() == [servico.pk] * 4


@pytest.mark.django_db
class TestSuspensoAMao:
    def test_volta_a_ser_suspenso_sem_decisao_nossa_e_sem_mensagem(self) -> None:
        servico = um_suspenso_a_mao()
        confiar(servico)

        encerrar(MEIA_NOITE)

        assert (estado(servico), situacoes()) == ("suspenso_debito", ["encerrado"])
        assert not DecisaoInadimplencia.objects.exists()
        assert not Mensagem.objects.exists()
        assert ajustes() == [servico.pk] * 2
        # Nor does the clock restore it.
        assert restabelecer(autor=AUTOR, agora=MEIA_NOITE + timedelta(hours=1)) == 0

    def test_o_relogio_nao_o_retira_por_causa_de_outro_servico_do_cliente(self) -> None:
        fatura = um_suspenso_por_fatura()
        servico = com_login(um_servico_cobrado(fatura.cliente))
        suspender_por_debito(servico=servico, agora=dia(28))
        confiar(servico)

        restabelecer(autor=AUTOR, agora=dia(29) + timedelta(hours=1))
        depois_do_relogio = situacoes()
        encerrar(MEIA_NOITE)

        assert (depois_do_relogio, situacoes()) == (["ativo"], ["encerrado"])
        assert estado(servico) == "suspenso_debito"

    def test_o_relogio_retira_o_de_quem_as_faturas_suspenderam_quando_elas_somem(self) -> None:
        fatura, outra = um_suspenso_por_fatura(), um_suspenso_por_fatura()
        servico = servico_de(fatura)
        ClienteServico.objects.filter(pk=servico_de(outra).pk).update(cliente=fatura.cliente, numero_plano=2)
        confiar(servico)
        AvisoDebito.objects.filter(fatura=fatura).delete()

        restaurados = restabelecer(autor=AUTOR, agora=dia(30))

        assert (restaurados, situacoes(), estado(servico)) == (0, ["retirado"], "servico_habilitado")

    def test_com_um_debito_avisado_e_por_ele_que_volta(self) -> None:
        fatura = um_devedor_avisado()
        servico = com_login(servico_de(fatura))
        ClienteServico.objects.update(status="suspenso_debito")
        confiar(servico)

        encerrar(MEIA_NOITE)

        assert DecisaoInadimplencia.objects.get().faturas == [fatura.pk]

    def test_um_pagamento_o_retira(self) -> None:
        servico = um_suspenso_a_mao()
        fatura = uma_fatura(servico)
        confiar(servico)

        pagar(fatura, dia(30))
        encerrar(MEIA_NOITE)

        assert (estado(servico), situacoes()) == ("servico_habilitado", ["retirado"])

    def test_quem_estava_suspenso_parcialmente_volta_a_isso(self) -> None:
        regra(so_por_debito=False)
        servico = servico_de(um_suspenso_por_fatura())
        ClienteServico.objects.update(status="suspenso_parcialmente")
        Suspensao.objects.update(fim=F("inicio"))
        confiar(servico)

        encerrar(MEIA_NOITE)

        assert (estado(servico), situacoes()) == ("suspenso_parcialmente", ["encerrado"])
        assert DecisaoInadimplencia.objects.filter(acao="suspender").count() == 1


@pytest.mark.django_db
class TestEnquantoVale:
    def test_a_cobranca_diaria_nao_suspende_nem_anota_nada(self) -> None:
        RegraCobranca.objects.create(vigente_desde=date(2026, 1, 1), suspende_em_feriado=True)
        servico = servico_de(um_suspenso_por_fatura())
        confiar(servico)
        antes = DecisaoInadimplencia.objects.count()

        assert [suspender(autor=AUTOR, agora=dia(numero)) for numero in (29, 30, 31)] == [0, 0, 0]

        assert (estado(servico), DecisaoInadimplencia.objects.count()) == ("servico_habilitado", antes)

    def test_cancelar_o_servico_o_interrompe(self) -> None:
        servico = um_suspenso_a_mao()
        confiar(servico)

        cancelar(servico=servico, motivo=um_motivo(), agora=dia(30))
        encerrar(MEIA_NOITE)

        assert (estado(servico), situacoes()) == ("cancelado", ["interrompido"])

    def test_reduzir_o_servico_o_interrompe(self) -> None:
        servico = um_suspenso_a_mao()
        confiar(servico)

        suspender_parcialmente(servico=servico, agora=dia(30))

        assert situacoes() == ["interrompido"]
