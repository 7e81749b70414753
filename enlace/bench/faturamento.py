"""The monthly run in a process of its own: `python -m enlace.bench.faturamento 2026-12-10` answers what it took, as JSON."""

import json
import resource
import sys
import time
from dataclasses import asdict, dataclass
from datetime import date, timedelta

import django
import psutil

_DECIMO = 10
_MEGABYTE = 1 << 20


@dataclass(frozen=True)
class Corrida:
    """What a run took. `memoria_a_mais`: octets at the end beyond those when a tenth of the customers was done."""

    faturas: int
    segundos: float
    cpu: float
    memoria: int
    memoria_a_mais: int


def correr(vencimento: date) -> Corrida:
    """Bill everybody who is due on that day."""
    from enlace.auditoria.models import Registro  # noqa: PLC0415 - after Django's set-up
    from enlace.auditoria.registro import Autor  # noqa: PLC0415
    from enlace.core.datas import agora  # noqa: PLC0415
    from enlace.processos.faturamento_mensal import Progresso, faturar  # noqa: PLC0415

    processo = psutil.Process()
    memorias: list[int] = []

    def acompanhar(passo: Progresso) -> None:
        if passo.vistos * _DECIMO >= passo.total:
            memorias.append(processo.memory_info().rss)

    autor = Autor(porta=Registro.Porta.CLI, id_usuario=None)
    inicio, cpu = time.perf_counter(), time.process_time()
    faturamento = faturar(vencimento, autor=autor, agora=agora(), hoje=vencimento - timedelta(days=_DECIMO), acompanhar=acompanhar)
    segundos = time.perf_counter() - inicio
    pico = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return Corrida(faturamento.faturas, segundos, time.process_time() - cpu, pico, max(memorias) - memorias[0] if memorias else 0)


def descrever(corrida: Corrida) -> str:
    """The line of the report."""
    return (
        f"| {corrida.faturas} | {corrida.segundos:.1f} | {corrida.faturas / corrida.segundos:.0f} | {corrida.cpu:.1f} | "
        f"{corrida.memoria / _MEGABYTE:.0f} | {corrida.memoria_a_mais / _MEGABYTE:.1f} |"
    )


if __name__ == "__main__":
    django.setup()
    print(json.dumps(asdict(correr(date.fromisoformat(sys.argv[1])))))
