from collections.abc import Iterator
from datetime import datetime, timedelta

import psycopg
import pytest
from django.db import connection

from enlace.configuracao.models import ConfiguracaoRadius
from enlace.core import datas
from enlace.radius import varredura
from enlace.radius.esquema import PAPEL
from enlace.radius.meses import garantir_meses
from enlace.radius.models import Escuta, Sessao
from enlace.radius.tests.sessoes import uma_sessao
from enlace.radius.varredura import varrer

pytestmark = pytest.mark.django_db

INTERVALO = timedelta(minutes=5)
MINUTO = timedelta(minutes=1)


@pytest.fixture
def agora() -> datetime:
    """The clock's: sessions are swept by the database's own."""
    garantir_meses(hoje=datas.hoje())
    ConfiguracaoRadius.atual()
    return datas.agora()


@pytest.fixture
def freeradius() -> Iterator[None]:
    """Connected to the database by the role of FreeRADIUS, as it is from its first packet on."""
    dados = connection.get_connection_params()
    ajustes = {nome: dados[nome] for nome in ("dbname", "host", "port") if nome in dados}
    with psycopg.connect(**ajustes, user=PAPEL):
        yield


@pytest.fixture
def sem_freeradius(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other tests may have one connected to this very database: here its role is called otherwise."""
    monkeypatch.setattr(varredura, "PAPEL", "enlace_radius_de_ninguem")


def calada(ha: timedelta | None, *, agora: datetime, login: str = "calada") -> Sessao:
    """Open since yesterday, with its last sign so long ago; None: it never gave one."""
    sinal = None if ha is None else agora - ha
    return uma_sessao(login=login, inicio=agora - timedelta(days=1), fim=None, acctupdatetime=sinal)


def ouvindo_ha(tempo: timedelta, *, agora: datetime, conferida_ha: timedelta = MINUTO) -> None:
    Escuta.objects.create(desde=agora - tempo, conferida_em=agora - conferida_ha)


def abertas() -> set[str | None]:
    return set(Sessao.objects.filter(acctstoptime=None).values_list("username", flat=True))


@pytest.mark.usefixtures("freeradius")
def test_quem_perdeu_tres_sinais_termina_no_ultimo(agora: datetime) -> None:
    ouvindo_ha(timedelta(days=1), agora=agora)
    sumida = calada(3 * INTERVALO + MINUTO, agora=agora, login="sumida")
    calada(3 * INTERVALO - MINUTO, agora=agora, login="atrasada")
    calada(None, agora=agora, login="historia")

    assert varrer(agora=agora) == 1

    sumida.refresh_from_db()
    assert abertas() == {"atrasada", "historia"}
    assert (sumida.acctstoptime, sumida.acctterminatecause) == (sumida.acctupdatetime, "Sem-Sinal")


@pytest.mark.usefixtures("freeradius")
def test_o_unico_concentrador_que_some_tambem_e_varrido(agora: datetime) -> None:
    ouvindo_ha(timedelta(days=1), agora=agora)
    calada(timedelta(hours=2), agora=agora)

    assert varrer(agora=agora) == 1


@pytest.mark.usefixtures("freeradius")
def test_o_intervalo_e_o_da_configuracao(agora: datetime) -> None:
    ConfiguracaoRadius.objects.update(intervalo_de_sinal=600)
    ouvindo_ha(timedelta(days=1), agora=agora)
    calada(timedelta(minutes=29), agora=agora)

    assert varrer(agora=agora) == 0


@pytest.mark.usefixtures("sem_freeradius")
def test_sem_freeradius_ninguem_ouve_e_o_silencio_nada_diz(agora: datetime) -> None:
    ouvindo_ha(timedelta(days=1), agora=agora)
    calada(timedelta(hours=2), agora=agora)

    assert varrer(agora=agora) == 0
    assert not Escuta.objects.exists()


@pytest.mark.usefixtures("sem_freeradius")
def test_pacotes_que_chegam_provam_que_alguem_ouve(agora: datetime) -> None:
    ouvindo_ha(timedelta(days=1), agora=agora)
    calada(MINUTO, agora=agora, login="viva")
    calada(timedelta(hours=2), agora=agora, login="sumida")

    assert varrer(agora=agora) == 1
    assert abertas() == {"viva"}


@pytest.mark.usefixtures("sem_freeradius")
def test_depois_de_uma_surdez_o_silencio_volta_a_contar_do_comeco(agora: datetime) -> None:
    ouvindo_ha(timedelta(days=1), agora=agora)
    calada(timedelta(hours=2), agora=agora, login="sumida")
    varrer(agora=agora)
    viva = calada(timedelta(0), agora=agora, login="viva")

    varridas = []
    for minuto in range(1, 18):
        Sessao.objects.filter(pk=viva.pk).update(acctupdatetime=agora)
        varridas.append(varrer(agora=agora + minuto * MINUTO))

    # Heard since the first minute, fifteen minutes by the sixteenth.
    assert [minuto for minuto, quantas in enumerate(varridas, start=1) if quantas] == [16]
    assert abertas() == {"viva"}


@pytest.mark.usefixtures("freeradius")
@pytest.mark.parametrize(("sem_conferir", "varridas"), [(5 * MINUTO, 1), (6 * MINUTO, 0)])
def test_a_maquina_que_ficou_desligada_nao_ouvia(agora: datetime, sem_conferir: timedelta, varridas: int) -> None:
    ouvindo_ha(timedelta(days=1), agora=agora, conferida_ha=sem_conferir)
    calada(timedelta(hours=2), agora=agora)

    assert varrer(agora=agora) == varridas


@pytest.mark.usefixtures("freeradius")
def test_a_primeira_vez_so_comeca_a_ouvir(agora: datetime) -> None:
    calada(timedelta(hours=2), agora=agora)

    assert varrer(agora=agora) == 0
    assert Escuta.objects.get().desde == agora


@pytest.mark.usefixtures("freeradius")
def test_repetir_nao_encerra_de_novo(agora: datetime) -> None:
    ouvindo_ha(timedelta(days=1), agora=agora)
    calada(timedelta(hours=2), agora=agora)

    assert [varrer(agora=agora), varrer(agora=agora)] == [1, 0]
