from datetime import timedelta

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings

from enlace.core.datas import agora
from enlace.enderecos.jobs import pedir_primeira_sincronizacao, sincronizar_cidades
from enlace.enderecos.models import Cidade
from enlace.enderecos.sincronizacao_de_cidades import MINIMO_DA_REDE
from enlace.enderecos.tests.test_sincronizacao_de_cidades import CAMINHO, lista_inteira, municipio
from tests.servidor_http import ServidorHttp, em_json, porta_fechada

pytestmark = pytest.mark.django_db


def esperando() -> list[ProcrastinateJob]:
    return list(ProcrastinateJob.objects.filter(task_name="sincronizar_cidades", status="todo"))


def test_tarefa_traz_as_cidades(servidor: ServidorHttp, settings: Settings) -> None:
    settings.SERVICOS_EXTERNOS = {"ibge": {"url": servidor.url}}
    servidor.respostas[CAMINHO] = em_json(lista_inteira())

    sincronizar_cidades()

    assert Cidade.objects.count() == MINIMO_DA_REDE
    assert esperando() == []


@pytest.mark.parametrize(
    ("tentativa", "espera"),
    [(1, timedelta(minutes=1)), (2, timedelta(minutes=10)), (3, timedelta(hours=1)), (4, timedelta(hours=12))],
)
def test_sem_rede_tenta_de_novo_cada_vez_mais_tarde(settings: Settings, tentativa: int, espera: timedelta) -> None:
    antes = agora()

    with porta_fechada() as url:
        settings.SERVICOS_EXTERNOS = {"ibge": {"url": url}}
        sincronizar_cidades(tentativa=tentativa)

    [nova] = esperando()
    assert nova.args == {"tentativa": tentativa + 1}
    assert nova.scheduled_at
    assert antes + espera <= nova.scheduled_at <= agora() + espera


def test_sem_rede_desiste_depois_da_ultima_tentativa(settings: Settings, caplog: pytest.LogCaptureFixture) -> None:
    with porta_fechada() as url:
        settings.SERVICOS_EXTERNOS = {"ibge": {"url": url}}
        sincronizar_cidades(tentativa=5)

    assert esperando() == []
    assert "Cidades não sincronizadas. IBGE: não foi possível conectar. Fica para o próximo início." in caplog.messages


def test_lista_cortada_tambem_espera_por_outra(servidor: ServidorHttp, settings: Settings) -> None:
    settings.SERVICOS_EXTERNOS = {"ibge": {"url": servidor.url}}
    servidor.respostas[CAMINHO] = em_json([municipio(3122306, "Divinópolis", "MG")])

    sincronizar_cidades()

    assert len(esperando()) == 1


def test_primeira_sincronizacao_e_pedida_uma_vez() -> None:
    assert pedir_primeira_sincronizacao() is True
    assert pedir_primeira_sincronizacao() is False

    assert len(esperando()) == 1


def test_com_as_cidades_na_tabela_nada_e_pedido() -> None:
    Cidade.objects.bulk_create(Cidade(nome=str(n), estado_id="MG", ibge=f"31{n:05}") for n in range(MINIMO_DA_REDE))

    assert pedir_primeira_sincronizacao() is False

    assert esperando() == []
