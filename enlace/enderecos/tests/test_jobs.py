import pytest
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.jobs import Job
from pytest_django import Settings

from enlace.enderecos.http import ServicoForaDoAr
from enlace.enderecos.jobs import pedir_primeira_sincronizacao, sincronizar_cidades
from enlace.enderecos.models import Cidade
from enlace.enderecos.sincronizacao_de_cidades import MINIMO_DA_REDE
from enlace.enderecos.tests.servidor_http import ServidorHttp, em_json, porta_fechada
from enlace.enderecos.tests.test_sincronizacao_de_cidades import CAMINHO, lista_inteira


def tarefas() -> list[str]:
    return list(ProcrastinateJob.objects.values_list("task_name", flat=True))


@pytest.mark.django_db
def test_tarefa_traz_as_cidades(servidor: ServidorHttp, settings: Settings) -> None:
    settings.SERVICOS_EXTERNOS = {"ibge": {"url": servidor.url}}
    servidor.respostas[CAMINHO] = em_json(lista_inteira())

    sincronizar_cidades()

    assert Cidade.objects.count() == MINIMO_DA_REDE


@pytest.mark.django_db
def test_sem_rede_a_tarefa_tenta_de_novo_cada_vez_mais_tarde_e_desiste(settings: Settings) -> None:
    with porta_fechada() as url:
        settings.SERVICOS_EXTERNOS = {"ibge": {"url": url}}
        with pytest.raises(ServicoForaDoAr) as falha:
            sincronizar_cidades()

    decisoes = [sincronizar_cidades.get_retry_exception(falha.value, job(tentativas=n)) for n in range(7)]
    quando = [decisao.retry_decision.retry_at for decisao in decisoes if decisao and decisao.retry_decision.retry_at]
    assert len(quando) == 6
    assert quando == sorted(quando)
    assert decisoes[-1] is None


@pytest.mark.django_db
def test_primeira_sincronizacao_e_pedida_uma_vez() -> None:
    assert pedir_primeira_sincronizacao() is True
    assert pedir_primeira_sincronizacao() is False

    assert tarefas() == ["sincronizar_cidades"]


@pytest.mark.django_db
def test_com_as_cidades_na_tabela_nada_e_pedido() -> None:
    Cidade.objects.bulk_create(Cidade(nome=str(n), estado_id="MG", ibge=f"31{n:05}") for n in range(MINIMO_DA_REDE))

    assert pedir_primeira_sincronizacao() is False

    assert tarefas() == []


def job(*, tentativas: int) -> Job:
    return Job(
        id=1,
        queue="default",
        lock=None,
        queueing_lock=None,
        task_name="sincronizar_cidades",
        attempts=tentativas,
    )
