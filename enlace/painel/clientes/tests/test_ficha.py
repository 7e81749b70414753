"""The first page of a customer's file: what it says, to whom, and with how many statements."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from enlace.clientes.models import Cliente, Contato
from enlace.contas.models import Usuario
from enlace.core.datas import agora, dia_local, hoje
from enlace.financeiro.models import Fatura, FormaCobranca
from enlace.financeiro.tests import fabrica as financas
from enlace.painel.conftest import SENHA_DA_TV, SENHA_DE_ACESSO, Mundo, dar_permissoes, uma_ordem
from enlace.radius.models import Sessao
from enlace.radius.tests.sessoes import uma_sessao
from enlace.servicos.models import ClienteServico, DesbloqueioConfianca, Suspensao

pytestmark = pytest.mark.django_db


@pytest.fixture
def como(entrar: Callable[[Usuario], Client]) -> Callable[[str], Client]:
    """Somebody who has one role."""

    def _como(papel: str) -> Client:
        usuario = Usuario.objects.create(nome="Zé", email="ze@exemplo.test", is_staff=True)
        usuario.groups.add(Group.objects.get(name=papel))
        return entrar(usuario)

    return _como


@pytest.fixture
def ficha(servico: ClienteServico) -> str:
    return reverse("painel:clientes:ficha", args=[servico.cliente_id])


def uma_vencida(cliente: Cliente, *, dias: int, valor: str = "100.00") -> Fatura:
    """Paid at the counter: without fine and interest."""
    forma = FormaCobranca.objects.filter(tipo_cobranca="dinheiro").first() or financas.no_balcao()
    vencimento = hoje() - timedelta(days=dias)
    return financas.uma_fatura(financas.uma_linha(valor), cliente=cliente, forma=forma, vencimento=vencimento)


def outro_do_cliente(servico: ClienteServico, numero: int) -> ClienteServico:
    outro = ClienteServico.objects.get(pk=servico.pk)
    outro.pk, outro.uuid_cliente_servico, outro.numero_plano, outro.login = None, uuid4(), numero, f"maria{numero}"
    outro._state.adding = True
    outro.save()
    return outro


def texto(navegador: Client, endereco: str) -> str:
    resposta = navegador.get(endereco)
    assert resposta.status_code == 200
    return " ".join(resposta.content.decode().split())


def test_mostra_quem_e_e_como_falar(painel: Client, ficha: str) -> None:
    Cliente.objects.update(cpf_cnpj="86214941081", email_principal="maria@exemplo.test")

    corpo = texto(painel, ficha)

    assert "MARIA DA CONCEIÇÃO" in corpo
    assert "862.149.410-81" in corpo
    assert '<a class="junto" href="tel:37999912222">(37) 99991-2222</a>' in corpo
    assert "mailto:maria@exemplo.test" in corpo
    assert "Fibra rompida." in corpo


def test_nunca_leva_uma_senha(painel: Client, ficha: str) -> None:
    corpo = texto(painel, ficha)

    assert SENHA_DE_ACESSO not in corpo
    assert SENHA_DA_TV not in corpo


def test_diz_quantas_faturas_venceram_quanto_e_desde_quando(painel: Client, ficha: str, servico: ClienteServico) -> None:
    antiga = uma_vencida(servico.cliente, dias=40)
    uma_vencida(servico.cliente, dias=10, valor="50.00")

    corpo = texto(painel, ficha)

    assert f"2 faturas vencidas: R$ 150,00 a pagar hoje, a mais antiga em {antiga.data_vencimento:%d/%m/%Y}." in corpo


def test_tecnico_nao_ve_dividas(como: Callable[[str], Client], ficha: str, servico: ClienteServico) -> None:
    uma_vencida(servico.cliente, dias=40)

    corpo = texto(como("Técnico"), ficha)

    assert "vencida" not in corpo
    assert "Faturas" not in corpo
    assert "R$ 100,00" not in corpo


def test_suspenso_diz_desde_quando_e_oferece_o_desbloqueio(
    como: Callable[[str], Client], ficha: str, servico: ClienteServico
) -> None:
    ClienteServico.objects.update(status="suspenso_debito")
    suspensao = Suspensao.objects.create(cliente_servico=servico, inicio=agora() - timedelta(days=3))

    corpo = texto(como("Atendente"), ficha)

    assert f"FIBRA 100 (maria), desde {dia_local(suspensao.inicio):%d/%m/%Y}." in corpo
    assert reverse("painel:servicos:desbloquear", args=[servico.pk]) in corpo
    # Finance and the manager do this; an attendant does not.
    assert reverse("painel:servicos:habilitar", args=[servico.pk]) not in corpo


def test_em_confianca_diz_ate_quando_e_nao_oferece_outro(painel: Client, ficha: str, servico: ClienteServico) -> None:
    ate = hoje() + timedelta(days=2)
    DesbloqueioConfianca.objects.create(
        cliente_servico=servico, pedido_em=agora(), dias=2, ate=ate, estado_anterior_id="suspenso_debito", suspenso_por_fatura=True
    )

    corpo = texto(painel, ficha)

    assert f"Desbloqueado em confiança até o fim de {ate:%d/%m/%Y}: FIBRA 100 (maria)." in corpo
    assert reverse("painel:servicos:desbloquear", args=[servico.pk]) not in corpo


def test_conectado_diz_desde_quando_por_onde_e_oferece_desconectar(painel: Client, ficha: str, servico: ClienteServico) -> None:
    Sessao.objects.all().delete()
    uma_sessao(servico, inicio=agora() - timedelta(hours=5), fim=None, framedipaddress="100.64.0.9", acctoutputoctets=1_400_000_000)

    corpo = texto(painel, ficha)

    assert "há 5 horas" in corpo
    assert "100.64.0.9" in corpo
    assert "por OLT-01" in corpo
    assert "↓ 1,4 GB" in corpo
    assert "Offline" not in corpo
    assert reverse("painel:servicos:desconectar", args=[servico.pk]) in corpo


@pytest.mark.parametrize("dias", [0, 100], ids=["neste mês", "há meses"])
def test_offline_diz_ha_quanto_tempo_e_por_que(painel: Client, ficha: str, servico: ClienteServico, dias: int) -> None:
    Sessao.objects.all().delete()
    fim = agora() - timedelta(days=dias, hours=2)
    uma_sessao(servico, inicio=fim - timedelta(hours=1), fim=fim, acctterminatecause="Lost-Carrier")

    corpo = texto(painel, ficha)

    quando = "há 2 horas" if dias == 0 else f"{dia_local(fim):%d/%m/%Y}"
    assert f"Offline {quando}: FIBRA 100 (maria) (O sinal caiu)." in corpo
    assert reverse("painel:servicos:desconectar", args=[servico.pk]) not in corpo


def test_quem_nunca_conectou_e_dito(painel: Client, ficha: str) -> None:
    Sessao.objects.all().delete()

    assert "Nunca conectou: FIBRA 100 (maria)." in texto(painel, ficha)


def test_diz_o_que_esta_em_andamento_e_a_os_de_hoje(
    painel: Client, ficha: str, servico: ClienteServico, administradora: Usuario
) -> None:
    ordem = uma_ordem(servico, administradora, inicio=agora())

    corpo = texto(painel, ficha)

    assert "1 atendimento aberto," in corpo
    assert f"OS {ordem.numero_ordem_servico} hoje às" in corpo
    assert ", Ana." in corpo


def test_de_cancelado_nao_se_faz_mais_nada(painel: Client, ficha: str, servico: ClienteServico) -> None:
    Sessao.objects.all().delete()
    ClienteServico.objects.update(status="cancelado", data_cancelamento=agora())

    corpo = texto(painel, ficha)

    assert "1 serviço cancelado" in corpo
    assert "Nenhum serviço contratado" in corpo
    for ato in (
        "desbloquear",
        "desconectar",
        "limpar_mac",
        "suspender",
        "habilitar",
        "cancelar",
        "mudar_plano",
        "ver_senha",
        "editar",
    ):
        assert reverse(f"painel:servicos:{ato}", args=[servico.pk]) not in corpo


def test_contatos_estao_na_ficha_com_os_atos(como: Callable[[str], Client], ficha: str, mundo: Mundo) -> None:
    contato = Contato.objects.get(cliente=mundo[Cliente].pk)

    corpo = texto(como("Atendente"), ficha)

    assert "João" in corpo
    assert reverse("painel:clientes:contato_editar", args=[contato.pk]) in corpo


def test_cliente_que_nao_ha(painel: Client) -> None:
    for rota in ("ficha", "faturas", "atendimentos", "ordens", "conexoes", "mensagens", "historico", "editar", "contato_novo"):
        assert painel.get(reverse(f"painel:clientes:{rota}", args=[999_999])).status_code == 404


def test_o_mesmo_numero_de_consultas_com_um_servico_ou_com_cinquenta(
    como: Callable[[str], Client], ficha: str, servico: ClienteServico
) -> None:
    uma_vencida(servico.cliente, dias=40)
    navegador = como("Atendente")
    for numero in range(2, 51):
        outro = outro_do_cliente(servico, numero)
        uma_sessao(outro, fim=None, login=f"maria{numero}", acctuniqueid=str(uuid4()))

    with CaptureQueriesContext(connection) as comandos:
        corpo = texto(navegador, ficha)

    # A test runs inside a transaction, so that what would be a transaction of its own shows as two savepoints.
    assert len([comando for comando in comandos.captured_queries if "SAVEPOINT" not in comando["sql"]]) <= 12
    assert corpo.count("Conectado</span>") == 50


def test_quem_so_ve_clientes_nao_ve_servicos_contatos_nem_alertas(
    servico: ClienteServico, ficha: str, atendente: Usuario, entrar: Callable[[Usuario], Client]
) -> None:
    dar_permissoes(atendente, "clientes.view_cliente")
    Contato.objects.filter(cliente=servico.cliente).update(nome="Vizinho João")

    antes = texto(entrar(atendente), ficha)
    dar_permissoes(atendente, "servicos.view_clienteservico", "clientes.view_contato", "servicos.view_alerta")
    depois = texto(entrar(atendente), ficha)

    secretos = (servico.plano.nome, "Vizinho João", "Fibra rompida.")
    assert [dito in antes for dito in secretos] == [False, False, False]
    assert [dito in depois for dito in secretos] == [True, True, True]
    assert "Nenhum serviço contratado" not in antes
