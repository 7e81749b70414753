"""A person's own calls, where pages find their news, and the demonstration's caller."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from enlace.atendimento.models import Atendimento
from enlace.configuracao.models import Provedor
from enlace.contas.models import Usuario
from enlace.painel import ligacoes
from enlace.painel.conftest import AGORA
from enlace.painel.ligacoes.tests.apoio import endereco, pedido
from enlace.pbx.models import Ligacao
from enlace.servicos.models import ClienteServico

pytestmark = pytest.mark.django_db


def test_o_canal_diz_onde_estao_os_eventos_a_quem_entrou(painel: Client) -> None:
    canal = reverse("painel:ligacoes:canal")

    resposta = painel.get(canal).json()

    assert resposta["eventos"] == "/eventos/"
    assert resposta["janela"].startswith("/static/painel/js/ligacao.js?v=")
    assert resposta["estilo"].startswith("/static/painel/ligacao.css?v=")
    assert Client().get(canal).status_code == 302


def test_os_scripts_sabem_onde_estao_as_ligacoes() -> None:
    scripts = Path(ligacoes.__file__).parents[1] / "static/painel/js"

    for script, nome in (("ligacao.js", "CAMINHO"), ("eventos.js", "CANAL")):
        assert f'const {nome} = "{reverse("painel:ligacoes:canal")}";' in (scripts / script).read_text()


def test_as_paginas_nossas_e_as_do_admin_ouvem_das_ligacoes(painel: Client) -> None:
    for pagina in (reverse("painel:ligacoes:lista"), reverse("admin:index")):
        texto = painel.get(pagina).content.decode()
        assert "/js/eventos.js" in texto, pagina
        # The window itself is fetched when somebody calls.
        assert '<script src="/static/painel/js/ligacao.js' not in texto, pagina


def test_a_lista_e_das_minhas_ligacoes_com_o_que_foi_delas(
    painel: Client, ligacao: Ligacao, servico: ClienteServico, atendente: Usuario
) -> None:
    painel.post(endereco("abrir_atendimento", ligacao), pedido(ligacao, servico))
    perdida = Ligacao.objects.create(
        usuario=ligacao.usuario, telefone="3732221111", notificada_em=AGORA, encerrada_em=AGORA + timedelta(seconds=9)
    )
    Ligacao.objects.create(usuario=atendente, telefone="3733334444", notificada_em=AGORA)
    lista = reverse("painel:ligacoes:lista")

    todas, sem, com = (painel.get(lista, {"atendimento": qual}).content.decode() for qual in ("", "sem", "com"))

    assert "(37) 99991-2222" in todas
    assert "(37) 3222-1111" in todas
    assert "(37) 3333-4444" not in todas
    assert endereco("ligacao", perdida) in sem
    assert endereco("ligacao", ligacao) not in sem
    assert Atendimento.objects.latest("id_atendimento").protocolo in com


def test_a_lista_nao_diz_nomes_a_quem_nao_ve_clientes(
    ligacao: Ligacao, atendente: Usuario, entrar: Callable[[Usuario], Client]
) -> None:
    Ligacao.objects.filter(pk=ligacao.pk).update(usuario=atendente)

    texto = entrar(atendente).get(reverse("painel:ligacoes:lista")).content.decode()

    assert "(37) 99991-2222" in texto
    assert "MARIA" not in texto


def test_a_demonstracao_deixa_quem_experimenta_receber_uma_ligacao(
    painel: Client, ligacao: Ligacao, administradora: Usuario
) -> None:
    Provedor.objects.update(demonstracao=True)
    Usuario.objects.filter(pk=administradora.pk).update(ramal="111")
    painel.post(endereco("encerrar", ligacao))

    resposta = painel.post(reverse("painel:ligacoes:simular"))

    assert resposta.status_code == 302
    nova = Ligacao.objects.abertas_de(administradora.pk).get()
    assert nova.cliente is not None
    assert nova.cliente.telefone_primario == nova.telefone


def test_sem_ramal_a_ligacao_de_experiencia_diz_o_que_falta(painel: Client, ligacao: Ligacao, administradora: Usuario) -> None:
    Provedor.objects.update(demonstracao=True)
    painel.post(endereco("encerrar", ligacao))

    texto = painel.post(reverse("painel:ligacoes:simular"), follow=True).content.decode()

    assert "ramal" in texto
    assert not Ligacao.objects.abertas_de(administradora.pk).exists()


@pytest.mark.usefixtures("mundo")
def test_fora_da_demonstracao_ninguem_se_liga_sozinho(painel: Client) -> None:
    assert painel.post(reverse("painel:ligacoes:simular")).status_code == 404
