"""The tabs of a customer's file: what each shows, to whom, and nothing of another customer's."""

from collections.abc import Callable, Mapping
from datetime import datetime, time, timedelta

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from enlace.auditoria.models import Registro
from enlace.auditoria.registro import Autor
from enlace.clientes.contatos import DadosDoContato, incluir_contato
from enlace.clientes.models import Cliente, Contato
from enlace.contas.models import Usuario
from enlace.core.datas import agora, hoje
from enlace.financeiro.models import Fatura
from enlace.financeiro.tests import fabrica as financas
from enlace.mensagens.models import Mensagem
from enlace.painel.clientes.consultas import uso_por_dia
from enlace.painel.conftest import SENHA_DE_ACESSO, um_atendimento, uma_ordem
from enlace.radius.models import Sessao
from enlace.radius.tests.sessoes import uma_sessao
from enlace.servicos.models import ClienteServico

pytestmark = pytest.mark.django_db

ABAS = ("faturas", "atendimentos", "ordens", "conexoes", "mensagens", "historico")


def aba(servico: ClienteServico, qual: str) -> str:
    return reverse(f"painel:clientes:{qual}", args=[servico.cliente_id])


def texto(navegador: Client, endereco: str, **consulta: object) -> str:
    resposta = navegador.get(endereco, {nome: str(valor) for nome, valor in consulta.items()})
    assert resposta.status_code == 200
    return " ".join(resposta.content.decode().split())


def mostrados(navegador: Client, endereco: str, **consulta: object) -> list[object]:
    resposta = navegador.get(endereco, {nome: str(valor) for nome, valor in consulta.items()})
    assert resposta.status_code == 200
    return [linha.pk for linha in resposta.context["tabela"].pagina.object_list]


@pytest.mark.parametrize("qual", ABAS)
def test_cada_aba_diz_de_quem_e_e_cabe_no_orcamento(
    qual: str, servico: ClienteServico, entrar: Callable[[Usuario], Client]
) -> None:
    gerente = Usuario.objects.create(nome="Rui", email="rui@exemplo.test", is_staff=True)
    gerente.groups.add(Group.objects.get(name="Gerente"))
    navegador = entrar(gerente)

    with CaptureQueriesContext(connection) as comandos:
        corpo = texto(navegador, aba(servico, qual))

    assert "MARIA DA CONCEIÇÃO" in corpo
    assert 'aria-current="page"' in corpo
    assert SENHA_DE_ACESSO not in corpo
    assert len([comando for comando in comandos.captured_queries if "SAVEPOINT" not in comando["sql"]]) <= 12


def test_abas_que_a_pessoa_nao_pode_abrir_nao_aparecem(servico: ClienteServico, entrar: Callable[[Usuario], Client]) -> None:
    tecnico = Usuario.objects.create(nome="Téo", email="teo@exemplo.test", is_staff=True)
    tecnico.groups.add(Group.objects.get(name="Técnico"))

    corpo = texto(entrar(tecnico), aba(servico, "conexoes"))

    assert aba(servico, "ordens") in corpo
    for qual in ("faturas", "mensagens", "historico"):
        assert aba(servico, qual) not in corpo


def test_das_abas_abre_se_um_atendimento_e_uma_os_deste_cliente(painel: Client, servico: ClienteServico) -> None:
    de_quem = f"?id_cliente={servico.cliente_id}&amp;volta="

    assert reverse("painel:atendimentos:novo") + de_quem in texto(painel, aba(servico, "atendimentos"))
    assert reverse("painel:ordens:nova") + de_quem in texto(painel, aba(servico, "ordens"))


def test_faturas_por_situacao(painel: Client, servico: ClienteServico, outro_servico: ClienteServico) -> None:
    paga = Fatura.objects.get()
    balcao = financas.no_balcao()
    vencida = financas.uma_fatura(cliente=servico.cliente, forma=balcao, vencimento=hoje() - timedelta(days=30))
    a_vencer = financas.uma_fatura(cliente=servico.cliente, forma=balcao, vencimento=hoje() + timedelta(days=30))
    cancelada = financas.cancelar(financas.uma_fatura(cliente=servico.cliente, forma=balcao))
    financas.uma_fatura(cliente=outro_servico.cliente, forma=balcao)
    faturas = aba(servico, "faturas")

    assert set(mostrados(painel, faturas)) == {paga.pk, vencida.pk, a_vencer.pk, cancelada.pk}
    assert mostrados(painel, faturas, situacao="abertas") == [a_vencer.pk, vencida.pk]
    assert mostrados(painel, faturas, situacao="vencidas") == [vencida.pk]
    assert mostrados(painel, faturas, situacao="pagas") == [paga.pk]
    assert mostrados(painel, faturas, situacao="canceladas") == [cancelada.pk]


