"""Tickets and service orders in the panel: found by what people have at hand, read whole, changed by nobody."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import models
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from enlace.atendimento.models import (
    Atendimento,
    AtendimentoMensagem,
    AtendimentoStatus,
    MotivoFechamento,
    TipoAtendimento,
)
from enlace.auditoria.models import Registro
from enlace.auditoria.registro import Autor, registrar_mudanca, retrato
from enlace.clientes.models import Cliente
from enlace.contas.models import Setor, Usuario
from enlace.core import datas
from enlace.enderecos.models import Endereco
from enlace.ordens_servico.models import OrdemServico, TipoOrdemServico
from enlace.painel.tests.conftest import (
    AGORA,
    Mundo,
    dar_permissoes,
    um_atendimento,
    um_servico,
    uma_ordem,
)
from enlace.painel.tests.navegador import formulario
from enlace.planos.models import Plano
from enlace.servicos.models import ClienteServico

pytestmark = pytest.mark.django_db

ATENDIMENTOS = "admin:atendimento_atendimento_changelist"
ORDENS = "admin:ordens_servico_ordemservico_changelist"
DO_SISTEMA = [
    (TipoAtendimento, "sac"),
    (AtendimentoStatus, "pendente"),
    (MotivoFechamento, "automatico"),
    (TipoOrdemServico, "abertura_via_api"),
]


def pagina(linha: models.Model, qual: str = "change") -> str:
    return reverse(f"admin:{linha._meta.app_label}_{linha._meta.model_name}_{qual}", args=[linha.pk])


def listados(painel: Client, lista: str, **consulta: object) -> list[Any]:
    resposta = painel.get(reverse(lista), {nome: str(valor) for nome, valor in consulta.items()})
    assert resposta.status_code == 200
    return list(resposta.context["cl"].result_list)


@pytest.fixture
def servico(mundo: Mundo) -> ClienteServico:
    return ClienteServico.objects.get(pk=mundo[ClienteServico].pk)


@pytest.fixture
def outro_servico(mundo: Mundo) -> ClienteServico:
    """Another customer's."""
    outro = Cliente.objects.create(nome_razaosocial="CAIO", tipo_pessoa="pf", data_cadastro=AGORA)
    return um_servico(outro, Plano.objects.get(), Endereco.objects.get(pk=mundo[Endereco].pk), login="caio")


def test_um_atendimento_se_acha_pelo_protocolo_ou_pelo_codigo_do_cliente(
    painel: Client, servico: ClienteServico, outro_servico: ClienteServico, administradora: Usuario
) -> None:
    dele = um_atendimento(outro_servico, administradora, protocolo="202605041200002")

    assert listados(painel, ATENDIMENTOS, q="202605041200002") == [dele]
    assert listados(painel, ATENDIMENTOS, q=outro_servico.cliente.codigo_cliente) == [dele]
    assert listados(painel, ATENDIMENTOS, q="2026050412") == []
    assert listados(painel, ATENDIMENTOS, q="CAIO") == []
    assert listados(painel, ATENDIMENTOS) == [dele, Atendimento.objects.get(cliente_servico=servico)]


def test_uma_ordem_se_acha_pelo_numero_pelo_protocolo_ou_pelo_codigo_do_cliente(
    painel: Client, mundo: Mundo, outro_servico: ClienteServico, administradora: Usuario
) -> None:
    dele = uma_ordem(outro_servico, administradora, inicio=AGORA, numero_ordem_servico=7_000_001)

    assert listados(painel, ORDENS, q="7000001") == [dele]
    assert listados(painel, ORDENS, q=outro_servico.cliente.codigo_cliente) == [dele]
    assert listados(painel, ORDENS, q=mundo[Atendimento]) == [mundo[OrdemServico]]
    assert listados(painel, ORDENS, q="CAIO") == []


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


def test_a_agenda_mostra_o_que_esta_marcado_por_dia(painel: Client, servico: ClienteServico, administradora: Usuario) -> None:
    OrdemServico.objects.all().delete()
    meio_dia = datas.agora().astimezone(AGORA.tzinfo).replace(hour=15, minute=0)
    hoje, amanha, semana, passada = (
        uma_ordem(servico, administradora, inicio=meio_dia + timedelta(days=dias)) for dias in (0, 1, 5, -3)
    )
    encerrada = uma_ordem(
        servico,
        administradora,
        inicio=meio_dia,
        status="finalizado",
        usuario_fechamento=administradora,
        status_fechamento="concluido",
    )

    assert listados(painel, ORDENS, agenda="hoje") == [hoje]
    assert listados(painel, ORDENS, agenda="amanha") == [amanha]
    assert set(listados(painel, ORDENS, agenda="semana")) == {hoje, amanha, semana}
    assert passada in listados(painel, ORDENS, agenda="atrasadas")
    assert amanha not in listados(painel, ORDENS, agenda="atrasadas")
    assert listados(painel, ORDENS, andamento="encerradas") == [encerrada]
    assert set(listados(painel, ORDENS, andamento="pendente")) == {hoje, amanha, semana, passada}


def test_as_ordens_de_um_tecnico(painel: Client, servico: ClienteServico, atendente: Usuario) -> None:
    Usuario.objects.filter(pk=atendente.pk).update(tecnico=True)
    dele = uma_ordem(servico, atendente, inicio=AGORA)

    assert listados(painel, ORDENS, tecnico=atendente.pk) == [dele]
    assert listados(painel, ORDENS, tecnico="x") == []


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


