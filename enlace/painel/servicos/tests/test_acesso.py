"""Trust unblock, disconnection, MAC and password, as people do them."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from enlace.auditoria.models import Registro
from enlace.configuracao.models import RegraDesbloqueio
from enlace.contas.models import Usuario
from enlace.painel.conftest import SENHA_DA_TV, SENHA_DE_ACESSO, dar_permissoes
from enlace.painel.tests.navegador import formulario
from enlace.radius.models import PedidoAoNas, Sessao
from enlace.servicos.models import ClienteServico, DesbloqueioConfianca
from enlace.servicos.situacao import suspender_por_debito

pytestmark = pytest.mark.django_db


def endereco(servico: ClienteServico, rota: str) -> str:
    return reverse(f"painel:servicos:{rota}", args=[servico.pk])


@pytest.fixture
def suspenso(servico: ClienteServico) -> ClienteServico:
    """Suspended for debt; it never had a trust unblock."""
    DesbloqueioConfianca.objects.all().delete()
    suspender_por_debito(servico=servico, agora=timezone.now() - timedelta(hours=1))
    return servico


class TestDesbloquear:
    def test_libera_diz_ate_quando_e_leva_de_volta(self, painel: Client, suspenso: ClienteServico) -> None:
        pagina = endereco(suspenso, "desbloquear") + "?volta=/painel/clientes/"

        resposta = painel.post(pagina, {**formulario(painel, pagina), "dias": "2"})

        suspenso.refresh_from_db()
        desbloqueio = DesbloqueioConfianca.objects.get()
        dito = painel.get(endereco(suspenso, "servico")).content.decode()
        assert resposta.headers["Location"] == "/painel/clientes/"
        assert f"Desbloqueado em confiança até o fim de {desbloqueio.ate:%d/%m/%Y}." in dito
        assert (suspenso.status_id, desbloqueio.dias) == ("servico_habilitado", 2)
        assert Registro.objects.filter(acao="desbloquear_em_confianca", porta="painel", usuario__nome="Ana").count() == 2

    def test_diz_a_regra_que_esta_configurada(self, painel: Client, suspenso: ClienteServico) -> None:
        RegraDesbloqueio.atual()
        RegraDesbloqueio.objects.update(maximo_de_dias=5, vezes=2, periodo_dias=60, intervalo_dias=7)

        corpo = painel.get(endereco(suspenso, "desbloquear")).content.decode()

        assert "Até 5 dias, 2 vezes a cada 60 dias por serviço." in corpo
        assert "Espera de 7 dias entre um e outro." in corpo
        assert "Este serviço ainda não usou." in corpo
        assert corpo.count("<option") == 5

    def test_quando_a_regra_nao_deixa_diz_por_que_e_nao_ha_o_que_apertar(self, painel: Client, suspenso: ClienteServico) -> None:
        RegraDesbloqueio.atual()
        RegraDesbloqueio.objects.update(habilitado=False)

        corpo = painel.get(endereco(suspenso, "desbloquear")).content.decode()

        assert "não está habilitado neste provedor" in corpo
        assert 'name="dias"' not in corpo

    def test_o_segundo_clique_e_recusado_e_nada_muda(self, painel: Client, suspenso: ClienteServico) -> None:
        pagina = endereco(suspenso, "desbloquear")
        campos = {**formulario(painel, pagina), "dias": "1"}

        painel.post(pagina, campos)
        resposta = painel.post(pagina, campos)

        assert resposta.status_code == 422
        assert "já está desbloqueado em confiança" in resposta.content.decode()
        assert DesbloqueioConfianca.objects.count() == 1

    def test_mais_dias_do_que_a_regra_nao_passam(self, painel: Client, suspenso: ClienteServico) -> None:
        resposta = painel.post(endereco(suspenso, "desbloquear"), {"dias": "9"})

        assert resposta.status_code == 422
        assert not DesbloqueioConfianca.objects.exists()


class TestDesconectar:
    def test_sem_conexao_diz_que_nao_ha_o_que_desconectar(self, painel: Client, servico: ClienteServico) -> None:
        Sessao.objects.all().delete()

        corpo = painel.get(endereco(servico, "desconectar")).content.decode()

        assert "não tem nenhuma conexão ativa agora" in corpo
        assert "data-ato" not in corpo

    def test_mostra_o_que_se_pediu_antes_e_como_acabou(self, painel: Client, servico: ClienteServico) -> None:
        assert PedidoAoNas.objects.filter(cliente_servico=servico, resultado="recusado").exists()

        corpo = painel.get(endereco(servico, "desconectar")).content.decode()

        assert "Últimos pedidos ao concentrador" in corpo
        assert "recusado" in corpo


class TestLimparMac:
    def test_esquece_e_registra(self, painel: Client, servico: ClienteServico) -> None:
        ClienteServico.objects.filter(pk=servico.pk).update(mac_addr="02:00:5e:10:00:01", vincular_mac=True)
        pagina = endereco(servico, "limpar_mac")

        corpo = painel.get(pagina).content.decode()
        painel.post(pagina, formulario(painel, pagina))

        servico.refresh_from_db()
        assert "02:00:5e:10:00:01" in corpo
        assert "só conecta com o MAC que conhece" in corpo
        assert servico.mac_addr is None
        assert Registro.objects.filter(acao="esquecer_mac").count() == 1

    def test_sem_mac_nao_ha_o_que_limpar(self, painel: Client, servico: ClienteServico) -> None:
        assert "não conhece nenhum equipamento" in painel.get(endereco(servico, "limpar_mac")).content.decode()


class TestVerSenha:
    def test_so_aparece_depois_de_confirmar_e_fica_registrado(self, painel: Client, servico: ClienteServico) -> None:
        pagina = endereco(servico, "ver_senha")

        antes = painel.get(pagina).content.decode()
        depois = painel.post(pagina)

        registro = Registro.objects.get(acao="ver_senha")
        assert SENHA_DE_ACESSO not in antes
        assert SENHA_DE_ACESSO in depois.content.decode()
        assert SENHA_DA_TV in depois.content.decode()
        assert "no-store" in depois.headers["Cache-Control"]
        assert (registro.tabela, registro.chave, registro.depois) == ("cliente_servico", str(servico.pk), None)

    def test_abrir_a_pagina_nao_registra_nada(self, painel: Client, servico: ClienteServico) -> None:
        painel.get(endereco(servico, "ver_senha"))

        assert not Registro.objects.filter(acao="ver_senha").exists()

    def test_sem_a_permissao_nem_a_pagina_abre_nem_a_senha_aparece(
        self, servico: ClienteServico, atendente: Usuario, entrar: Callable[[Usuario], Client]
    ) -> None:
        dar_permissoes(atendente, "servicos.view_clienteservico", "servicos.change_clienteservico", "clientes.view_cliente")
        navegador = entrar(atendente)

        recusada = navegador.post(endereco(servico, "ver_senha"))

        assert recusada.status_code == 403
        for rota in ("servico", "editar"):
            assert SENHA_DE_ACESSO not in navegador.get(endereco(servico, rota)).content.decode()
