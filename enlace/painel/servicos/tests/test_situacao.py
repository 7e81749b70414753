"""Suspending, enabling, the installation's steps and cancelling, as people do them."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from enlace.auditoria.models import Registro
from enlace.core.datas import hoje
from enlace.financeiro.models import Fatura
from enlace.painel.conftest import Mundo
from enlace.painel.tests.navegador import formulario
from enlace.processos.tests.confianca import ajustes
from enlace.processos.tests.devedores import uma_fatura
from enlace.servicos.models import ClienteServico, DesbloqueioConfianca, MotivoCancelamento, Pausa
from enlace.servicos.situacao import suspender_por_debito

pytestmark = pytest.mark.django_db


def endereco(servico: ClienteServico, rota: str) -> str:
    return reverse(f"painel:servicos:{rota}", args=[servico.pk])


def estado(servico: ClienteServico) -> str:
    return str(ClienteServico.objects.get(pk=servico.pk).status_id)


def por_no_estado(servico: ClienteServico, prefixo: str) -> None:
    ClienteServico.objects.filter(pk=servico.pk).update(status=prefixo)


class TestSuspender:
    def test_a_pedido_para_o_servico_e_diz_ate_quando(self, painel: Client, servico: ClienteServico) -> None:
        Fatura.objects.filter(situacao="aguardando").update(data_vencimento=hoje())
        pagina = endereco(servico, "suspender")

        resposta = painel.post(pagina, {**formulario(painel, pagina), "motivo": "a_pedido", "dias": "45"})

        pausa = Pausa.objects.get()
        dito = painel.get(resposta.headers["Location"]).content.decode()
        assert estado(servico) == "suspenso_pedido_cliente"
        assert pausa.ate == hoje() + timedelta(days=45)
        assert f"Suspenso a pedido do cliente até o fim de {pausa.ate:%d/%m/%Y}." in dito
        assert ajustes() == [servico.pk]

    @pytest.mark.parametrize(("dias", "frase"), [("29", "30"), ("121", "120"), ("", "Informe por quantos dias")])
    def test_dias_fora_da_regra_sao_recusados_no_campo(
        self, dias: str, frase: str, painel: Client, servico: ClienteServico
    ) -> None:
        resposta = painel.post(endereco(servico, "suspender"), {"motivo": "a_pedido", "dias": dias})

        assert resposta.status_code == 422
        assert frase in str(resposta.context["formulario"].errors["dias"])
        assert estado(servico) == "servico_habilitado"

    def test_por_debito_sem_aviso_e_recusado_com_a_razao(self, painel: Client, servico: ClienteServico) -> None:
        resposta = painel.post(endereco(servico, "suspender"), {"motivo": "por_debito", "dias": "30"})

        assert resposta.status_code == 422
        assert "sem o aviso não se suspende" in resposta.content.decode()
        assert estado(servico) == "servico_habilitado"

    def test_o_que_ja_esta_suspenso_nao_oferece_botao(self, painel: Client, servico: ClienteServico) -> None:
        por_no_estado(servico, "suspenso_debito")

        corpo = painel.get(endereco(servico, "suspender")).content.decode()

        assert "não pode ser suspenso" in corpo
        assert 'name="motivo"' not in corpo


class TestHabilitar:
    def test_da_instalacao_ao_trabalho_e_avisa_que_falta_a_cobranca(self, painel: Client, servico: ClienteServico) -> None:
        por_no_estado(servico, "aguardando_instalacao")
        pagina = endereco(servico, "habilitar")

        painel.post(pagina, formulario(painel, pagina))

        servico.refresh_from_db()
        assert (servico.status_id, servico.data_habilitacao is None) == ("servico_habilitado", False)
        assert (ajustes(), Registro.objects.filter(acao="habilitar").count()) == ([servico.pk], 1)

    def test_o_segundo_clique_e_recusado(self, painel: Client, servico: ClienteServico) -> None:
        por_no_estado(servico, "inativo")

        primeiro, segundo = (painel.post(endereco(servico, "habilitar")).status_code for _vez in range(2))

        assert (primeiro, segundo, ajustes()) == (302, 422, [servico.pk])

    def test_quem_espera_assinatura_passa_antes_pela_etapa(self, painel: Client, servico: ClienteServico) -> None:
        por_no_estado(servico, "aguardando_assinatura_contrato")

        impedido = painel.get(endereco(servico, "habilitar")).content.decode()
        pagina = endereco(servico, "etapa")
        painel.post(pagina, {**formulario(painel, pagina), "etapa": "aguardando_instalacao"})

        assert "não pode ser habilitado" in impedido
        assert estado(servico) == "aguardando_instalacao"
        assert "não pode ser habilitado" not in painel.get(endereco(servico, "habilitar")).content.decode()

    def test_o_que_esta_em_confianca_fica_sem_prazo(self, painel: Client, servico: ClienteServico) -> None:
        DesbloqueioConfianca.objects.all().delete()
        suspender_por_debito(servico=servico, agora=timezone.now() - timedelta(hours=1))
        painel.post(endereco(servico, "desbloquear"), {"dias": "1"})

        corpo = painel.get(endereco(servico, "habilitar")).content.decode()
        painel.post(endereco(servico, "habilitar"))

        assert "fica sem prazo" in corpo
        assert DesbloqueioConfianca.objects.get().situacao == "interrompido"
        assert estado(servico) == "servico_habilitado"


class TestCancelar:
    def test_diz_o_que_acontece_e_o_que_fica_aberto(self, painel: Client, servico: ClienteServico) -> None:
        uma_fatura(servico)

        corpo = painel.get(endereco(servico, "cancelar")).content.decode()

        assert "O login maria fica livre" in corpo
        assert "ela continua a ser cobrada" in corpo
        assert "atendimento aberto continua" in corpo

    def test_pede_motivo_e_cancela_uma_vez(self, painel: Client, servico: ClienteServico, mundo: Mundo) -> None:
        pagina = endereco(servico, "cancelar")
        motivo = mundo[MotivoCancelamento].pk

        sem_motivo = painel.post(pagina)
        feito = painel.post(pagina, {"motivo": motivo})
        de_novo = painel.post(pagina, {"motivo": motivo})

        servico.refresh_from_db()
        assert (sem_motivo.status_code, feito.status_code, de_novo.status_code) == (422, 302, 422)
        assert (servico.status_id, servico.motivo_cancelamento_id) == ("cancelado", motivo)
        assert "Já foi cancelado em" in painel.get(pagina).content.decode()
