"""Opening a ticket at the counter, with and without an order."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from enlace.atendimento.models import Atendimento, OrigemContato
from enlace.contas.models import Usuario
from enlace.core import datas
from enlace.ordens_servico.models import OrdemServico, TipoOrdemServico
from enlace.painel.conftest import AGORA, Mundo, dar_permissoes
from enlace.painel.tests.navegador import Campos, formulario
from enlace.servicos.models import ClienteServico

pytestmark = pytest.mark.django_db

NOVO = "painel:atendimentos:novo"


def endereco(servico: ClienteServico) -> str:
    return f"{reverse(NOVO)}?id_cliente_servico={servico.pk}"


def preenchido(navegador: Client, servico: ClienteServico, **campos: object) -> Campos:
    dados = formulario(navegador, endereco(servico))
    return {**dados, "descricao": ["Sem internet."], **{nome: [str(valor)] for nome, valor in campos.items()}}


def o_novo(mundo: Mundo) -> Atendimento:
    return Atendimento.objects.exclude(pk=mundo[Atendimento].pk).get()


def test_o_formulario_vem_com_o_que_ja_se_sabe_do_cliente(balcao: Client, servico: ClienteServico) -> None:
    dados = formulario(balcao, endereco(servico))

    assert dados["servico"] == [str(servico.pk)]
    assert dados["nome"] == ["MARIA DA CONCEIÇÃO"]
    assert dados["telefone"] == ["37999912222"]
    assert formulario(balcao, f"{endereco(servico)}&telefone=3732221111")["telefone"] == ["3732221111"]


def test_aberto_leva_a_ficha_com_o_protocolo(balcao: Client, servico: ClienteServico, mundo: Mundo, bianca: Usuario) -> None:
    origem = OrigemContato.objects.get()

    resposta = balcao.post(endereco(servico), preenchido(balcao, servico, origem=origem.pk, telefone="(37) 3222-1111"))

    aberto = o_novo(mundo)
    assert resposta.headers["Location"] == f"/painel/atendimentos/{aberto.pk}/?aberto=1"
    assert (aberto.cliente_servico, aberto.descricao_abertura, aberto.origem_contato) == (servico, "Sem internet.", origem)
    assert (aberto.usuario_responsavel, aberto.telefone_contato) == (bianca, "3732221111")
    assert OrdemServico.objects.filter(atendimento=aberto).count() == 0


def test_os_junto_espera_uma_data_e_diz_o_que_o_cliente_pede(balcao: Client, servico: ClienteServico, mundo: Mundo) -> None:
    tipo = TipoOrdemServico.objects.get(descricao="Retirada de equipamento")

    balcao.post(endereco(servico), preenchido(balcao, servico, com_os="on", tipo_os=tipo.pk))

    ordem = OrdemServico.objects.get(atendimento=o_novo(mundo))
    assert (ordem.tipo, ordem.status, ordem.descricao_servico) == (tipo, "aguardando_agendamento", "Sem internet.")
    assert ordem.data_inicio_programado is None


def test_os_junto_ja_marcada_tem_dia_hora_e_tecnico(balcao: Client, servico: ClienteServico, mundo: Mundo) -> None:
    ze = Usuario.objects.create(nome="Zé da Rede", email="rede@exemplo.test", tecnico=True)
    amanha = datas.hoje() + timedelta(days=1)
    tipo = TipoOrdemServico.objects.get(prefixo="instalacao")
    marcada = {"quando": "ja", "dia": amanha.isoformat(), "das": "14:00", "ate": "15:30", "tecnicos": ze.pk}

    balcao.post(
        endereco(servico), preenchido(balcao, servico, com_os="on", tipo_os=tipo.pk, descricao_os="Trocar a ONU.", **marcada)
    )

    ordem = OrdemServico.objects.get(atendimento=o_novo(mundo))
    inicio = timezone.localtime(ordem.data_inicio_programado)
    assert (ordem.status, inicio.date(), f"{inicio:%H:%M}", ordem.descricao_servico) == (
        "pendente",
        amanha,
        "14:00",
        "Trocar a ONU.",
    )
    assert [escalado.usuario for escalado in ordem.escalados.all()] == [ze]


def test_o_que_falta_a_os_e_dito_ao_lado_e_o_que_foi_escrito_fica(balcao: Client, servico: ClienteServico, mundo: Mundo) -> None:
    resposta = balcao.post(endereco(servico), preenchido(balcao, servico, com_os="on", quando="ja", das="14:00"))

    erros = resposta.context["formulario"].errors
    assert resposta.status_code == 422
    assert set(erros) == {"tipo_os", "dia", "ate", "tecnicos"}
    assert "Sem internet." in resposta.content.decode()
    assert Atendimento.objects.get() == mundo[Atendimento]


def test_sem_a_caixa_marcada_nada_da_os_e_conferido(balcao: Client, servico: ClienteServico, mundo: Mundo) -> None:
    resposta = balcao.post(endereco(servico), preenchido(balcao, servico, quando="ja", das="14:00"))

    assert resposta.status_code == 302
    assert OrdemServico.objects.filter(atendimento=o_novo(mundo)).count() == 0


def test_quem_nao_abre_os_nao_a_abre_por_aqui(entrar: Callable[[Usuario], Client], servico: ClienteServico, mundo: Mundo) -> None:
    usuario = Usuario.objects.create(nome="Caixa", email="caixa@exemplo.test", is_staff=True)
    dar_permissoes(usuario, "atendimento.add_atendimento", "clientes.view_cliente")
    navegador = entrar(usuario)
    tipo = TipoOrdemServico.objects.get(prefixo="instalacao")

    assert "com_os" not in navegador.get(endereco(servico)).content.decode()
    navegador.post(endereco(servico), preenchido(navegador, servico, com_os="on", tipo_os=tipo.pk))

    assert OrdemServico.objects.filter(atendimento=o_novo(mundo)).count() == 0


def test_sem_cliente_a_pagina_pergunta_para_quem(balcao: Client, servico: ClienteServico) -> None:
    for termo in ("conceicao", str(servico.cliente.codigo_cliente), "(37) 99991-2222"):
        pagina = balcao.get(reverse(NOVO), {"cliente": termo}).content.decode()
        assert f"?id_cliente={servico.cliente_id}" in pagina, termo
    assert "Nenhum cliente encontrado" in balcao.get(reverse(NOVO), {"cliente": "ninguém"}).content.decode()
    assert "ao menos três letras" in balcao.get(reverse(NOVO), {"cliente": "ma"}).content.decode()


def test_de_um_cliente_se_escolhe_o_servico_e_o_cancelado_nao_esta_la(balcao: Client, servico: ClienteServico) -> None:
    cancelado = ClienteServico.objects.create(
        cliente=servico.cliente,
        plano=servico.plano,
        numero_plano=2,
        valor=1,
        status_id="cancelado",
        endereco_cadastral=servico.endereco_cadastral,
        endereco_instalacao=servico.endereco_instalacao,
        endereco_fiscal=servico.endereco_fiscal,
        endereco_cobranca=servico.endereco_cobranca,
        data_venda=AGORA,
        data_cancelamento=AGORA,
    )

    pagina = balcao.get(reverse(NOVO), {"id_cliente": str(servico.cliente_id)})

    assert [chave for chave, _rotulo in pagina.context["formulario"].fields["servico"].choices] == [str(servico.pk)]
    assert formulario(balcao, f"{reverse(NOVO)}?id_cliente_servico={cancelado.pk}").get("servico") is None


def test_servico_de_outro_cliente_nao_e_aceito(balcao: Client, servico: ClienteServico, outro_servico: ClienteServico) -> None:
    dados = {**preenchido(balcao, servico), "servico": [str(outro_servico.pk)]}

    resposta = balcao.post(endereco(servico), dados)

    assert resposta.status_code == 422
    assert "servico" in resposta.context["formulario"].errors


@pytest.mark.parametrize("pedido", [{"id_cliente": "0"}, {"id_cliente_servico": "x"}, {"id_cliente": "9" * 40}])
def test_o_que_nao_existe_nao_e_achado(balcao: Client, pedido: dict[str, str]) -> None:
    assert balcao.get(reverse(NOVO), pedido).status_code == 404


def test_quem_nao_ve_clientes_nao_os_procura_por_aqui(entrar: Callable[[Usuario], Client], servico: ClienteServico) -> None:
    usuario = Usuario.objects.create(nome="Caixa", email="caixa@exemplo.test", is_staff=True)
    dar_permissoes(usuario, "atendimento.add_atendimento")

    assert entrar(usuario).get(reverse(NOVO), {"cliente": "maria"}).status_code == 403
    assert entrar(usuario).get(endereco(servico)).status_code == 403
