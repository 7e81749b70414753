"""What a page of the panel changes reaches who is connected: the job that does it is queued with the change, and only with it."""

import pytest
from django.db import models, transaction
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from enlace.configuracao.models import ConfiguracaoRadius
from enlace.painel.tests.navegador import formulario, pagina
from enlace.planos.models import Plano
from enlace.processos.tests.confianca import ajustes
from enlace.servicos.models import ClienteServico

pytestmark = pytest.mark.django_db


def gravar(painel: Client, linha: models.Model, **campos: object) -> None:
    """Open a page, change these fields, save."""
    resposta = painel.post(pagina(linha), {**formulario(painel, pagina(linha)), **campos})
    assert resposta.status_code == 302


def comparacoes() -> int:
    """How often the comparison of all sessions was asked for."""
    return len(ProcrastinateJob.objects.filter(task_name="radius.ajustar_divergentes"))


@pytest.mark.parametrize(
    "mudanca",
    [
        {"ipv4": "198.51.100.9"},
        {"ipv6": "2001:db8::9"},
        {"ipv6_wan": "2001:db8:1::/64"},
        {"ipv6_lan": "2001:db8:2::/56"},
    ],
)
def test_a_ficha_do_servico_chega_as_suas_conexoes(painel: Client, servico: ClienteServico, mudanca: dict[str, str]) -> None:
    gravar(painel, servico, **mudanca)

    assert ajustes() == [servico.pk]


def test_outro_plano_chega_as_conexoes_do_servico(painel: Client, servico: ClienteServico) -> None:
    outro = Plano.objects.create(
        nome="OUTRO", tecnologia=servico.plano.tecnologia, valor=1, velocidade_download=1, velocidade_upload=1
    )

    gravar(painel, servico, plano=outro.pk)

    assert ajustes() == [servico.pk]


@pytest.mark.parametrize("mudanca", [{}, {"referencia": "Casa dos fundos"}, {"login": "maria.nova"}])
def test_o_que_nao_muda_o_que_e_concedido_deixa_as_conexoes_em_paz(
    painel: Client, servico: ClienteServico, mudanca: dict[str, str]
) -> None:
    gravar(painel, servico, **mudanca)

    assert ajustes() == []


def test_gravacao_desfeita_nao_pede_nada(painel: Client, servico: ClienteServico) -> None:
    with transaction.atomic():
        gravar(painel, servico, ipv4="198.51.100.9")
        na_transacao = ajustes()
        transaction.set_rollback(True)

    assert (na_transacao, ajustes()) == ([servico.pk], [])


def test_a_velocidade_de_um_plano_chega_a_quem_o_tem(painel: Client, servico: ClienteServico) -> None:
    gravar(painel, servico.plano, nome="FIBRA CEM")
    pelo_nome = comparacoes()
    gravar(painel, servico.plano, velocidade_upload="77")

    assert (pelo_nome, comparacoes()) == (0, 1)


def test_a_velocidade_de_quem_deve_chega_a_quem_deve(painel: Client) -> None:
    configuracao = ConfiguracaoRadius.atual()

    gravar(painel, configuracao, meses_de_acessos="7")
    pelo_resto = comparacoes()
    gravar(painel, configuracao, velocidade_bloqueio="777")

    assert (pelo_resto, comparacoes()) == (0, 1)
