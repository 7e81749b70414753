"""What people do with the state of a service: for debt by hand, enabling, steps of the installation, cancelling."""

from datetime import timedelta

import pytest

from enlace.auditoria.models import Registro
from enlace.financeiro.models import DecisaoInadimplencia
from enlace.processos.cancelamento_de_servico import cancelar
from enlace.processos.habilitacao import habilitar, mudar_etapa
from enlace.processos.inadimplencia import (
    SuspensaoAdiada,
    SuspensaoNaConfianca,
    SuspensaoSemAviso,
    suspender,
    suspender_agora,
)
from enlace.processos.tests.cobranca import AUTOR
from enlace.processos.tests.confianca import (
    SUSPENSO_EM,
    ajustes,
    confiar,
    estado,
    servico_de,
    situacoes,
    um_suspenso_a_mao,
    um_suspenso_por_fatura,
)
from enlace.processos.tests.devedores import AVISO, dia, um_devedor, um_devedor_avisado
from enlace.processos.tests.pessoas import acoes, um_trabalhando
from enlace.servicos.contratacao import Acesso
from enlace.servicos.models import Suspensao
from enlace.servicos.situacao import CancelamentoRecusado, HabilitacaoRecusada
from enlace.servicos.tests.fabrica import AGORA, um_cliente, um_motivo, um_servico, uma_porta

pytestmark = pytest.mark.django_db


class TestSuspensaoPorDebitoAMao:
    def test_com_aviso_de_quinze_dias_suspende_e_guarda_a_decisao(self) -> None:
        servico = servico_de(um_devedor_avisado())

        suspender_agora(servico.pk, autor=AUTOR, agora=SUSPENSO_EM)

        assert estado(servico) == "suspenso_debito"
        assert DecisaoInadimplencia.objects.get().acao == "suspender"
        assert Suspensao.objects.get().fim is None

    def test_sem_aviso_ou_com_aviso_novo_e_recusada(self) -> None:
        sem_aviso, com_aviso = servico_de(um_devedor()), servico_de(um_devedor_avisado())

        for servico in (sem_aviso, com_aviso):
            with pytest.raises(SuspensaoSemAviso, match="há 15 dias ou mais"):
                suspender_agora(servico.pk, autor=AUTOR, agora=AVISO + timedelta(days=14))

        assert estado(com_aviso) == "servico_habilitado"

    def test_no_fim_de_semana_e_recusada_com_o_motivo(self) -> None:
        servico = servico_de(um_devedor_avisado())

        with pytest.raises(SuspensaoAdiada, match="Não se suspende de sexta-feira a domingo"):
            suspender_agora(servico.pk, autor=AUTOR, agora=dia(27))

    def test_em_confianca_e_recusada(self) -> None:
        servico = servico_de(um_suspenso_por_fatura())
        confiar(servico)

        with pytest.raises(SuspensaoNaConfianca):
            suspender_agora(servico.pk, autor=AUTOR, agora=dia(30))

        assert estado(servico) == "servico_habilitado"


class TestHabilitacao:
    def test_da_instalacao_ao_trabalho(self) -> None:
        servico = um_servico()

        habilitar(servico.pk, autor=AUTOR, agora=AGORA)

        servico.refresh_from_db()
        assert (servico.status_id, servico.data_habilitacao) == ("servico_habilitado", AGORA)
        assert (acoes(), ajustes()) == ([("habilitar", str(servico.pk))], [servico.pk])

    def test_a_segunda_vez_e_recusada_e_nada_registra(self) -> None:
        servico = um_trabalhando()

        with pytest.raises(HabilitacaoRecusada):
            habilitar(servico.pk, autor=AUTOR, agora=AGORA)

        assert (acoes(), ajustes()) == ([], [])

    def test_com_a_divida_aberta_a_cobranca_do_dia_suspende_de_novo(self) -> None:
        servico = servico_de(um_suspenso_por_fatura())

        habilitar(servico.pk, autor=AUTOR, agora=dia(28))
        suspender(autor=AUTOR, agora=dia(29))

        assert estado(servico) == "suspenso_debito"

    def test_o_que_esta_em_confianca_fica_sem_ela(self) -> None:
        servico = um_suspenso_a_mao()
        confiar(servico)
        pedidos = ajustes()

        habilitar(servico.pk, autor=AUTOR, agora=dia(30))

        assert (estado(servico), situacoes()) == ("servico_habilitado", ["interrompido"])
        assert ajustes() == pedidos
        assert Registro.objects.filter(tabela="desbloqueio_confianca", acao="encerrar_desbloqueio").count() == 1

    def test_a_etapa_da_instalacao_muda_e_fica_registrada(self) -> None:
        servico = um_servico()

        mudar_etapa(servico.pk, etapa="agendado_para_instalacao", autor=AUTOR)

        assert estado(servico) == "agendado_para_instalacao"
        assert acoes() == [("mudar_etapa", str(servico.pk))]


class TestCancelamento:
    def test_libera_login_e_porta_fica_registrado_e_chega_as_conexoes(self) -> None:
        servico = um_servico(acesso=Acesso(login="bianca", porta_atendimento=uma_porta()), estado="servico_habilitado")

        cancelar(servico.pk, motivo=um_motivo(), autor=AUTOR, agora=AGORA)
        outro = um_servico(um_cliente("CAIO"), acesso=Acesso(login="bianca"))

        servico.refresh_from_db()
        assert (servico.status_id, servico.porta_atendimento) == ("cancelado", None)
        assert outro.login == "bianca"
        assert (acoes(), ajustes()) == ([("cancelar", str(servico.pk))], [servico.pk])

    def test_a_segunda_vez_e_recusada(self) -> None:
        servico = um_trabalhando()
        cancelar(servico.pk, motivo=um_motivo(), autor=AUTOR, agora=AGORA)

        with pytest.raises(CancelamentoRecusado):
            cancelar(servico.pk, motivo=um_motivo(), autor=AUTOR, agora=AGORA)

        assert len(acoes()) == 1

    def test_o_desbloqueio_em_vigor_termina_e_fica_registrado(self) -> None:
        servico = um_suspenso_a_mao()
        confiar(servico)

        cancelar(servico.pk, motivo=um_motivo(), autor=AUTOR, agora=dia(30))

        assert situacoes() == ["interrompido"]
        assert Registro.objects.filter(tabela="desbloqueio_confianca", acao="encerrar_desbloqueio").count() == 1
