"""The slowing down of guessing: who guessed wrong too often waits before the next try.

Five wrong passwords in a row of one account, or from one address, start a wait of a few seconds; each further one doubles it, up to
15 minutes. While it lasts nothing is tried, not even the right password. A success forgets the account's failures; the address only
stops waiting, and its very next failure makes it wait again: who owns one account must not buy guesses at others with it.
A day without failures forgets everything.

Past the fifth failure the tries of an account take turns: a try is counted before the password is looked at, so of a hundred
parallel ones a single one is tried in each wait.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, IPv6Network, ip_address
from math import ceil

from django.db import connection
from django.db.models import Max
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from enlace.contas.models import FalhaDeAcesso
from enlace.core.errors import RuleRefused

LIMITE = 5
PRIMEIRA_ESPERA = timedelta(seconds=3)
MAIOR_ESPERA = timedelta(minutes=15)
ESQUECIMENTO = timedelta(days=1)

# One IPv6 subscriber holds a whole /64 (RFC 6177): counted by single addresses, it would have 2^64 of them to guess from.
_REDE_DE_UM_ASSINANTE = 64

# The wait after one more failure. The exponent is bounded so that a count kept up for years does not overflow.
_ESPERA_DEPOIS_DE_MAIS_UMA = """
    %(agora)s::timestamptz + make_interval(secs => least(
        %(maior)s, %(primeira)s * power(2, least(f.falhas + 1 - %(limite)s, 30))
    ))
"""

# One more failure of each key, in one statement: guesses that run at the same time wait for each other's row and all count.
# Rows are taken in the order of their keys, so that two of these cannot lock each other out.
_CONTAR = f"""
    insert into falha_de_acesso as f (chave, falhas, ultima, espera_ate)
    select chave, 1, %(agora)s::timestamptz, null from unnest(%(chaves)s::text[]) as chave order by chave
    on conflict (chave) do update set
        falhas = case when f.ultima < %(esquecidas)s then 1 else f.falhas + 1 end,
        ultima = excluded.ultima,
        espera_ate = case
            when f.ultima < %(esquecidas)s or f.falhas + 1 < %(limite)s then null
            else {_ESPERA_DEPOIS_DE_MAIS_UMA}
        end
"""

# The turn of a slowed account whose wait is over. Of parallel tries one finds the row as it was; the others find a new wait.
_TOMAR_A_VEZ = f"""
    update falha_de_acesso as f
    set falhas = f.falhas + 1, ultima = %(agora)s, espera_ate = {_ESPERA_DEPOIS_DE_MAIS_UMA}
    where f.chave = %(conta)s and f.falhas >= %(limite)s and f.ultima >= %(esquecidas)s
        and (f.espera_ate is null or f.espera_ate <= %(agora)s)
"""

_ACERTAR = """
    with conta as (delete from falha_de_acesso where chave = %(conta)s)
    update falha_de_acesso set falhas = %(limite)s - 1, espera_ate = null
    where chave = %(endereco)s and falhas >= %(limite)s
"""


class AcessoEmEspera(RuleRefused):
    """Too many wrong tries: the next one has to wait `segundos`."""

    def __init__(self, segundos: int) -> None:
        self.segundos = segundos
        super().__init__(
            _("Muitas tentativas com dados incorretos. Tente novamente em %(tempo)s.") % {"tempo": _por_extenso(segundos)}
        )


@dataclass(frozen=True)
class Tentativa:
    """A try that may go on: the keys that it will count for, and whether the account's was counted already."""

    conta: str
    endereco: str | None
    ja_contada: bool


def chave_da_conta(email: str, *, client_id: str | None) -> str:
    """The key of an account, named by its lower-case e-mail: hashed, so that the table of guesses lists nobody's.

    At the panel (no `client_id`) and by each API client an account waits apart. Who only knows an e-mail can slow the panel down;
    a provider's integration is slowed by nobody without the secret of that client.
    """
    porta, identidade = ("conta", email) if client_id is None else ("api", f"{client_id}:{email}")
    return f"{porta}:{salted_hmac(f'enlace.contas.espera.{porta}', identidade, algorithm='sha256').hexdigest()}"


def chave_do_endereco(ip: str) -> str:
    """The key of an address: itself, or its /64 in IPv6."""
    endereco = ip_address(ip)
    if isinstance(endereco, IPv6Address):
        return f"endereco:{IPv6Network((endereco, _REDE_DE_UM_ASSINANTE), strict=False)}"
    return f"endereco:{endereco}"


def exigir_sem_espera(chave: str, *, agora: datetime) -> None:
    """Raise AcessoEmEspera while this key has to wait."""
    ate = FalhaDeAcesso.objects.filter(chave=chave, espera_ate__gt=agora).aggregate(ate=Max("espera_ate"))["ate"]
    if ate is not None:
        raise AcessoEmEspera(ceil((ate - agora).total_seconds()))


def comecar(*, conta: str, endereco: str | None, agora: datetime) -> Tentativa:
    """Ask for a try at an account (a key) from an address (a key). Raises AcessoEmEspera while either has to wait."""
    if endereco is not None:
        exigir_sem_espera(endereco, agora=agora)
    ja_contada = _executar(_TOMAR_A_VEZ, agora, conta=conta) == 1
    if not ja_contada:
        exigir_sem_espera(conta, agora=agora)
    return Tentativa(conta=conta, endereco=endereco, ja_contada=ja_contada)


def registrar_falha(tentativa: Tentativa, *, agora: datetime) -> None:
    """The password was wrong."""
    chaves = [] if tentativa.ja_contada else [tentativa.conta]
    if tentativa.endereco is not None:
        chaves.append(tentativa.endereco)
    contar(chaves, agora=agora)


def registrar_acerto(tentativa: Tentativa, *, agora: datetime) -> None:
    """The password was right."""
    _executar(_ACERTAR, agora, conta=tentativa.conta, endereco=tentativa.endereco)


def contar(chaves: list[str], *, agora: datetime) -> None:
    """Count one failure of each of these keys."""
    _executar(_CONTAR, agora, chaves=chaves)


def esquecer(*, agora: datetime) -> int:
    """Delete the failures that count no more; how many they were."""
    apagadas, _por_modelo = FalhaDeAcesso.objects.filter(ultima__lt=agora - ESQUECIMENTO).delete()
    return apagadas


def _executar(sql: str, agora: datetime, **parametros: str | list[str] | None) -> int:
    """Run one of the statements above; the number of rows that it wrote."""
    regras: dict[str, datetime | float | str | list[str] | None] = {
        "agora": agora,
        "esquecidas": agora - ESQUECIMENTO,
        "limite": LIMITE,
        "primeira": PRIMEIRA_ESPERA.total_seconds(),
        "maior": MAIOR_ESPERA.total_seconds(),
    }
    with connection.cursor() as cursor:
        cursor.execute(sql, {**regras, **parametros})
        return int(cursor.rowcount)


def _por_extenso(segundos: int) -> str:
    if segundos < 60:  # noqa: PLR2004 - seconds of a minute
        return ngettext("%(n)d segundo", "%(n)d segundos", segundos) % {"n": segundos}
    minutos = ceil(segundos / 60)
    return ngettext("%(n)d minuto", "%(n)d minutos", minutos) % {"n": minutos}
