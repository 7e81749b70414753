"""What is done in a ticket, through its pages."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from enlace.atendimento.models import Atendimento, AtendimentoMensagem, MotivoFechamento, TipoAtendimento
from enlace.auditoria.models import Registro
from enlace.contas.models import Setor, Usuario
from enlace.ordens_servico.models import OrdemServico
from enlace.painel.conftest import Mundo
from enlace.painel.tests.navegador import formulario

pytestmark = pytest.mark.django_db


@pytest.fixture
def este(mundo: Mundo) -> Atendimento:
    return Atendimento.objects.get(pk=mundo[Atendimento].pk)


def ato(qual: str, este: Atendimento) -> str:
    return reverse(f"painel:atendimentos:{qual}", args=[este.pk])


def fazer(navegador: Client, qual: str, este: Atendimento, **campos: object) -> int:
    """Fill the act's form as a browser would and send it; the status of the answer."""
    endereco = ato(qual, este)
    dados = {**formulario(navegador, endereco), **{nome: [str(valor)] for nome, valor in campos.items()}}
    return navegador.post(endereco, dados).status_code


def test_o_que_se_acrescenta_fica_na_historia_com_o_nome_de_quem_escreveu(
    balcao: Client, este: Atendimento, bianca: Usuario
) -> None:
    assert fazer(balcao, "responder", este, mensagem="Liguei para ela.") == 302

    mensagem = AtendimentoMensagem.objects.filter(atendimento=este).last()
    assert mensagem is not None
    assert (mensagem.mensagem, mensagem.usuario) == ("Liguei para ela.", bianca)
    assert Registro.objects.filter(acao="comentar", usuario=bianca, porta="painel").exists()


def test_mensagem_em_branco_e_recusada_ao_lado_do_campo(balcao: Client, este: Atendimento) -> None:
    resposta = balcao.post(ato("responder", este), {"mensagem": "   "})

    assert resposta.status_code == 422
    assert "Este campo é obrigatório." in resposta.content.decode()


def test_o_atendimento_passa_para_um_setor_ou_para_uma_pessoa(balcao: Client, este: Atendimento, bianca: Usuario) -> None:
    setor = Setor.objects.create(descricao="Redes")

    assert fazer(balcao, "encaminhar", este, para=f"setor-{setor.pk}", mensagem="Parece a fibra.") == 302
    este.refresh_from_db()
    assert (este.setor_responsavel, este.usuario_responsavel) == (setor, None)
    assert fazer(balcao, "encaminhar", este, para=f"pessoa-{bianca.pk}") == 302
    este.refresh_from_db()
    assert (este.setor_responsavel, este.usuario_responsavel) == (None, bianca)


@pytest.mark.parametrize("para", ["", "setor-0", "pessoa-x", "outra-1"])
def test_so_se_encaminha_para_quem_esta_na_lista(balcao: Client, este: Atendimento, para: str) -> None:
    assert fazer(balcao, "encaminhar", este, para=para) == 422


def test_quem_saiu_e_quem_nao_e_do_painel_nao_estao_na_lista(balcao: Client, este: Atendimento) -> None:
    saiu = Usuario.objects.create(nome="Foi Embora", email="foi@exemplo.test", is_staff=True, is_active=False)
    programa = Usuario.objects.create(nome="Programa", email="programa@exemplo.test")

    for ausente in (saiu, programa):
        assert fazer(balcao, "encaminhar", este, para=f"pessoa-{ausente.pk}") == 422


def test_outro_tipo_traz_seu_prazo_e_o_que_ficou_igual_nao_muda(balcao: Client, este: Atendimento) -> None:
    mudanca = TipoAtendimento.objects.get(descricao="Mudança de endereço")
    TipoAtendimento.objects.filter(pk=este.tipo_id).update(prazo_minutos=5)
    prazo = este.data_prazo

    assert fazer(balcao, "classificar", este, diagnostico="Roteador antigo.") == 302
    este.refresh_from_db()
    assert (este.data_prazo, este.resultado_diagnostico) == (prazo, "Roteador antigo.")
    assert fazer(balcao, "classificar", este, tipo=mudanca.pk) == 302

    este.refresh_from_db()
    assert (este.tipo, este.data_prazo) == (mudanca, este.data_inicio_prazo + timedelta(minutes=2880))


