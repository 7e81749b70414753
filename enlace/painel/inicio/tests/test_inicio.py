"""The first page: each number leads to its list, each block is seen by who may see what is behind it."""

import json
import re
from collections.abc import Callable
from html import unescape

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from enlace.atendimento.models import Atendimento
from enlace.configuracao.models import Provedor
from enlace.contas.models import Usuario
from enlace.core.datas import agora
from enlace.painel.conftest import dar_permissoes, um_atendimento
from enlace.painel.inicio import resumo
from enlace.painel.models import Resumo
from enlace.radius.amostragem import JANELA, PASSO, amostrar
from enlace.servicos.models import ClienteServico

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mundo")]

INICIO = "/painel/"


def texto(navegador: Client) -> str:
    resposta = navegador.get(INICIO)
    assert resposta.status_code == 200
    return unescape(resposta.content.decode())


def blocos(pagina: str) -> list[str]:
    return re.findall(r'id="bloco-(\w+)"', pagina)


def enderecos(pagina: str) -> list[str]:
    """Where the numbers lead."""
    return re.findall(r'<li><a href="([^"]+)"', pagina.partition('class="mosaico"')[2])


def test_quem_pode_tudo_ve_todos_os_blocos(painel: Client) -> None:
    assert blocos(texto(painel)) == ["atendimentos", "ordens", "servicos", "faturas", "mensagens", "conexoes"]


@pytest.mark.parametrize(
    ("papel", "vistos"),
    [
        ("Atendente", ["atendimentos", "ordens", "servicos", "faturas", "mensagens", "conexoes"]),
        ("Técnico", ["atendimentos", "ordens", "servicos", "conexoes"]),
    ],
)
def test_cada_papel_ve_os_seus_blocos(
    papel: str, vistos: list[str], atendente: Usuario, entrar: Callable[[Usuario], Client]
) -> None:
    atendente.groups.add(Group.objects.get(name=papel))

    assert blocos(texto(entrar(atendente))) == vistos


def test_quem_nao_tem_papel_le_a_quem_pedir(atendente: Usuario, entrar: Callable[[Usuario], Client]) -> None:
    pagina = texto(entrar(atendente))

    assert blocos(pagina) == []
    assert "Seu usuário ainda não tem um papel" in pagina


def test_cada_numero_leva_a_uma_lista_que_abre(painel: Client) -> None:
    levam = enderecos(texto(painel))

    assert len(levam) >= 16
    assert {endereco: status for endereco in levam if (status := painel.get(endereco).status_code) != 200} == {}


def test_os_numeros_levam_os_seus_filtros(painel: Client) -> None:
    levam = enderecos(texto(painel))
    dia = Resumo.objects.get().dados["dia"]

    assert "/painel/atendimentos/?quem=meus&prazo=vencido" in levam
    assert "/painel/atendimentos/?quem=todos&idade=mais3" in levam
    assert f"/painel/ordens/?dia={dia}" in levam
    assert "/painel/ordens/lista/?situacao=aguardando_agendamento" in levam
    assert "/painel/clientes/?situacao=servico_habilitado" in levam
    assert "/painel/faturas/?situacao=vencida" in levam
    assert any(re.fullmatch(rf"/painel/faturas/\?situacao=paga&pagamento_de={dia[:7]}-01&pagamento_ate=[\d-]+", e) for e in levam)
    assert any(
        endereco.startswith(f"/admin/mensagens/mensagem/?estado__exact=falhou&finalizada_em__gte={dia}T") for endereco in levam
    )


def test_os_meus_atendimentos_sao_contados_na_hora(servico: ClienteServico, administradora: Usuario, painel: Client) -> None:
    texto(painel)
    antes = Atendimento.objects.filter(usuario_responsavel=administradora, data_fechamento=None).count()
    um_atendimento(servico, administradora, protocolo="novo")

    pagina = texto(painel)

    assert re.search(rf'quem=meus"><span>comigo</span><strong>{antes + 1}</strong>', pagina)


def test_os_numeros_sao_lidos_de_uma_linha_so(painel: Client, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    texto(painel)

    with django_assert_max_num_queries(8):
        painel.get(INICIO)


def test_o_grafico_traz_os_valores_e_a_tabela_os_diz_sem_script(painel: Client) -> None:
    amostrar(agora=agora())

    pagina = texto(painel)

    desenho = json.loads(re.findall(r'data-grafico="(\{.*?\})"', pagina)[0])
    assert len(desenho["valores"]) == JANELA // PASSO
    assert desenho["passo"] == PASSO.total_seconds()
    assert re.search(r'<td>\d\d/\d\d \d\dh</td><td class="numero">1</td><td class="numero">1</td>', pagina)


def test_sem_nenhuma_contagem_o_grafico_diz_quando_aparece(painel: Client) -> None:
    pagina = texto(painel)

    assert "data-grafico" not in pagina
    assert "O gráfico das últimas 24 horas aparece com a primeira contagem" in pagina


def test_numeros_que_ninguem_conta_ha_muito_sao_ditos_atrasados(painel: Client) -> None:
    resumo.atualizar(agora=agora() - 36 * resumo.VALIDADE)
    outra = connection.copy()
    with outra.cursor() as cursor:
        cursor.execute("select pg_advisory_lock(%s)", [resumo.CONTANDO])

    pagina = texto(painel)

    outra.close()
    assert "há 3 horas" in pagina
    assert "atrasados" in pagina


def test_so_a_demonstracao_diz_o_que_experimentar(painel: Client) -> None:
    antes = texto(painel)
    Provedor.objects.update(demonstracao=True)
    depois = texto(painel)

    assert "O que experimentar" not in antes
    assert "O que experimentar" in depois


def test_o_que_experimentar_e_so_o_que_a_pessoa_pode(atendente: Usuario, entrar: Callable[[Usuario], Client]) -> None:
    Provedor.objects.update(demonstracao=True)
    dar_permissoes(atendente, "ordens_servico.view_ordemservico")

    pagina = texto(entrar(atendente))

    assert "/painel/ordens/mapa/" in pagina
    assert "/painel/atendimentos/novo/" not in pagina
    assert "/painel/novo-cliente/" not in pagina
