"""Questions to the database that are not answered."""

import asyncio
import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import OperationalError, connection

from enlace.contas.models import Usuario
from enlace.painel.eventos import leitor
from enlace.painel.eventos.leitor import Leitor, SemResposta
from enlace.pbx.models import Ligacao

AGORA = datetime(2026, 11, 20, 15, 30, tzinfo=UTC)
PRAZO = 60


def perguntar_ao_banco(comando: str) -> Any:  # noqa: ANN401 - whatever the statement answers
    with connection.cursor() as cursor:
        cursor.execute(comando)
        (valor,) = cursor.fetchone()
    connection.close()
    return valor


@pytest.mark.django_db(transaction=True, available_apps=[])
@pytest.mark.parametrize("linhas", [1, 2])
def test_pergunta_sem_resposta_e_deixada_e_as_seguintes_tem_outra_linha(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, linhas: int
) -> None:
    monkeypatch.setattr(leitor, "PRAZO", 0.2)
    monkeypatch.setattr(leitor, "_DEMORADA", 0.1)
    soltar = threading.Event()

    async def perguntar() -> object:
        perguntas = Leitor(linhas=linhas)
        presas = await asyncio.gather(*(perguntas.perguntar(soltar.wait, PRAZO) for _ in range(2 * linhas)), return_exceptions=True)
        assert [type(presa) for presa in presas] == [SemResposta] * 2 * linhas
        monkeypatch.setattr(leitor, "PRAZO", PRAZO)
        try:
            return await perguntas.perguntar(perguntar_ao_banco, "select 7")
        finally:
            soltar.set()
            perguntas.fechar()

    assert asyncio.run(perguntar()) == 7
    assert "a resposta a wait levou" in caplog.text


@pytest.mark.django_db(transaction=True, available_apps=[])
def test_banco_desiste_por_si_de_uma_leitura_que_demora(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leitor, "_PACIENCIA", "50ms")

    async def perguntar() -> tuple[str, str]:
        perguntas = Leitor(linhas=1)
        try:
            with pytest.raises(OperationalError) as recusa:
                await perguntas.perguntar(perguntar_ao_banco, f"select pg_sleep({PRAZO})")
            return type(recusa.value.__cause__).__name__, await perguntas.perguntar(perguntar_ao_banco, "show statement_timeout")
        finally:
            perguntas.fechar()

    assert asyncio.run(perguntar()) == ("QueryCanceled", "50ms")
    # Only of the readers: other connections of the same process wait as they always did.
    with connection.cursor() as cursor:
        cursor.execute("show statement_timeout")
        assert cursor.fetchone() == ("0",)


@pytest.mark.django_db
def test_de_ligacoes_demais_contam_as_abertas_e_depois_as_mais_novas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leitor, "_MAIS_RECENTES", 3)
    maria = Usuario.objects.create(nome="Maria", email="maria@provedor.example", is_staff=True)
    encerradas: list[int | None] = [None, 1, 3, 2, None]
    chaves = [
        Ligacao.objects.create(
            usuario=maria,
            telefone=str(numero),
            notificada_em=AGORA,
            encerrada_em=None if minutos is None else AGORA + timedelta(minutes=minutos),
        ).pk
        for numero, minutos in enumerate(encerradas)
    ]

    contadas = leitor.movidas_desde(AGORA, id_usuario=maria.pk)

    assert [ligacao.pk for ligacao in contadas] == [chaves[0], chaves[2], chaves[4]]
