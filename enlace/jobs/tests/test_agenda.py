"""The timetable, with procrastinate's real queue in the database."""

import datetime as dt

import psycopg
import pytest
from procrastinate.contrib.django import app

from enlace.auditoria.jobs import esquecer_versoes_antigas
from enlace.auditoria.models import VersaoDosDados
from enlace.core.datas import agora
from enlace.jobs import agenda
from tests.demonstracao import Api


def test_cada_linha_da_agenda_esta_registrada_uma_vez() -> None:
    esperadas = {f"agenda.{tarefa.name}" for _, tarefa in agenda.AGENDA} | {"agenda.retomar_paradas"}  # type: ignore[attr-defined]

    registradas = [nome for nome, _ in app.periodic_registry.periodic_tasks]

    assert sorted(registradas) == sorted(esperadas)


@pytest.mark.django_db
@pytest.mark.parametrize("tarefa", [tarefa for _, tarefa in agenda.AGENDA])
def test_cada_tarefa_pode_ser_repetida(tarefa: object) -> None:
    tarefa()  # type: ignore[operator]
    tarefa()  # type: ignore[operator]


@pytest.mark.django_db
def test_marcas_antigas_somem_menos_a_ultima() -> None:
    VersaoDosDados.objects.all().delete()
    antiga = agora() - dt.timedelta(days=3)
    VersaoDosDados.objects.bulk_create(VersaoDosDados(transacao=-n, quando=antiga) for n in range(1, 4))
    ultima = VersaoDosDados.objects.order_by("-id").first()

    esquecer_versoes_antigas()

    assert list(VersaoDosDados.objects.all()) == [ultima]


@pytest.mark.xdist_group("demo")
def test_tarefa_de_um_trabalhador_morto_e_retomada_pelo_que_esta_vivo(api: Api) -> None:
    with psycopg.connect(api.banco, autocommit=True) as conexao:
        # As a SIGKILL leaves it: begun, by a worker that is no longer there.
        parada = conexao.execute(
            """insert into procrastinate_jobs (queue_name, task_name, args, status)
               values ('default', 'contas.apagar_vencidos', '{}', 'doing') returning id"""
        ).fetchone()
        assert parada
        conexao.execute(
            """insert into procrastinate_jobs (queue_name, task_name, args)
               values ('default', 'agenda.retomar_paradas', '{"timestamp": 0}')"""
        )

        for _ in range(300):
            estado = conexao.execute("select status::text from procrastinate_jobs where id = %s", parada).fetchone()
            if estado == ("succeeded",):
                break
            conexao.execute("select pg_sleep(0.1)")

    assert estado == ("succeeded",)