@pytest.mark.parametrize(("ordens", "ficou"), [("finalizar", "finalizado"), ("deixar", "pendente")])
def test_ao_fechar_se_escolhe_o_que_acontece_com_as_os(balcao: Client, este: Atendimento, ordens: str, ficou: str) -> None:
    motivo = MotivoFechamento.objects.get(descricao="Resolvido pelo telefone")

    assert fazer(balcao, "fechar", este, motivo=motivo.pk, descricao="Voltou.") == 422
    assert fazer(balcao, "fechar", este, motivo=motivo.pk, descricao="Voltou.", ordens=ordens) == 302

    este.refresh_from_db()
    assert (este.status_fechamento, este.motivo_fechamento, este.descricao_fechamento) == ("concluido", motivo, "Voltou.")
    assert OrdemServico.objects.get(atendimento=este).status == ficou


def test_sem_os_aberta_nada_se_pergunta_sobre_elas(balcao: Client, este: Atendimento) -> None:
    OrdemServico.objects.update(atendimento=None)

    assert "ordens" not in formulario(balcao, ato("fechar", este))
    assert fazer(balcao, "fechar", este, descricao="Não atende.", resultado="nao_concluido") == 302
    este.refresh_from_db()
    assert este.status_fechamento == "nao_concluido"


def test_quem_nao_encerra_os_fecha_o_atendimento_e_as_deixa_abertas(
    este: Atendimento, atendente: Usuario, entrar: Callable[[Usuario], Client]
) -> None:
    atendente.groups.add(Group.objects.get(name="Financeiro"))
    financeiro = entrar(atendente)

    assert "ordens" not in formulario(financeiro, ato("fechar", este))
    assert fazer(financeiro, "fechar", este, descricao="Pagou.", ordens="finalizar") == 302

    este.refresh_from_db()
    assert este.status_fechamento == "concluido"
    assert OrdemServico.objects.get(atendimento=este).status == "pendente"


def test_o_que_ja_fechou_e_dito_e_nao_fecha_de_novo(balcao: Client, este: Atendimento) -> None:
    fazer(balcao, "fechar", este, descricao="Voltou.", ordens="finalizar")

    resposta = balcao.post(ato("fechar", este), {"resultado": "concluido", "descricao": "De novo."})

    assert resposta.status_code == 422
    assert f"O atendimento {este.protocolo} já está fechado." in resposta.content.decode()


def test_o_que_fechou_se_reabre_com_prazo_novo(balcao: Client, este: Atendimento) -> None:
    fazer(balcao, "fechar", este, descricao="Voltou.", ordens="deixar")
    antes = este.data_inicio_prazo

    assert fazer(balcao, "reabrir", este, mensagem="Caiu outra vez.") == 302

    este.refresh_from_db()
    assert este.data_fechamento is None
    assert este.data_inicio_prazo > antes


def test_um_ato_leva_de_volta_a_pagina_de_onde_veio_e_a_nenhuma_de_fora(balcao: Client, este: Atendimento) -> None:
    dados = {"mensagem": "Liguei."}

    de_volta = balcao.post(f"{ato('responder', este)}?volta=/painel/atendimentos/%3Fquem%3Dmeus", dados)
    de_fora = balcao.post(f"{ato('responder', este)}?volta=//mal.exemplo/", dados)

    assert de_volta.headers["Location"] == "/painel/atendimentos/?quem=meus"
    assert de_fora.headers["Location"] == f"/painel/atendimentos/{este.pk}/"
