"""One session as its NAS tells of it, and how time passes for what was told."""

from datetime import datetime, timedelta

from django.db import connection

from enlace.radius.nas.atributos import Tipo
from enlace.radius.nas.pacote import Atributo
from enlace.radius.tests.concentrador import FIM, INICIO, SINAL, Concentrador, atributo, atributos
from enlace.radius.tests.fabrica import LOGIN, MAC

SEGUNDO, MINUTO, DIA = timedelta(seconds=1), timedelta(minutes=1), timedelta(days=1)
GIB4 = 1 << 32


class Conexao:
    """One session as its NAS tells of it; every packet must be acknowledged."""

    def __init__(self, nas: Concentrador, *, login: str = LOGIN, id_sessao: str = "81000001", classe: bytes | None = None) -> None:
        self.nas = nas
        self.sempre = atributos({Tipo.USER_NAME: login, Tipo.ACCT_SESSION_ID: id_sessao, Tipo.CALLING_STATION_ID: MAC})
        if classe is not None:
            self.sempre.append(Atributo(Tipo.CLASS, classe))

    def inicia(self, *extras: Atributo) -> None:
        assert self.nas.contabilizar(INICIO, *self.sempre, *extras)

    def sinaliza(self, *extras: Atributo, tempo: int = 0, entrada: int = 0, saida: int = 0) -> None:
        assert self.nas.contabilizar(SINAL, *self.sempre, *contadores(tempo, entrada, saida), *extras)

    def termina(self, *extras: Atributo, tempo: int = 0, entrada: int = 0, saida: int = 0) -> None:
        assert self.nas.contabilizar(FIM, *self.sempre, *contadores(tempo, entrada, saida), *extras)


def contadores(tempo: int, entrada: int, saida: int) -> list[Atributo]:
    return atributos({Tipo.ACCT_SESSION_TIME: tempo, Tipo.ACCT_INPUT_OCTETS: entrada, Tipo.ACCT_OUTPUT_OCTETS: saida})


def voltas(entrada: int, saida: int = 0) -> list[Atributo]:
    return atributos({Tipo.ACCT_INPUT_GIGAWORDS: entrada, Tipo.ACCT_OUTPUT_GIGAWORDS: saida})


def relogio(instante: datetime) -> Atributo:
    return atributo(Tipo.EVENT_TIMESTAMP, int(instante.timestamp()))


def causa(numero: int) -> Atributo:
    return atributo(Tipo.ACCT_TERMINATE_CAUSE, numero)


def recuar(quanto: timedelta) -> None:
    """As if all that was told so far had been told so long ago."""
    with connection.cursor() as cursor:
        cursor.execute(
            """update radacct set acctstarttime = acctstarttime - %(quanto)s::interval,
                   acctupdatetime = acctupdatetime - %(quanto)s::interval, acctstoptime = acctstoptime - %(quanto)s::interval""",
            {"quanto": f"{quanto.total_seconds()} seconds"},
        )


def varrer(limite: str = "15 minutes") -> int:
    with connection.cursor() as cursor:
        cursor.execute("select radius.varrer(%s::interval)", [limite])
        return int(cursor.fetchone()[0])


def perto(um: datetime | None, outro: datetime, folga: timedelta = 20 * SEGUNDO) -> bool:
    return um is not None and abs(um - outro) <= folga
