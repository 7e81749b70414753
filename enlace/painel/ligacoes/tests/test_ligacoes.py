"""The window of a call as the server draws it, and what is done in it."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import DjangoAssertNumQueries

from enlace.atendimento.models import Atendimento
from enlace.clientes.models import Cliente
from enlace.contas.models import Usuario
from enlace.core import datas
from enlace.financeiro.models import Fatura, FormaCobranca
from enlace.financeiro.tests import fabrica as financas
from enlace.painel.conftest import AGORA, Mundo, dar_permissoes, um_servico
from enlace.painel.ligacoes.tests.apoio import EM_PARTE, TELEFONE, endereco, pedido
from enlace.painel.tests.navegador import formulario
from enlace.pbx.models import Ligacao
from enlace.radius.tests.sessoes import uma_sessao
from enlace.servicos.models import ClienteServico

pytestmark = pytest.mark.django_db
PARA_ATENDER = (
    *("clientes.view_cliente", "servicos.view_clienteservico", "servicos.view_alerta", "atendimento.view_atendimento"),
    *("financeiro.view_fatura", "atendimento.add_atendimento"),
)


def janela(navegador: Client, ligacao: Ligacao) -> str:
    resposta = navegador.get(endereco("ligacao", ligacao), **EM_PARTE)
    assert resposta.status_code == 200
    return resposta.content.decode()


def uma_vencida(servico: ClienteServico) -> Fatura:
    """A bill of R$ 100.00 of forty days ago."""
    fatura = financas.uma_fatura(financas.uma_linha(servico=servico), cliente=servico.cliente, forma=FormaCobranca.objects.get())
    Fatura.objects.filter(pk=fatura.pk).update(data_vencimento=datas.hoje() - timedelta(days=40))
    return fatura


def test_a_janela_diz_tudo_de_quem_liga(painel: Client, ligacao: Ligacao, servico: ClienteServico) -> None:
    uma_vencida(servico)

    texto = janela(painel, ligacao)

    for dito in (
        *("MARIA DA CONCEIÇÃO", "(37) 99991-2222", "Ramal 111", "ana111", "Fibra rompida.", "(1) FIBRA 100", "100/50 Mbit/s"),
        *("Conectado", "1 fatura vencida", "202605041200001", "Ligação recebida de (37) 99991-2222 no ramal 111."),
        *(reverse("painel:clientes:ficha", args=[servico.cliente_id]), endereco("abrir_atendimento", ligacao)),
    ):
        assert dito in texto, dito
    assert "<html" not in texto


def test_a_mesma_ligacao_e_uma_pagina_para_quem_nao_tem_javascript(painel: Client, ligacao: Ligacao) -> None:
    texto = painel.get(endereco("ligacao", ligacao)).content.decode()

    assert "<html" in texto
    assert "MARIA DA CONCEIÇÃO" in texto
    assert "Abrir atendimento" in texto


def test_sem_dividas_sem_conexao_a_janela_diz_isso(painel: Client, ligacao: Ligacao, outro_servico: ClienteServico) -> None:
    Ligacao.objects.filter(pk=ligacao.pk).update(cliente=outro_servico.cliente_id)

    texto = janela(painel, ligacao)

    assert "Sem conexão" in texto
    assert "vencida" not in texto


@pytest.mark.parametrize(
    ("permissao", "dito"),
    [
        ("clientes.view_cliente", "MARIA DA CONCEIÇÃO"),
        ("servicos.view_clienteservico", "FIBRA 100"),
        ("servicos.view_alerta", "Fibra rompida."),
        ("financeiro.view_fatura", "fatura vencida"),
        ("atendimento.view_atendimento", "202605041200001"),
        ("atendimento.add_atendimento", "Abrir atendimento"),
    ],
)
def test_cada_coisa_so_aparece_para_quem_pode_ver(
    ligacao: Ligacao,
    servico: ClienteServico,
    atendente: Usuario,
    entrar: Callable[[Usuario], Client],
    permissao: str,
    dito: str,
) -> None:
    uma_vencida(servico)
    Ligacao.objects.filter(pk=ligacao.pk).update(usuario=atendente)
    dar_permissoes(atendente, *(nome for nome in PARA_ATENDER if nome != permissao))
    sem = janela(entrar(atendente), ligacao)
    dar_permissoes(atendente, permissao)

    com = janela(entrar(Usuario.objects.get(pk=atendente.pk)), ligacao)

    assert (dito in sem, dito in com) == (False, True)


def test_quem_nao_ve_clientes_ve_o_codigo_e_o_numero_e_nada_mais(
    ligacao: Ligacao, atendente: Usuario, entrar: Callable[[Usuario], Client]
) -> None:
    Ligacao.objects.filter(pk=ligacao.pk).update(usuario=atendente)
    dar_permissoes(atendente, *(nome for nome in PARA_ATENDER if nome != "clientes.view_cliente"))
    codigo = Cliente.objects.get(nome_razaosocial="MARIA DA CONCEIÇÃO").codigo_cliente

    texto = janela(entrar(atendente), ligacao)

    assert f"Cliente {codigo}" in texto
    for calado in ("MARIA", "FIBRA", "Fibra rompida", "202605041200001", "Quem está ligando", "Abrir atendimento"):
        assert calado not in texto, calado


def test_ligacao_de_outra_pessoa_nao_existe_nem_para_quem_pode_tudo(
    mundo: Mundo, ligacao: Ligacao, servico: ClienteServico, entrar: Callable[[Usuario], Client]
) -> None:
    outra = Usuario.objects.create(nome="Bia", email="bia@exemplo.test", is_staff=True, is_superuser=True)
    navegador = entrar(outra)

    respostas = [
        navegador.get(endereco("ligacao", ligacao)),
        navegador.get(endereco("procurar", ligacao), {"q": "maria"}),
        navegador.post(endereco("cliente", ligacao), {"cliente": mundo[Cliente].pk}),
        navegador.post(endereco("abrir_atendimento", ligacao), pedido(ligacao, servico)),
        navegador.post(endereco("encerrar", ligacao)),
    ]

    assert {resposta.status_code for resposta in respostas} == {404}
    assert Ligacao.objects.filter(pk=ligacao.pk, encerrada_em=None, identificada_em=None, atendimento=None).exists()


def test_um_clique_da_o_protocolo_e_outro_clique_da_o_mesmo(
    painel: Client, ligacao: Ligacao, servico: ClienteServico, administradora: Usuario
) -> None:
    antes = Atendimento.objects.count()

    respostas = [painel.post(endereco("abrir_atendimento", ligacao), pedido(ligacao, servico), **EM_PARTE) for _ in range(2)]

    assert [resposta.status_code for resposta in respostas] == [204, 204]
    atendimento = Atendimento.objects.latest("id_atendimento")
    assert Atendimento.objects.count() == antes + 1
    assert (atendimento.cliente_servico, atendimento.usuario_responsavel) == (servico, administradora)
    assert (atendimento.descricao_abertura, atendimento.telefone_contato) == ("Sem internet.", TELEFONE)
    texto = janela(painel, ligacao)
    assert f"data-ligacao-protocolo>{atendimento.protocolo}<" in texto
    assert "data-fica" in texto
    assert endereco("abrir_atendimento", ligacao) not in texto


def test_sem_javascript_o_atendimento_leva_a_pagina_da_ligacao(painel: Client, ligacao: Ligacao, servico: ClienteServico) -> None:
    resposta = painel.post(endereco("abrir_atendimento", ligacao), pedido(ligacao, servico), follow=True)

    assert resposta.redirect_chain == [(endereco("ligacao", ligacao), 302)]
    assert Atendimento.objects.latest("id_atendimento").protocolo in resposta.content.decode()


def test_o_que_falta_e_dito_ao_lado_e_nada_se_abre(
    painel: Client, ligacao: Ligacao, servico: ClienteServico, outro_servico: ClienteServico
) -> None:
    antes = Atendimento.objects.count()

    vazia = painel.post(endereco("abrir_atendimento", ligacao), pedido(ligacao, servico, descricao=""), **EM_PARTE)
    de_outro = painel.post(endereco("abrir_atendimento", ligacao), pedido(ligacao, outro_servico), **EM_PARTE)

    for resposta in (vazia, de_outro):
        assert resposta.status_code == 422
        assert "ligacao-recusa" in resposta.content.decode()
    assert Atendimento.objects.count() == antes


def test_servico_mais_provavel_e_o_que_tem_problema(painel: Client, ligacao: Ligacao, servico: ClienteServico) -> None:
    outro = um_servico(
        Cliente.objects.create(nome_razaosocial="X", tipo_pessoa="pf", data_cadastro=AGORA),
        servico.plano,
        servico.endereco_cadastral,
        login="maria2",
    )
    ClienteServico.objects.filter(pk=outro.pk).update(cliente=servico.cliente_id, numero_plano=2, status="suspenso_debito")

    texto = janela(painel, ligacao)

    assert f'<option value="{outro.pk}" selected>' in texto
    assert f'<option value="{servico.pk}">' in texto


def test_cliente_sem_servico_em_vigor_nao_tem_o_que_abrir(painel: Client, ligacao: Ligacao, servico: ClienteServico) -> None:
    ClienteServico.objects.filter(pk=servico.pk).update(status="cancelado", data_cancelamento=AGORA)

    texto = janela(painel, ligacao)
    resposta = painel.post(endereco("abrir_atendimento", ligacao), pedido(ligacao, servico), **EM_PARTE)

    assert "não tem serviço em vigor" in texto
    assert "Abrir atendimento" not in texto
    assert resposta.status_code == 422


def test_quem_liga_e_achado_na_propria_janela(painel: Client, desconhecida: Ligacao, mundo: Mundo) -> None:
    assert "Quem está ligando?" in janela(painel, desconhecida)

    achados = painel.get(endereco("procurar", desconhecida), {"q": "conceicao"}, **EM_PARTE).content.decode()
    resposta = painel.post(endereco("cliente", desconhecida), {"cliente": mundo[Cliente].pk}, **EM_PARTE)

    assert "MARIA DA CONCEIÇÃO" in achados
    assert f'value="{mundo[Cliente].pk}"' in achados
    assert resposta.status_code == 204
    desconhecida.refresh_from_db()
    assert desconhecida.cliente_id == mundo[Cliente].pk
    assert "MARIA DA CONCEIÇÃO" in janela(painel, desconhecida)


@pytest.mark.parametrize(
    ("termo", "dito"), [("zzz", "Ninguém encontrado"), ("m", "ao menos duas letras"), ("", "ao menos duas letras")]
)
def test_procura_sem_resultado_diz_o_que_fazer(painel: Client, desconhecida: Ligacao, termo: str, dito: str) -> None:
    assert dito in painel.get(endereco("procurar", desconhecida), {"q": termo}, **EM_PARTE).content.decode()


def test_a_procura_sem_javascript_mostra_os_achados_na_pagina(painel: Client, desconhecida: Ligacao) -> None:
    texto = painel.get(endereco("procurar", desconhecida), {"q": "maria"}).content.decode()

    assert "<html" in texto
    assert "É este: MARIA DA CONCEIÇÃO" in texto


def test_numero_de_varios_clientes_oferece_todos_para_escolher(painel: Client, desconhecida: Ligacao) -> None:
    for nome in ("ANA", "BIA"):
        Cliente.objects.create(nome_razaosocial=nome, tipo_pessoa="pf", data_cadastro=AGORA, telefone_primario="3732220000")

    texto = janela(painel, desconhecida)

    assert "Têm este número:" in texto
    assert texto.index("É este: ANA") < texto.index("É este: BIA")


def test_numero_desconhecido_leva_a_novo_cliente_e_a_novo_prospecto_com_o_telefone(painel: Client, desconhecida: Ligacao) -> None:
    texto = janela(painel, desconhecida)

    for rota in ("painel:vendas:novo", "painel:prospectos:novo"):
        assert f"{reverse(rota)}?telefone=3732220000" in texto


@pytest.mark.parametrize(("rota", "campo"), [("painel:prospectos:novo", "telefone"), ("painel:vendas:novo", "telefone_primario")])
def test_o_cadastro_ja_vem_com_o_telefone_de_quem_liga(painel: Client, desconhecida: Ligacao, rota: str, campo: str) -> None:
    campos = formulario(painel, f"{reverse(rota)}?telefone={desconhecida.telefone}")

    assert campos[campo] == ["3732220000"]


@pytest.mark.parametrize("cliente", ["", "abc", "-1", "999999999", "9" * 30, "²"])
def test_cliente_que_nao_existe_nao_e_ninguem(painel: Client, desconhecida: Ligacao, cliente: str) -> None:
    assert painel.post(endereco("cliente", desconhecida), {"cliente": cliente}).status_code == 404


def test_com_atendimento_aberto_o_cliente_nao_se_troca(painel: Client, ligacao: Ligacao, servico: ClienteServico) -> None:
    outro = Cliente.objects.create(nome_razaosocial="CAIO", tipo_pessoa="pf", data_cadastro=AGORA)
    painel.post(endereco("abrir_atendimento", ligacao), pedido(ligacao, servico))

    resposta = painel.post(endereco("cliente", ligacao), {"cliente": outro.pk}, **EM_PARTE)

    assert resposta.status_code == 422
    assert "já tem um atendimento" in resposta.content.decode()


def test_encerrar_guarda_a_ligacao_e_repetir_nao_muda_nada(painel: Client, ligacao: Ligacao) -> None:
    respostas = [painel.post(endereco("encerrar", ligacao), **EM_PARTE).status_code for _ in range(2)]

    assert respostas == [204, 204]
    ligacao.refresh_from_db()
    assert ligacao.encerrada_em is not None
    assert "data-terminou" in janela(painel, ligacao)


@pytest.mark.parametrize("nome", ["cliente", "abrir_atendimento", "encerrar"])
def test_o_que_muda_algo_so_se_pede_por_post_com_o_formulario(painel: Client, ligacao: Ligacao, nome: str) -> None:
    de_fora = Client(enforce_csrf_checks=True)
    de_fora.cookies = painel.cookies

    assert painel.get(endereco(nome, ligacao)).status_code == 405
    assert de_fora.post(endereco(nome, ligacao)).status_code == 403


def test_a_janela_le_o_mesmo_com_muito_ou_pouco_a_mostrar(
    painel: Client, ligacao: Ligacao, servico: ClienteServico, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for numero in range(2, 12):
        outro = um_servico(
            Cliente.objects.create(nome_razaosocial="X", tipo_pessoa="pf", data_cadastro=AGORA),
            servico.plano,
            servico.endereco_cadastral,
            login=f"maria{numero}",
        )
        ClienteServico.objects.filter(pk=outro.pk).update(cliente=servico.cliente_id, numero_plano=numero)
        uma_vencida(servico)

    with django_assert_max_num_queries(12):
        texto = janela(painel, ligacao)

    assert "10 faturas vencidas" in texto


def test_a_divida_e_o_que_custa_hoje(painel: Client, ligacao: Ligacao, servico: ClienteServico) -> None:
    fatura = uma_vencida(servico)
    Fatura.objects.filter(pk=fatura.pk).update(multa_percentual=Decimal(2), juros_ao_mes=Decimal(0))

    assert "R$ 102,00 hoje" in janela(painel, ligacao)


def test_com_sessao_aberta_o_servico_esta_conectado(painel: Client, ligacao: Ligacao, outro_servico: ClienteServico) -> None:
    Ligacao.objects.filter(pk=ligacao.pk).update(cliente=outro_servico.cliente_id)
    uma_sessao(outro_servico, fim=None, login="caio")

    assert "Conectado" in janela(painel, ligacao)


@pytest.mark.parametrize("codigo", ["", "ana", "9" * 5_000])
def test_quem_nao_e_cliente_nao_se_identifica(painel: Client, ligacao: Ligacao, codigo: str) -> None:
    resposta = painel.post(endereco("cliente", ligacao), {"cliente": codigo})

    assert resposta.status_code == 404
    assert Ligacao.objects.get().identificada_em is None
