"""What is done to an order, through its pages, by who plans and by who goes."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from enlace.auditoria.models import Registro
from enlace.contas.models import Usuario
from enlace.ordens_servico.models import OrdemServico
from enlace.painel.conftest import uma_ordem
from enlace.painel.ordens.tests.conftest import AMANHA, as_
from enlace.painel.tests.navegador import formulario
from enlace.servicos.models import ClienteServico

pytestmark = pytest.mark.django_db


@pytest.fixture
def dele(servico: ClienteServico, ze: Usuario) -> OrdemServico:
    """Tomorrow at nine, Zé's."""
    return uma_ordem(servico, ze, inicio=as_(9))


@pytest.fixture
def de_outro(servico: ClienteServico, administradora: Usuario) -> OrdemServico:
    """Tomorrow at nine, somebody else's."""
    return uma_ordem(servico, administradora, inicio=as_(9))


def ato(qual: str, ordem: OrdemServico) -> str:
    return reverse(f"painel:ordens:{qual}", args=[ordem.pk])


def fazer(navegador: Client, qual: str, ordem: OrdemServico, **campos: object) -> int:
    endereco = ato(qual, ordem)
    status = navegador.post(endereco, {nome: str(valor) for nome, valor in campos.items()}).status_code
    ordem.refresh_from_db()
    return status


def horario(das: str, ate: str, *tecnicos: Usuario) -> dict[str, object]:
    return {"dia": AMANHA.isoformat(), "das": das, "ate": ate, "tecnicos": [str(tecnico.pk) for tecnico in tecnicos]}


def test_agendada_tem_dia_hora_e_tecnico(balcao: Client, servico: ClienteServico, ze: Usuario) -> None:
    ordem = uma_ordem(servico, ze, inicio=as_(9), status="aguardando_agendamento")

    resposta = balcao.post(ato("agendar", ordem), horario("14:00", "15:30", ze))

    ordem.refresh_from_db()
    assert resposta.status_code == 302
    assert (ordem.status, ordem.data_inicio_programado, ordem.data_termino_programado) == ("pendente", as_(14), as_(15.5))


def test_quem_esta_ocupado_e_dito_ao_lado_dos_tecnicos(
    balcao: Client, servico: ClienteServico, dele: OrdemServico, ze: Usuario
) -> None:
    outra = uma_ordem(servico, ze, inicio=as_(9), status="aguardando_agendamento")

    resposta = balcao.post(ato("agendar", outra), horario("09:30", "10:30", ze))

    assert resposta.status_code == 422
    erro = f"Zé da Rede tem a OS {dele.numero_ordem_servico} das 09:00 às 10:00."
    assert resposta.context["formulario"].errors == {"tecnicos": [erro]}
    outra.refresh_from_db()
    assert outra.status == "aguardando_agendamento"


def test_uma_ordem_nao_atrapalha_a_si_mesma(balcao: Client, dele: OrdemServico, ze: Usuario) -> None:
    assert balcao.post(ato("agendar", dele), horario("09:30", "10:30", ze)).status_code == 302

    dele.refresh_from_db()
    assert dele.data_inicio_programado == as_(9.5)


def test_termino_antes_do_inicio_e_recusado(balcao: Client, dele: OrdemServico, ze: Usuario) -> None:
    resposta = balcao.post(ato("agendar", dele), horario("10:00", "10:00", ze))

    assert set(resposta.context["formulario"].errors) == {"ate"}


def test_o_que_esta_livre_e_oferecido_e_preenche_o_formulario(balcao: Client, servico: ClienteServico, ze: Usuario) -> None:
    uma_ordem(servico, ze, inicio=as_(9))
    outra = uma_ordem(servico, ze, inicio=as_(9), status="aguardando_agendamento")
    resposta = balcao.get(ato("agendar", outra), {"dia": AMANHA.isoformat(), "volta": "/painel/ordens/"})

    ((tecnico, livres),) = resposta.context["sugestoes"].livres
    dados = formulario(balcao, livres[1].endereco)

    assert tecnico == ze
    assert [(livre.inicio, livre.termino) for livre in livres] == [(as_(8), as_(9)), (as_(10), as_(18))]
    assert "volta=%2Fpainel%2Fordens%2F" in livres[1].endereco
    assert (dados["dia"], dados["das"], dados["ate"], dados["tecnicos"]) == (
        [AMANHA.isoformat()],
        ["10:00"],
        ["11:00"],
        [str(ze.pk)],
    )


def test_endereco_com_dia_ou_hora_que_nao_existe_nao_quebra_a_pagina(balcao: Client, dele: OrdemServico) -> None:
    pedido = {"dia": "2026-02-31", "das": "99:99", "ate": "x", "tecnico": "-1"}

    assert balcao.get(ato("agendar", dele), pedido).status_code == 200


def test_desmarcada_volta_a_esperar(balcao: Client, dele: OrdemServico) -> None:
    assert fazer(balcao, "desmarcar", dele) == 302

    assert dele.status == "aguardando_agendamento"


def test_cancelada_diz_o_motivo(balcao: Client, dele: OrdemServico, bianca: Usuario) -> None:
    assert fazer(balcao, "cancelar", dele) == 422
    assert fazer(balcao, "cancelar", dele, motivo="O cliente desistiu.") == 302

    assert (dele.status, dele.descricao_fechamento, dele.usuario_fechamento) == ("cancelado", "O cliente desistiu.", bianca)


def test_o_tecnico_comeca_e_termina_a_sua(na_rua: Client, dele: OrdemServico, ze: Usuario) -> None:
    assert fazer(na_rua, "iniciar", dele) == 302
    assert dele.data_inicio_executado is not None
    assert fazer(na_rua, "finalizar", dele, resultado="nao_concluido", descricao="Ninguém em casa.") == 302

    assert (dele.status, dele.status_fechamento, dele.usuario_fechamento) == ("finalizado", "nao_concluido", ze)
    assert set(Registro.objects.filter(tabela="ordem_servico", porta="painel").values_list("acao", flat=True)) == {
        "iniciar",
        "finalizar",
    }


def test_o_tecnico_nao_toca_na_dos_outros(na_rua: Client, de_outro: OrdemServico) -> None:
    assert fazer(na_rua, "iniciar", de_outro) == 403
    OrdemServico.objects.filter(pk=de_outro.pk).update(data_inicio_executado=as_(9) - timedelta(days=3))
    assert fazer(na_rua, "finalizar", de_outro, resultado="concluido", descricao="Feito.") == 403

    assert de_outro.status == "pendente"
    for qual in ("iniciar", "finalizar"):
        assert na_rua.get(ato(qual, de_outro)).headers["Location"] == f"/painel/ordens/{de_outro.pk}/"
        assert "Você não está escalado" in na_rua.get(f"/painel/ordens/{de_outro.pk}/").content.decode()


def test_quem_planeja_comeca_e_termina_qualquer_uma(balcao: Client, de_outro: OrdemServico) -> None:
    assert fazer(balcao, "iniciar", de_outro) == 302
    assert fazer(balcao, "finalizar", de_outro, resultado="concluido", descricao="Feito.") == 302

    assert de_outro.status == "finalizado"


def test_o_que_a_regra_recusa_e_dito(balcao: Client, dele: OrdemServico) -> None:
    resposta = balcao.post(ato("finalizar", dele), {"resultado": "concluido", "descricao": "Feito."})

    assert resposta.status_code == 422
    assert "ainda não foi iniciada" in resposta.content.decode()