def test_so_de_fatura_aberta_se_oferecem_atos(painel: Client, servico: ClienteServico) -> None:
    paga = Fatura.objects.get()
    aberta = financas.uma_fatura(cliente=servico.cliente, forma=financas.no_balcao(), vencimento=hoje())

    corpo = texto(painel, aba(servico, "faturas"))

    assert reverse("painel:faturas:receber", args=[aberta.pk]) in corpo
    assert reverse("painel:faturas:receber", args=[paga.pk]) not in corpo


def test_faturas_em_csv(painel: Client, servico: ClienteServico) -> None:
    resposta = painel.get(aba(servico, "faturas"), {"formato": "csv"})

    titulos = b"".join(resposta).decode("utf-8-sig").splitlines()[0].split(";")
    assert titulos == ["Fatura", "Vencimento", "Situação", "Valor", "A pagar hoje", "Paga em", "Valor pago"]
    assert resposta.headers["Content-Type"].startswith("text/csv")


def test_atendimentos_abertos_e_fechados_sem_rascunhos(
    painel: Client, servico: ClienteServico, outro_servico: ClienteServico, administradora: Usuario
) -> None:
    aberto = servico.atendimentos.get()
    fechado = um_atendimento(
        servico,
        administradora,
        protocolo="1",
        data_cadastro=agora(),
        data_fechamento=agora(),
        usuario_fechamento=administradora,
        status_fechamento="concluido",
    )
    um_atendimento(servico, administradora, protocolo="2", rascunho=True)
    um_atendimento(outro_servico, administradora, protocolo="3")
    atendimentos = aba(servico, "atendimentos")

    assert mostrados(painel, atendimentos) == [fechado.pk, aberto.pk]
    assert mostrados(painel, atendimentos, situacao="abertos") == [aberto.pk]
    assert mostrados(painel, atendimentos, situacao="fechados") == [fechado.pk]


def test_ordens_com_seus_tecnicos(
    painel: Client, servico: ClienteServico, outro_servico: ClienteServico, administradora: Usuario
) -> None:
    ordem = servico.ordens_servico.get()
    uma_ordem(outro_servico, administradora, inicio=agora())

    assert mostrados(painel, aba(servico, "ordens")) == [ordem.pk]
    assert mostrados(painel, aba(servico, "ordens"), situacao="cancelado") == []
    assert "Ana" in texto(painel, aba(servico, "ordens"))


def test_mensagens_com_o_texto_e_o_que_foi_dito_da_falha(painel: Client, servico: ClienteServico) -> None:
    mensagem = Mensagem.objects.get()
    Mensagem.objects.update(
        estado="falhou", finalizada_em=agora(), resposta="550 caixa cheia", tentativas=3, texto="Olá, <b>Maria</b>."
    )

    corpo = texto(painel, aba(servico, "mensagens"))

    assert "maria@exemplo.test" in corpo
    assert "550 caixa cheia" in corpo
    assert "Olá, &lt;b&gt;Maria&lt;/b&gt;." in corpo
    assert mostrados(painel, aba(servico, "mensagens"), canal="email", estado="falhou") == [mensagem.pk]
    assert mostrados(painel, aba(servico, "mensagens"), canal="sms") == []


def as_horas(dias: int, hora: int) -> datetime:
    """That hour of the day that was `dias` days ago, at the provider."""
    return datetime.combine(hoje() - timedelta(days=dias), time(hora), tzinfo=timezone.get_current_timezone())


def test_conexoes_que_estiveram_abertas_no_periodo(painel: Client, servico: ClienteServico, outro_servico: ClienteServico) -> None:
    Sessao.objects.all().delete()
    longa = uma_sessao(servico, inicio=as_horas(60, 8), fim=as_horas(5, 8), login="longa", acctterminatecause="Lost-Carrier")
    viva = uma_sessao(servico, inicio=as_horas(2, 8), fim=None, login="viva", framedipaddress="100.64.0.9")
    velha = uma_sessao(servico, inicio=as_horas(50, 8), fim=as_horas(45, 8), login="velha")
    uma_sessao(outro_servico, inicio=as_horas(2, 8), fim=None, login="outro")
    conexoes = aba(servico, "conexoes")

    assert mostrados(painel, conexoes) == [viva.pk, longa.pk]
    assert mostrados(painel, conexoes, de=hoje() - timedelta(days=48), ate=hoje() - timedelta(days=46)) == [velha.pk, longa.pk]
    assert mostrados(painel, conexoes, servico=outro_servico.pk) == []
    corpo = texto(painel, conexoes)
    assert "O sinal caiu" in corpo
    assert "100.64.0.9" in corpo
    assert "OLT-01" in corpo


def test_periodo_ao_contrario_ou_longo_demais_e_dito_ao_lado_do_campo(painel: Client, servico: ClienteServico) -> None:
    conexoes = aba(servico, "conexoes")

    assert "Escolha um dia depois do primeiro." in texto(painel, conexoes, de=hoje(), ate=hoje() - timedelta(days=1))
    assert "Escolha no máximo um ano." in texto(painel, conexoes, de=hoje() - timedelta(days=400), ate=hoje())


