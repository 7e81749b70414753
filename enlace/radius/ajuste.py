"""Making live sessions agree with what their services are granted now.

1. A session that was granted other access (another state, other addresses), or whose service may not connect any more, is ended:
   its equipment connects again at once and gets what it is due.
2. One whose speed alone differs goes on with the new one (CoA), where its concentrator's maker knows how; what was accepted is
   written into the session's Class, so that it is not asked for again.
3. A change that its concentrator refuses is an end after all.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final

from django.db import connection
from django.db.models import Count, Q

from enlace.radius import vivas
from enlace.radius.desfecho import Desfecho, Intencao, pedir_aos_nas
from enlace.radius.models import PedidoAoNas
from enlace.radius.nas.resposta import Resultado
from enlace.radius.velocidade import em_atributos
from enlace.radius.vivas import SessaoViva

# Nobody waits, and what is in vain is asked again: a silent NAS shall not hold a worker for long.
PRAZO: Final = 3.0
# A NAS that was asked so often and so lately without a word is left alone for the rest of that time.
_SILENCIO: Final = timedelta(seconds=30)
_VEZES: Final = 3
_RESPONDIDOS: Final = (Resultado.ACEITO, Resultado.RECUSADO, Resultado.SEM_SESSAO)
_POR_VEZ: Final = 500


class NasCalado(Exception):  # noqa: N818 - not a failure: ask again later
    """Some session's concentrator was not heard. What its words are, the log of the job shows."""


def ajustar_do_servico(id_cliente_servico: int, *, agora: datetime, prazo: float = PRAZO) -> list[Desfecho]:
    """Adjust the live sessions of a service that do not agree with it; those without a Class of ours are ended, for who knows.

    Raises NasCalado when a concentrator was silent, or has just been; what others answered is done then.
    """
    pendentes = [sessao for sessao in vivas.do_servico(id_cliente_servico) if diverge(sessao)]
    calados = _calados(pendentes, agora=agora)
    desfechos = _ajustar([s for s in pendentes if not _e_de(s, calados)], agora=agora, prazo=prazo)
    mudos = [s.nome for s in pendentes if _e_de(s, calados)] + [d.sessao.nome for d in desfechos if d.em_vao]
    if mudos:
        raise NasCalado("; ".join(mudos))
    return desfechos


def ajustar_divergentes(*, agora: datetime, prazo: float = PRAZO, quantas: int = _POR_VEZ) -> list[Desfecho]:
    """The same for whatever session differs, however that came to be: a page of the panel, a plan's new speed, an import."""
    pendentes = vivas.divergentes(agora=agora, quantas=quantas)
    calados = _calados(pendentes, agora=agora)
    return _ajustar([s for s in pendentes if not _e_de(s, calados)], agora=agora, prazo=prazo)


def diverge(sessao: SessaoViva) -> bool:
    """Whether the session was granted something else than its service is granted now, or nobody knows what."""
    return sessao.recusada or sessao.dada != sessao.agora


def _intencao(sessao: SessaoViva) -> Intencao:
    # A Class cut short by its NAS has no place for the new speed.
    so_a_velocidade = not sessao.recusada and sessao.dada.acesso == sessao.agora.acesso and sessao.dada.velocidade is not None
    return Intencao(sessao, em_atributos(sessao.atributos) if so_a_velocidade else ())


def _ajustar(sessoes: Sequence[SessaoViva], *, agora: datetime, prazo: float) -> list[Desfecho]:
    desfechos = _pedir([_intencao(sessao) for sessao in sessoes], agora=agora, prazo=prazo)
    for desfecho in desfechos:
        if desfecho.intencao.mudancas and desfecho.resultado == Resultado.ACEITO:
            _anotar_velocidade(desfecho.sessao)
    recusadas = [d for d in desfechos if d.intencao.mudancas and d.resultado == Resultado.RECUSADO]
    feitos = [d for d in desfechos if d not in recusadas]
    return feitos + _pedir([Intencao(d.sessao) for d in recusadas], agora=agora, prazo=prazo)


def _pedir(intencoes: Sequence[Intencao], *, agora: datetime, prazo: float) -> list[Desfecho]:
    return pedir_aos_nas(intencoes, origem=PedidoAoNas.Origem.AUTOMATICO, agora=agora, prazo=prazo) if intencoes else []


def _anotar_velocidade(sessao: SessaoViva) -> None:
    """The session's Class says what it has now; not of one that has ended, or was written to, in the meantime."""
    partes = (sessao.classe or "").split(".")
    partes[3] = sessao.agora.velocidade or ""
    with connection.cursor() as cursor:
        cursor.execute(
            "update radacct_aberta set class = %s where acctuniqueid = %s and class = %s",
            [".".join(partes), sessao.unico, sessao.classe],
        )


def _e_de(sessao: SessaoViva, quais: frozenset[int]) -> bool:
    return sessao.nas is not None and sessao.nas.id_nas in quais


def _calados(sessoes: Iterable[SessaoViva], *, agora: datetime) -> frozenset[int]:
    """The concentrators of these that have just been asked in vain and have answered nobody: each asking would wait for nothing."""
    pedidos = PedidoAoNas.objects.filter(
        nas__in={sessao.nas.id_nas for sessao in sessoes if sessao.nas}, quando__gt=agora - _SILENCIO, envios__gt=0
    )
    contados = pedidos.order_by().values("nas").annotate(ao_todo=Count("pk"), ouvidos=Count("pk", Q(resultado__in=_RESPONDIDOS)))
    return frozenset(contados.filter(ao_todo__gte=_VEZES, ouvidos=0).values_list("nas", flat=True))
