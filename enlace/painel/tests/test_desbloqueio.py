"""The rule of trust unblocks on its page, and those that were granted."""

import pytest
from django.test import Client
from django.urls import reverse

from enlace.auditoria.models import Registro
from enlace.configuracao.models import RegraDesbloqueio
from enlace.painel.conftest import Mundo
from enlace.painel.tests.navegador import formulario
from enlace.servicos.models import ClienteServico, DesbloqueioConfianca
from enlace.servicos.tests.fabrica import um_servico

pytestmark = pytest.mark.django_db


def gravar(painel: Client, **valores: object) -> str:
    pagina = reverse("admin:configuracao_regradesbloqueio_change", args=[RegraDesbloqueio.atual().pk])
    resposta = painel.post(pagina, {**formulario(painel, pagina), **valores})
    return "" if resposta.status_code == 302 else resposta.content.decode()


def test_a_regra_muda_e_a_mudanca_fica_na_auditoria(painel: Client) -> None:
    assert not gravar(painel, maximo_de_dias="5", vezes="2", intervalo_dias="10")

    guardada = RegraDesbloqueio.objects.get()
    assert (guardada.maximo_de_dias, guardada.vezes, guardada.intervalo_dias) == (5, 2, 10)
    registro = Registro.objects.get(tabela="regra_desbloqueio")
    assert registro.antes == {"maximo_de_dias": 3, "vezes": 1, "intervalo_dias": 0}
    assert registro.depois == {"maximo_de_dias": 5, "vezes": 2, "intervalo_dias": 10}


@pytest.mark.parametrize(
    "valores", [{"maximo_de_dias": "0"}, {"maximo_de_dias": "31"}, {"vezes": "0"}, {"periodo_dias": "0"}, {"intervalo_dias": "-1"}]
)
def test_a_regra_que_nao_pode_ser_e_recusada_no_campo(painel: Client, valores: dict[str, str]) -> None:
    assert "Certifique-se que este valor seja" in gravar(painel, **valores)


def test_a_lista_leva_a_regra(painel: Client) -> None:
    resposta = painel.get(reverse("admin:configuracao_regradesbloqueio_changelist"))

    assert resposta.headers["Location"] == reverse("admin:configuracao_regradesbloqueio_change", args=[1])


def test_os_concedidos_sao_achados_pelo_codigo_do_servico(painel: Client, mundo: Mundo) -> None:
    lista = reverse("admin:servicos_desbloqueioconfianca_changelist")

    achados = painel.get(lista, {"q": mundo[ClienteServico].pk}).context["cl"].result_list
    de_outro = painel.get(lista, {"q": "987654321"}).context["cl"].result_list

    assert (list(achados), list(de_outro)) == ([mundo[DesbloqueioConfianca]], [])


def test_gravar_a_ficha_do_servico_nao_o_interrompe(painel: Client) -> None:
    servico = um_servico(estado="servico_habilitado")
    DesbloqueioConfianca.objects.create(
        cliente_servico=servico,
        pedido_em="2026-05-04T12:00Z",
        dias=1,
        ate="2026-05-05",
        estado_anterior_id="suspenso_debito",
        suspenso_por_fatura=True,
    )
    pagina = reverse("admin:servicos_clienteservico_change", args=[servico.pk])

    painel.post(pagina, {**formulario(painel, pagina), "referencia": "casa azul", "status": "suspenso_debito"})

    assert DesbloqueioConfianca.objects.get().situacao == "ativo"
