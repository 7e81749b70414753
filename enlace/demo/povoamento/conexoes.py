"""The connections of the invented services in the last two months."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import count
from random import Random

from enlace.demo.povoamento.elenco import Conexao
from enlace.demo.povoamento.estados import HABILITADO
from enlace.radius.models import Sessao

DIAS_DE_HISTORICO = 60
_LIGADOS = 88  # of a hundred working services, those online now
_PAUSA = timedelta(minutes=4)
_MOTIVOS = ("User-Request", "Lost-Carrier", "NAS-Reboot", "Session-Timeout")
# A customer's average over a day, not the plan's speed.
_OCTETOS_POR_SEGUNDO = (20_000, 400_000)


def conectar(conexoes: list[Conexao], *, sorteio: Random, agora: datetime) -> None:
    """Write an open session for most working services, and before it closed ones back to `DIAS_DE_HISTORICO`.

    Written here as rows because they are history: what happens from now on is written by FreeRADIUS.
    """
    numeros = count(1)
    sessoes = [sessao for conexao in conexoes for sessao in _sessoes(conexao, numeros=numeros, sorteio=sorteio, agora=agora)]
    Sessao.objects.bulk_create(sessoes, batch_size=500)


def _sessoes(conexao: Conexao, *, numeros: "count[int]", sorteio: Random, agora: datetime) -> Iterator[Sessao]:
    servico = conexao.servico
    if not servico.data_habilitacao:
        return
    desde = max(agora - timedelta(days=DIAS_DE_HISTORICO), servico.data_habilitacao)
    fim = servico.data_cancelamento or agora - timedelta(hours=sorteio.randint(1, 40))
    if servico.status_id == HABILITADO and sorteio.randrange(100) < _LIGADOS:
        inicio = agora - timedelta(minutes=sorteio.randint(5, 14_400))
        yield _sessao(conexao, next(numeros), inicio=inicio, fim=None, agora=agora, sorteio=sorteio)
        fim = inicio - _PAUSA
    while (inicio := fim - timedelta(minutes=sorteio.randint(60, 28_800))) > desde:
        yield _sessao(conexao, next(numeros), inicio=inicio, fim=fim, agora=agora, sorteio=sorteio)
        fim = inicio - _PAUSA


def _sessao(conexao: Conexao, numero: int, *, inicio: datetime, fim: datetime | None, agora: datetime, sorteio: Random) -> Sessao:
    servico = conexao.servico
    segundos = int(((fim or agora) - inicio).total_seconds())
    recebidos = segundos * sorteio.randint(*_OCTETOS_POR_SEGUNDO)
    return Sessao(
        cliente_servico=servico,
        username=servico.login,
        acctsessionid=f"81{numero:06x}",
        acctuniqueid=f"demo-{numero}",
        nasipaddress=conexao.nas,
        nasportid="ether1",
        nasporttype="Ethernet",
        acctstarttime=inicio,
        # An open one was never heard of: its concentrator is invented, and who falls silent would be taken for gone.
        acctupdatetime=fim,
        acctstoptime=fim,
        acctsessiontime=segundos,
        acctinputoctets=recebidos // 9,
        acctoutputoctets=recebidos,
        calledstationid=servico.interface_roteamento.called_sid if servico.interface_roteamento else None,
        callingstationid=servico.mac_addr.upper() if servico.mac_addr else None,
        acctterminatecause=sorteio.choice(_MOTIVOS) if fim else None,
        framedipaddress=servico.ipv4 or f"100.64.{numero // 250}.{numero % 250 + 1}",
    )