def test_a_ficha_da_ordem_mostra_tecnicos_e_leva_ao_atendimento(painel: Client, mundo: Mundo, atendente: Usuario) -> None:
    ordem = OrdemServico.objects.get(pk=mundo[OrdemServico].pk)
    ordem.escalados.update(usuario=atendente)

    corpo = painel.get(pagina(ordem)).content.decode()

    assert "Zé" in corpo
    assert pagina(mundo[Atendimento]) in corpo


@pytest.mark.parametrize("modelo", [Atendimento, OrdemServico])
def test_quem_so_pode_ver_ve_tudo_e_ninguem_muda_nada(
    modelo: type[models.Model],
    painel: Client,
    mundo: Mundo,
    atendente: Usuario,
    entrar: Callable[[Usuario], Client],
) -> None:
    ficha = mundo[modelo]
    dar_permissoes(atendente, f"{modelo._meta.app_label}.view_{modelo._meta.model_name}")

    corpo = entrar(atendente).get(pagina(ficha)).content.decode()

    assert ("Reiniciei o rádio." if modelo is Atendimento else "Ana") in corpo
    assert painel.post(pagina(ficha), {"descricao_abertura": "x"}).status_code == 403
    assert painel.post(pagina(ficha, "delete"), {"post": "yes"}).status_code == 403
    assert entrar(atendente).post(pagina(ficha), {}).status_code == 403


@pytest.mark.parametrize(("lista", "maximo"), [(ATENDIMENTOS, 16), (ORDENS, 16)])
def test_a_lista_faz_o_mesmo_numero_de_consultas_com_uma_linha_ou_com_trinta(
    lista: str,
    maximo: int,
    painel: Client,
    servico: ClienteServico,
    administradora: Usuario,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for numero in range(30):
        atendimento = um_atendimento(servico, administradora, protocolo=f"2026050412000{numero:02d}9")
        uma_ordem(servico, administradora, inicio=AGORA - timedelta(hours=numero + 1), atendimento=atendimento)

    with django_assert_max_num_queries(maximo):
        linhas = listados(painel, lista)

    assert len(linhas) == 31


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


@pytest.mark.parametrize(("modelo", "prefixo"), DO_SISTEMA, ids=lambda valor: getattr(valor, "__name__", valor))
def test_o_que_o_sistema_procura_pelo_prefixo_muda_de_nome_mas_fica(
    modelo: type[models.Model], prefixo: str, painel: Client
) -> None:
    linha = modelo._default_manager.get(prefixo=prefixo)
    lista = pagina(linha).replace(f"{linha.pk}/change/", "")

    salvo = painel.post(pagina(linha), {**formulario(painel, pagina(linha)), "descricao": "Outro nome", "ativo": ""})
    apagado = painel.post(pagina(linha, "delete"), {"post": "yes"})
    da_lista = painel.post(lista, {"action": "delete_selected", "_selected_action": [linha.pk], "post": "yes"})

    linha.refresh_from_db()
    assert salvo.status_code == 302
    assert (apagado.status_code, da_lista.status_code) == (403, 403)
    assert (linha.descricao, linha.ativo, linha.prefixo) == ("Outro nome", True, prefixo)  # type: ignore[attr-defined]
    registro = Registro.objects.get(tabela=modelo._meta.db_table)
    assert (registro.acao, registro.depois) == ("alterar", {"descricao": "Outro nome"})


@pytest.mark.parametrize("modelo", [TipoAtendimento, AtendimentoStatus, MotivoFechamento, TipoOrdemServico])
def test_o_que_e_do_provedor_se_apaga_enquanto_nada_usa(modelo: type[models.Model], painel: Client, mundo: Mundo) -> None:
    linha = mundo[modelo]

    apagada = painel.post(pagina(linha, "delete"), {"post": "yes"})

    assert apagada.status_code == 302
    assert not modelo._default_manager.filter(pk=linha.pk).exists()


def test_um_tipo_em_uso_nao_se_apaga_e_a_pagina_diz_por_que(painel: Client, mundo: Mundo) -> None:
    tipo = mundo[TipoAtendimento]
    Atendimento.objects.update(tipo=tipo)

    pergunta = painel.get(pagina(tipo, "delete")).content.decode()
    painel.post(pagina(tipo, "delete"), {"post": "yes"})

    assert str(mundo[Atendimento]) in pergunta
    assert TipoAtendimento.objects.filter(pk=tipo.pk).exists()


def test_um_setor_com_atendimentos_nao_se_apaga(painel: Client, mundo: Mundo) -> None:
    setor = mundo[Setor]
    Atendimento.objects.update(destino="setor", usuario_responsavel=None, setor_responsavel=setor)

    painel.post(pagina(setor, "delete"), {"post": "yes"})

    assert Setor.objects.filter(pk=setor.pk).exists()


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


def test_o_menu_tem_um_grupo_de_atendimento(painel: Client) -> None:
    corpo = painel.get("/admin/").content.decode()

    assert reverse(ATENDIMENTOS) in corpo
    assert reverse(ORDENS) in corpo
    assert reverse("admin:contas_setor_changelist") in corpo
