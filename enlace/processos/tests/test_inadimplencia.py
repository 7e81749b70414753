"""Notice, suspension, restoration: who is cut off, when, why, and who is not."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from enlace.core.tests.concorrencia import ao_mesmo_tempo
from enlace.enderecos.models import Estado as Uf
from enlace.financeiro.baixa import PagamentoInsuficiente, desfazer
from enlace.financeiro.emissao import Linha, NovaFatura, emitir
from enlace.financeiro.models import AvisoDebito, Cobranca, DecisaoInadimplencia, Fatura, FeriadoLocal, RegraCobranca
from enlace.mensagens.models import Mensagem
from enlace.processos import jobs
from enlace.processos.aviso_de_debito import avisar, confirmar_avisos
from enlace.processos.inadimplencia import restabelecer, suspender
from enlace.processos.recebimento import cancelar_fatura
from enlace.processos.tests.cobranca import AUTOR, um_servico_cobrado, uma_forma
from enlace.processos.tests.devedores import (
    AVISO,
    VENCIMENTO,
    dia,
    entregar,
    pagar,
    situacao,
    um_devedor,
    um_devedor_avisado,
    uma_fatura,
)
from enlace.servicos.models import ClienteServico, Suspensao
from enlace.servicos.situacao import cancelar as cancelar_servico
from enlace.servicos.situacao import suspender_por_debito
from enlace.servicos.tests.fabrica import um_motivo


@pytest.mark.django_db
class TestSuspensao:
    def test_quinze_dias_depois_do_aviso_no_primeiro_dia_em_que_se_pode(self) -> None:
        fatura = um_devedor_avisado()

        # The 26th is a Saturday, the 28th a Monday; the 25th is a holiday.
        suspensos = {numero: suspender(autor=AUTOR, agora=dia(numero)) for numero in (12, 24, 25, 26, 27, 28, 29)}

        assert suspensos == {12: 0, 24: 0, 25: 0, 26: 0, 27: 0, 28: 1, 29: 0}
        assert situacao(fatura) == "suspenso_debito"
        decisoes = DecisaoInadimplencia.objects.order_by("dia").values_list("dia", "acao", "motivo")
        assert list(decisoes) == [
            (date(2026, 12, 26), "adiar", "Não se suspende de sexta-feira a domingo."),
            (date(2026, 12, 27), "adiar", "Não se suspende de sexta-feira a domingo."),
            (date(2026, 12, 28), "suspender", "Avisado em 11/12/2026, 17 dias antes."),
        ]
        decisao = DecisaoInadimplencia.objects.get(acao="suspender")
        assert (decisao.faturas, "765/2023" in decisao.artigo) == ([fatura.pk], True)
        assert Suspensao.objects.get().inicio == dia(28)

    def test_quinze_dias_sao_dias_inteiros(self) -> None:
        RegraCobranca.objects.create(vigente_desde=date(2026, 1, 1), ufs_sem_restricao=["MG"])
        fatura = um_devedor()
        avisar(agora=AVISO)
        entregar(fatura, AVISO + timedelta(hours=12))
        confirmar_avisos()

        suspensos = [suspender(autor=AUTOR, agora=dia(26) + timedelta(hours=horas)) for horas in (0, 11, 12)]

        assert suspensos == [0, 0, 1]

    def test_a_decisao_so_nomeia_as_faturas_em_que_se_apoia(self) -> None:
        fatura = um_devedor_avisado()
        outra = uma_fatura(ClienteServico.objects.get(cobrancas__fatura=fatura), vencimento=date(2026, 12, 20))
        AvisoDebito.objects.create(fatura=outra, criado_em=dia(22), notificado_em=dia(22), texto="")

        suspender(autor=AUTOR, agora=dia(28))

        assert DecisaoInadimplencia.objects.get().faturas == [fatura.pk]

    def test_o_aviso_dado_antes_do_vencimento_novo_nao_suspende_nem_mantem_suspenso(self) -> None:
        fatura = um_devedor_avisado()
        Fatura.objects.filter(pk=fatura.pk).update(data_vencimento=date(2027, 1, 10))
        antes = suspender(autor=AUTOR, agora=dia(28))
        Fatura.objects.filter(pk=fatura.pk).update(data_vencimento=VENCIMENTO)
        suspender(autor=AUTOR, agora=dia(28))
        Fatura.objects.filter(pk=fatura.pk).update(data_vencimento=date(2027, 1, 10))

        depois = restabelecer(autor=AUTOR, agora=dia(29))

        assert (antes, depois) == (0, 1)

    def test_a_fatura_que_nao_cobra_nada_do_servico_nao_o_suspende(self) -> None:
        fatura = um_devedor_avisado()
        suspenso_o_mes_inteiro = um_servico_cobrado(fatura.cliente)
        for valor in (50, -50):
            Cobranca.objects.create(
                cliente=fatura.cliente,
                cliente_servico=suspenso_o_mes_inteiro,
                fatura=fatura,
                tipo="avulsa" if valor > 0 else "desconto",
                descricao="Mensalidade",
                valor=valor,
                valor_original=valor,
                data_vencimento=VENCIMENTO,
                data_cadastro=dia(1),
            )

        assert suspender(autor=AUTOR, agora=dia(28)) == 1

        suspenso_o_mes_inteiro.refresh_from_db()
        assert suspenso_o_mes_inteiro.status_id == "servico_habilitado"

    def test_de_uma_fatura_de_valor_zero_ninguem_e_avisado(self) -> None:
        fatura = uma_fatura(um_servico_cobrado(), valor="0.00")
        desfazer(fatura.pagamentos.get().pk, motivo="Engano", autor=AUTOR, agora=dia(1))

        avisar(agora=AVISO)

        assert not AvisoDebito.objects.exists()

    def test_o_cliente_e_informado_da_suspensao(self) -> None:
        um_devedor_avisado()

        suspender(autor=AUTOR, agora=dia(28))

        mensagem = Mensagem.objects.exclude(referencia__startswith="aviso").get()
        assert mensagem.destino == "bianca@cliente.example"
        assert "100M" in mensagem.texto

    def test_o_aviso_que_nunca_saiu_nao_suspende_ninguem(self) -> None:
        fatura = um_devedor()
        avisar(agora=AVISO)

        for numero in (28, 29, 30):
            suspender(autor=AUTOR, agora=dia(numero))

        assert situacao(fatura) == "servico_habilitado"

    def test_so_os_servicos_da_fatura_sao_suspensos(self) -> None:
        fatura = um_devedor_avisado()
        outro = um_servico_cobrado(fatura.cliente)

        suspender(autor=AUTOR, agora=dia(28))

        outro.refresh_from_db()
        assert outro.status_id == "servico_habilitado"

    def test_fatura_sem_servico_nao_suspende(self) -> None:
        servico = um_servico_cobrado()
        avulsa = NovaFatura(
            cliente=servico.cliente,
            forma=uma_forma(),
            vencimento=VENCIMENTO,
            linhas=[Linha(descricao="Cabo", valor=Decimal(10))],
        )
        fatura = emitir(avulsa, autor=AUTOR, agora=dia(1))
        AvisoDebito.objects.create(fatura=fatura, criado_em=AVISO, notificado_em=AVISO, texto="")

        assert suspender(autor=AUTOR, agora=dia(28)) == 0

    @pytest.mark.parametrize(
        ("regra", "primeiro"),
        [
            ({}, 28),
            ({"suspende_de_sexta_a_domingo": True}, 26),
            ({"ufs_sem_restricao": ["MG"]}, 26),
            ({"ufs_sem_restricao": ["SP"]}, 28),
            ({"dias_para_suspender": 18}, 29),
        ],
    )
    def test_a_regra_em_vigor_decide_o_dia(self, regra: dict[str, object], primeiro: int) -> None:
        RegraCobranca.objects.create(vigente_desde=date(2026, 1, 1), **regra)
        RegraCobranca.objects.create(vigente_desde=date(2027, 1, 1), dias_para_suspender=90)
        um_devedor_avisado()

        dias = [numero for numero in range(24, 32) if suspender(autor=AUTOR, agora=dia(numero))]

        assert dias == [primeiro]

    def test_feriado_local_e_sua_vespera_protegem(self) -> None:
        FeriadoLocal.objects.create(data=date(2026, 12, 29), descricao="Aniversário da cidade")
        um_devedor_avisado()

        dias = [numero for numero in range(24, 31) if suspender(autor=AUTOR, agora=dia(numero))]

        assert dias == [30]

    def test_o_estado_e_o_da_instalacao(self) -> None:
        fatura = um_devedor_avisado()
        servico = ClienteServico.objects.get(cobrancas__fatura=fatura)
        RegraCobranca.objects.create(vigente_desde=date(2026, 1, 1), ufs_sem_restricao=["SP"])
        cidade = servico.endereco_instalacao.bairro.cidade
        cidade.estado = Uf.objects.get(pk="SP")
        cidade.save()

        assert suspender(autor=AUTOR, agora=dia(26)) == 1

    def test_uma_suspensao_que_alguem_deixou_aberta_nao_para_as_outras(self) -> None:
        fatura = um_devedor_avisado()
        Suspensao.objects.create(cliente_servico=ClienteServico.objects.get(cobrancas__fatura=fatura), inicio=dia(1))

        suspender(autor=AUTOR, agora=dia(28))

        assert list(Suspensao.objects.order_by("inicio").values_list("inicio", "fim")) == [(dia(1), dia(28)), (dia(28), None)]


@pytest.mark.django_db
class TestRestabelecimento:
    def test_o_pagamento_restabelece_na_hora(self) -> None:
        fatura = um_devedor_avisado()
        suspender(autor=AUTOR, agora=dia(28))

        pagar(fatura, dia(29))

        assert situacao(fatura) == "servico_habilitado"
        assert Suspensao.objects.get().fim == dia(29)
        assert DecisaoInadimplencia.objects.filter(acao="restabelecer").get().dia == date(2026, 12, 29)

    def test_outra_fatura_que_ja_suspenderia_mantem_a_suspensao(self) -> None:
        fatura = um_devedor_avisado()
        outra = uma_fatura(ClienteServico.objects.get(cobrancas__fatura=fatura))
        avisar(agora=AVISO)
        entregar(outra)
        confirmar_avisos()
        suspender(autor=AUTOR, agora=dia(28))

        pagar(fatura, dia(29))
        com_uma = situacao(fatura)
        pagar(outra, dia(29))

        assert (com_uma, situacao(fatura)) == ("suspenso_debito", "servico_habilitado")

    def test_outra_fatura_vencida_ha_pouco_nao_mantem_a_suspensao(self) -> None:
        fatura = um_devedor_avisado()
        suspender(autor=AUTOR, agora=dia(28))
        outra = uma_fatura(ClienteServico.objects.get(cobrancas__fatura=fatura), vencimento=date(2026, 12, 28))
        AvisoDebito.objects.create(fatura=outra, criado_em=dia(29), notificado_em=dia(29), texto="")

        pagar(fatura, dia(30))

        assert situacao(fatura) == "servico_habilitado"

    def test_pagamento_recusado_nao_restabelece(self) -> None:
        fatura = um_devedor_avisado()
        suspender(autor=AUTOR, agora=dia(28))

        with pytest.raises(PagamentoInsuficiente):
            pagar(fatura, dia(29), "99.89")

        assert situacao(fatura) == "suspenso_debito"

    def test_fatura_cancelada_restabelece(self) -> None:
        fatura = um_devedor_avisado()
        suspender(autor=AUTOR, agora=dia(28))

        cancelar_fatura(fatura.pk, motivo="Cobrança indevida", autor=AUTOR, agora=dia(29))

        assert situacao(fatura) == "servico_habilitado"

    def test_o_relogio_restabelece_o_que_nos_suspendemos_e_so_isso(self) -> None:
        nossa = um_devedor_avisado()
        suspender(autor=AUTOR, agora=dia(28))
        a_mao = um_servico_cobrado()
        suspender_por_debito(servico=a_mao, agora=dia(28))
        # The debt goes by a road that knows nothing of services.
        AvisoDebito.objects.filter(fatura=nossa).delete()

        quantos = restabelecer(autor=AUTOR, agora=dia(29))

        a_mao.refresh_from_db()
        assert (quantos, situacao(nossa), a_mao.status_id) == (1, "servico_habilitado", "suspenso_debito")

    def test_o_relogio_nao_toca_no_que_foi_suspenso_a_mao_do_mesmo_cliente(self) -> None:
        nossa = um_devedor_avisado()
        suspender(autor=AUTOR, agora=dia(28))
        a_mao = um_servico_cobrado(nossa.cliente)
        suspender_por_debito(servico=a_mao, agora=dia(28))

        com_debito = restabelecer(autor=AUTOR, agora=dia(29))
        AvisoDebito.objects.filter(fatura=nossa).delete()
        sem_debito = restabelecer(autor=AUTOR, agora=dia(30))

        a_mao.refresh_from_db()
        assert (com_debito, sem_debito) == (0, 1)
        assert (situacao(nossa), a_mao.status_id) == ("servico_habilitado", "suspenso_debito")

    def test_o_pagamento_restabelece_tambem_o_que_foi_suspenso_a_mao(self) -> None:
        nossa = um_devedor_avisado()
        suspender(autor=AUTOR, agora=dia(28))
        a_mao = um_servico_cobrado(nossa.cliente)
        suspender_por_debito(servico=a_mao, agora=dia(28))

        pagar(nossa, dia(29))

        a_mao.refresh_from_db()
        assert (situacao(nossa), a_mao.status_id) == ("servico_habilitado", "servico_habilitado")

    def test_cada_restabelecimento_e_cada_suspensao_de_um_dia_fica_com_a_sua_razao(self) -> None:
        fatura = um_devedor_avisado()

        for vez in range(2):
            suspender(autor=AUTOR, agora=dia(28) + timedelta(hours=vez))
            pagar(fatura, dia(28) + timedelta(hours=vez, minutes=30))
            desfazer(fatura.pagamentos.get(estornado_em=None).pk, motivo="Engano", autor=AUTOR, agora=dia(28))

        acoes = DecisaoInadimplencia.objects.order_by("pk").values_list("acao", flat=True)
        assert list(acoes) == ["suspender", "restabelecer"] * 2


@pytest.mark.usefixtures("banco_confirmado")
class TestAoMesmoTempo:
    def test_o_pagamento_que_chega_antes_impede_a_suspensao(self) -> None:
        fatura = um_devedor_avisado()

        outro = ao_mesmo_tempo(lambda: pagar(fatura, dia(28)), lambda: suspender(autor=AUTOR, agora=dia(28)))

        assert outro.result() == 0
        assert situacao(fatura) == "servico_habilitado"

    def test_o_servico_que_e_cancelado_nesse_instante_nao_recusa_o_pagamento(self) -> None:
        fatura = um_devedor_avisado()
        suspender(autor=AUTOR, agora=dia(28))
        servico = ClienteServico.objects.get(cobrancas__fatura=fatura)
        motivo = um_motivo()

        outro = ao_mesmo_tempo(
            lambda: cancelar_servico(servico=servico, motivo=motivo, agora=dia(29)), lambda: pagar(fatura, dia(29))
        )

        assert outro.exception() is None
        fatura.refresh_from_db()
        assert (fatura.situacao, situacao(fatura)) == ("quitado", "cancelado")

    def test_o_servico_que_e_cancelado_nesse_instante_nao_para_as_outras_suspensoes(self) -> None:
        servico = ClienteServico.objects.get(cobrancas__fatura=um_devedor_avisado())
        outra = um_devedor_avisado()
        motivo = um_motivo()

        outro = ao_mesmo_tempo(
            lambda: cancelar_servico(servico=servico, motivo=motivo, agora=dia(28)), lambda: suspender(autor=AUTOR, agora=dia(28))
        )

        assert outro.result() == 1
        assert situacao(outra) == "suspenso_debito"

    def test_o_pagamento_que_chega_depois_restabelece(self) -> None:
        fatura = um_devedor_avisado()

        outro = ao_mesmo_tempo(lambda: suspender(autor=AUTOR, agora=dia(28)), lambda: pagar(fatura, dia(28)))

        assert outro.exception() is None
        assert situacao(fatura) == "servico_habilitado"


@pytest.mark.django_db
def test_o_dia_inteiro_pela_agenda(monkeypatch: pytest.MonkeyPatch) -> None:
    fatura = um_devedor()
    for numero in range(11, 31):
        monkeypatch.setattr(jobs, "agora", lambda numero=numero: dia(numero))
        jobs.cobrar_inadimplentes()
        entregar(fatura, dia(numero)) if numero == 11 else None

    assert situacao(fatura) == "suspenso_debito"
    assert AvisoDebito.objects.get().notificado_em == dia(11)
