"""The interval between sends and the limit of a day."""

import threading
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.db import connection, transaction

from enlace.mensagens.envio import enviar
from enlace.mensagens.models import Estado, Mensagem, ServidorEmail
from enlace.mensagens.tests.fabrica import AGORA, um_servidor, uma_mensagem
from enlace.mensagens.tests.servidor_smtp import ServidorSmtp, servidor_smtp
from enlace.mensagens.vez import Espera, Vez, reservar


@pytest.fixture
def smtp() -> Iterator[ServidorSmtp]:
    with servidor_smtp() as servidor:
        yield servidor


def turnos(servidor: ServidorEmail, *quando: datetime) -> list[Vez | Espera]:
    with transaction.atomic():
        return [reservar(servidor, agora=instante) for instante in quando]


@pytest.mark.django_db
def test_quem_vem_cedo_demais_volta_um_por_um() -> None:
    servidor = um_servidor(1, intervalo_minimo=10)

    primeiro, segundo, terceiro = turnos(servidor, AGORA, AGORA, AGORA)

    assert primeiro == Vez(AGORA)
    assert isinstance(segundo, Espera)
    assert isinstance(terceiro, Espera)
    assert (segundo.ate, terceiro.ate) == (AGORA + timedelta(seconds=10), AGORA + timedelta(seconds=20))
    assert turnos(servidor, segundo.ate, terceiro.ate) == [Vez(segundo.ate), Vez(terceiro.ate)]


@pytest.mark.django_db
def test_quem_vem_quase_na_hora_espera_ele_mesmo() -> None:
    servidor = um_servidor(1, intervalo_minimo=2)

    assert turnos(servidor, AGORA, AGORA) == [Vez(AGORA), Vez(AGORA + timedelta(seconds=2))]


@pytest.mark.django_db
def test_depois_de_uma_parada_longa_o_intervalo_continua_valendo() -> None:
    servidor = um_servidor(1, intervalo_minimo=10)
    turnos(servidor, AGORA, AGORA, AGORA, AGORA)
    depois = AGORA + timedelta(hours=3)

    todos = turnos(servidor, depois, depois, depois)

    assert [type(turno) for turno in todos] == [Vez, Espera, Espera]


@pytest.mark.django_db
def test_o_limite_do_dia_manda_para_o_dia_seguinte(smtp: ServidorSmtp) -> None:
    um_servidor(smtp.porta, limite_diario=1)
    primeira, segunda = uma_mensagem(), uma_mensagem(destino="joao@exemplo.test")

    enviar(primeira.pk, agora=AGORA)
    enviar(segunda.pk, agora=AGORA)

    segunda.refresh_from_db()
    # Midnight in Brasília.
    assert segunda.proxima_tentativa == datetime.fromisoformat("2026-11-21T03:00:00+00:00")
    assert (segunda.estado, segunda.tentativas) == (Estado.PENDENTE, 0)
    assert segunda.resposta == "O servidor chegou ao limite do dia."

    enviar(segunda.pk, agora=segunda.proxima_tentativa)

    assert len(smtp.recebidas) == 2


@pytest.mark.django_db
def test_o_que_nao_foi_entregue_nao_gasta_o_limite(smtp: ServidorSmtp) -> None:
    um_servidor(smtp.porta, limite_diario=1)
    smtp.ao_rcpt = "550 5.1.1 No such user"
    enviar(uma_mensagem().pk, agora=AGORA)
    smtp.ao_rcpt = "250 OK"

    enviar(uma_mensagem(destino="joao@exemplo.test").pk, agora=AGORA)

    assert len(smtp.recebidas) == 1
    assert ServidorEmail.objects.get().enviadas_no_dia == 1


@pytest.mark.usefixtures("fila_confirmada")
def test_varios_trabalhadores_juntos_nao_passam_do_limite(smtp: ServidorSmtp) -> None:
    um_servidor(smtp.porta, limite_diario=3)
    chaves = [uma_mensagem(destino=f"cliente{n}@exemplo.test").pk for n in range(8)]

    def trabalhar(minhas: list[int]) -> None:
        try:
            for chave in minhas:
                enviar(chave, agora=AGORA)
        finally:
            connection.close()

    linhas = [threading.Thread(target=trabalhar, args=(chaves[n::4],)) for n in range(4)]
    for linha in linhas:
        linha.start()
    for linha in linhas:
        linha.join()

    assert len(smtp.recebidas) == 3
    assert Mensagem.objects.filter(estado=Estado.ENVIADA).count() == 3
    assert Mensagem.objects.filter(estado=Estado.PENDENTE).count() == 5