def test_uso_e_repartido_entre_os_dias_pelo_tempo_em_cada_um(servico: ClienteServico) -> None:
    Sessao.objects.all().delete()
    # Six hours of one day, eighteen of the next; and one that is over at once.
    uma_sessao(servico, inicio=as_horas(3, 18), fim=as_horas(2, 18), login="a", acctoutputoctets=2400, acctinputoctets=240)
    uma_sessao(servico, inicio=as_horas(1, 9), fim=as_horas(1, 9), login="b", acctoutputoctets=7, acctinputoctets=1)

    uso = uso_por_dia([servico.pk], inicio=hoje() - timedelta(days=3), fim=hoje())

    assert [(dia.dia, dia.recebido, dia.enviado) for dia in uso] == [
        (hoje() - timedelta(days=3), 600, 60),
        (hoje() - timedelta(days=2), 1800, 180),
        (hoje() - timedelta(days=1), 7, 1),
        (hoje(), 0, 0),
    ]


def test_uso_de_antes_da_janela_fica_fora_e_o_da_sessao_viva_vai_ate_o_ultimo_sinal(servico: ClienteServico) -> None:
    Sessao.objects.all().delete()
    uma_sessao(servico, inicio=as_horas(4, 0), fim=None, login="a", acctupdatetime=as_horas(2, 0), acctoutputoctets=1000)

    uso = uso_por_dia([servico.pk], inicio=hoje() - timedelta(days=3), fim=hoje())

    assert [dia.recebido for dia in uso] == [500, 0, 0, 0]


def test_grafico_tem_uma_tabela_que_se_le_sem_ele(painel: Client, servico: ClienteServico) -> None:
    Sessao.objects.all().delete()
    uma_sessao(servico, inicio=as_horas(1, 8), fim=as_horas(1, 9), login="a", acctoutputoctets=1_500_000_000)

    resposta = painel.get(aba(servico, "conexoes"))

    assert len(resposta.context["uso"].dias) == 30
    assert 'data-recebido="1500000000"' in resposta.content.decode()
    assert "1,5 GB" in resposta.content.decode()


def test_historico_junta_o_que_e_do_cliente_em_palavras(
    painel: Client, servico: ClienteServico, outro_servico: ClienteServico, administradora: Usuario
) -> None:
    autor = Autor(porta="painel", id_usuario=administradora.pk)

    def registrado(
        tabela: str, chave: int, acao: str, antes: Mapping[str, object] | None, depois: Mapping[str, object] | None
    ) -> None:
        Registro.objects.create(
            porta="painel", usuario=administradora, acao=acao, tabela=tabela, chave=str(chave), antes=antes, depois=depois
        )

    suspenso = {"status_prefixo": "suspenso_debito"}
    registrado("cliente", servico.cliente_id, "alterar", {"ativo": True}, {"ativo": False})
    registrado("cliente_servico", servico.pk, "suspender_por_debito", {"status_prefixo": "servico_habilitado"}, suspenso)
    registrado("fatura", Fatura.objects.get().pk, "emitir", None, {"data_vencimento": "2026-12-10"})
    registrado("cliente_contato", Contato.objects.get().pk, "alterar", {"nome": "Jo"}, {"nome": "João"})
    registrado("cliente_servico", outro_servico.pk, "cancelar", None, {"login": "de-outro"})
    incluir_contato(servico.cliente_id, DadosDoContato(nome="Bia", email="bia@exemplo.test"), autor=autor)

    corpo = texto(painel, aba(servico, "historico"))

    assert "Suspenso por débito" in corpo
    assert "<del>Serviço Habilitado</del> → Suspenso por Débito" in corpo
    assert "<del>sim</del> → não" in corpo
    assert "10/12/2026" in corpo
    assert "<del>Jo</del> → João" in corpo
    assert "Contato incluído" in corpo
    assert "bia@exemplo.test" in corpo
    assert ", Ana</span>" in corpo
    assert "de-outro" not in corpo


def test_historico_e_lido_por_paginas(painel: Client, servico: ClienteServico) -> None:
    Registro.objects.bulk_create(
        Registro(porta="cli", acao="alterar", tabela="cliente", chave=str(servico.cliente_id), depois={"rg": f"RG-{numero}-"})
        for numero in range(60)
    )
    historico = aba(servico, "historico")

    primeira = painel.get(historico)
    segunda = painel.get(historico, {"antes_de": primeira.context["mais_antigos"]})

    assert "RG-59-" in primeira.content.decode()
    assert "RG-9-" not in primeira.content.decode()
    assert "RG-9-" in segunda.content.decode()
    assert segunda.context["mais_antigos"] is None


def test_historico_vazio_diz_o_que_fica_nele(painel: Client) -> None:
    sozinho = Cliente.objects.create(nome_razaosocial="SÓ", tipo_pessoa="pf", data_cadastro=agora())

    assert "Nada registrado" in texto(painel, reverse("painel:clientes:historico", args=[sozinho.pk]))
