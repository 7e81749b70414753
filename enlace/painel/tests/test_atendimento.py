"""Tickets in the panel: found by what people have at hand, in queues, read whole."""

from datetime import timedelta
from functools import partial

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from enlace.atendimento.models import Atendimento, AtendimentoMensagem
from enlace.auditoria.registro import Autor, registrar_mudanca, retrato
from enlace.contas.models import Setor, Usuario
from enlace.core import datas
from enlace.painel.conftest import AGORA, Mundo, um_atendimento, uma_ordem
from enlace.painel.tests.muitos import lidas_inteiras, um_entre_muitos
from enlace.painel.tests.navegador import listados, pagina
from enlace.servicos.models import ClienteServico

pytestmark = pytest.mark.django_db

ATENDIMENTOS = "admin:atendimento_atendimento_changelist"


def test_um_atendimento_se_acha_pelo_protocolo_ou_pelo_codigo_do_cliente(
    painel: Client, servico: ClienteServico, outro_servico: ClienteServico, administradora: Usuario
) -> None:
    dele = um_atendimento(outro_servico, administradora, protocolo="202605041200002")

    assert listados(painel, ATENDIMENTOS, q="202605041200002") == [dele]
    assert listados(painel, ATENDIMENTOS, q=outro_servico.cliente.codigo_cliente) == [dele]
    assert listados(painel, ATENDIMENTOS, q="2026050412") == []
    assert listados(painel, ATENDIMENTOS, q="CAIO") == []
    assert listados(painel, ATENDIMENTOS) == [dele, Atendimento.objects.get(cliente_servico=servico)]


def test_a_busca_de_atendimentos_le_poucas_linhas_de_uma_tabela_grande(
    painel: Client, outro_servico: ClienteServico, administradora: Usuario
) -> None:
    dele = um_atendimento(outro_servico, administradora, protocolo="202605041200002")
    um_entre_muitos(dele, uma_ordem(outro_servico, administradora, inicio=AGORA))

    for termo in (dele.protocolo, outro_servico.cliente.codigo_cliente, "999999999"):
        assert lidas_inteiras(partial(listados, painel, ATENDIMENTOS, q=termo)) == set(), termo


def test_os_atendimentos_se_separam_em_abertos_atrasados_e_fechados(
    painel: Client, servico: ClienteServico, administradora: Usuario
) -> None:
    Atendimento.objects.update(data_prazo=AGORA)
    atrasado = Atendimento.objects.get()
    sem_prazo = um_atendimento(servico, administradora, protocolo="2", data_prazo=None)
    em_dia = um_atendimento(servico, administradora, protocolo="3", data_prazo=datas.agora() + timedelta(days=1))
    fechado = um_atendimento(
        servico,
        administradora,
        protocolo="4",
        data_prazo=AGORA,
        data_fechamento=AGORA,
        usuario_fechamento=administradora,
        status_fechamento="concluido",
    )

    assert set(listados(painel, ATENDIMENTOS, andamento="abertos")) == {atrasado, sem_prazo, em_dia}
    assert listados(painel, ATENDIMENTOS, andamento="atrasados") == [atrasado]
    assert listados(painel, ATENDIMENTOS, andamento="fechados") == [fechado]


def test_cada_fila_tem_os_abertos_de_quem_responde(
    painel: Client, servico: ClienteServico, administradora: Usuario, atendente: Usuario
) -> None:
    setor = Setor.objects.get()
    da_pessoa = um_atendimento(servico, atendente, protocolo="2")
    um_atendimento(
        servico,
        atendente,
        protocolo="3",
        data_fechamento=AGORA,
        usuario_fechamento=atendente,
        status_fechamento="concluido",
    )
    do_setor = um_atendimento(
        servico, administradora, protocolo="4", destino="setor", usuario_responsavel=None, setor_responsavel=setor
    )

    assert listados(painel, ATENDIMENTOS, pessoa=atendente.pk) == [da_pessoa]
    assert listados(painel, ATENDIMENTOS, setor=setor.pk) == [do_setor]
    assert listados(painel, ATENDIMENTOS, setor="9" * 50) == []
    assert listados(painel, ATENDIMENTOS, pessoa="x") == []


def test_a_fila_de_quem_saiu_com_atendimentos_abertos_continua_a_mao(
    painel: Client, servico: ClienteServico, atendente: Usuario
) -> None:
    aberto = um_atendimento(servico, atendente, protocolo="2")
    Usuario.objects.create(nome="Bia", email="bia@exemplo.test", is_active=False)

    atendente.is_active = False
    atendente.save()

    filtro = painel.get(reverse(ATENDIMENTOS)).context["cl"].filter_specs[1]
    assert [nome for _codigo, nome in filtro.lookup_choices] == ["Ana", "Zé (inativo)"]
    assert listados(painel, ATENDIMENTOS, pessoa=atendente.pk) == [aberto]


def test_a_ficha_mostra_mensagens_e_parametros_como_texto(
    painel: Client, mundo: Mundo, servico: ClienteServico, administradora: Usuario
) -> None:
    ligacao = {"ligacao": {"url": "https://exemplo.test/3", "nota": "<script>alert(1)</script>"}}
    alheio = um_atendimento(servico, administradora, protocolo="2", parametros=ligacao, descricao_abertura="<b>caiu</b>")
    AtendimentoMensagem.objects.create(
        atendimento=alheio, usuario=administradora, mensagem="<img src=x onerror=alert(1)>", data_cadastro=AGORA
    )

    corpo = painel.get(pagina(alheio)).content.decode()

    assert "&quot;url&quot;: &quot;https://exemplo.test/3&quot;" in corpo
    assert "&lt;script&gt;alert(1)" in corpo
    assert "&lt;img src=x" in corpo
    assert "<script>alert" not in corpo
    assert "<img src=x" not in corpo
    assert "<b>caiu" not in corpo
    assert "Reiniciei o rádio." in painel.get(pagina(mundo[Atendimento])).content.decode()


def test_a_ficha_faz_o_mesmo_numero_de_consultas_com_uma_mensagem_ou_com_trinta(
    painel: Client, mundo: Mundo, atendente: Usuario, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    atendimento = Atendimento.objects.get(pk=mundo[Atendimento].pk)
    for numero in range(30):
        AtendimentoMensagem.objects.create(
            atendimento=atendimento, usuario=atendente, mensagem=f"Mensagem {numero}.", data_cadastro=AGORA
        )

    with django_assert_max_num_queries(20):
        corpo = painel.get(pagina(atendimento)).content.decode()

    assert "Mensagem 29." in corpo


def test_a_auditoria_diz_o_que_se_fez_com_um_atendimento_e_de_que_porta(
    painel: Client, mundo: Mundo, administradora: Usuario
) -> None:
    atendimento = Atendimento.objects.get(pk=mundo[Atendimento].pk)
    antes = retrato(atendimento)
    atendimento.parametros = {"ligacao": "<script>"}
    autor = Autor(porta="api", id_usuario=administradora.pk, cliente_api="3", endereco_ip="203.0.113.9")
    registrar_mudanca(autor, "alterar", atendimento, antes=antes)

    historico = painel.get(pagina(atendimento, "history"), follow=True)
    (registro,) = historico.context["cl"].result_list
    corpo = painel.get(pagina(registro)).content.decode()

    assert "parametros" in historico.content.decode()
    assert (registro.porta, registro.cliente_api, registro.antes) == ("api", "3", {"parametros": {}})
    assert "&lt;script&gt;" in corpo
    assert "203.0.113.9" in corpo
    assert pagina(atendimento, "history") in painel.get(pagina(atendimento)).content.decode()
