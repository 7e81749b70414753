"""How far long work is, as its page says it: words, a bar, whether to ask again in a moment or to offer going on with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from enlace.financeiro.models import Faturamento
from enlace.processos.tarefas import Tarefa, situacao_da_tarefa

# A run that the timetable or the command line does has no job of its own: it is taken for alive as long as it moves.
_PARADO: Final = timedelta(seconds=60)
_FRASES: Final = {
    Tarefa.NA_FILA: "Na fila: começa em instantes.",
    Tarefa.SEM_TRABALHADOR: "Aguardando o processador de tarefas, que não responde. Começa assim que ele voltar; nada se perde.",
    Tarefa.FAZENDO: "Em andamento.",
    Tarefa.ORFA: "O processador de tarefas caiu no meio. O trabalho volta sozinho à fila em até cinco minutos, de onde parou.",
}


@dataclass(frozen=True, kw_only=True)
class Andamento:
    """`vivo`: it moves or will by itself, so the page looks again. `parado`: it needs a person, who may go on with it."""

    frase: str
    feitos: int = 0
    total: int = 0
    vivo: bool = False
    parado: bool = False
    terminado: bool = False

    @property
    def por_cento(self) -> int:
        """Of a hundred; all of it once it is over."""
        if self.terminado:
            return 100
        return min(100, self.feitos * 100 // self.total) if self.total else 0


def do_faturamento(faturamento: Faturamento, *, agora: datetime) -> Andamento:
    """How a monthly run stands."""
    feitos, total = faturamento.clientes, faturamento.total or 0
    if faturamento.terminado_em is not None:
        return Andamento(frase="Terminado.", feitos=feitos, total=max(total, feitos), terminado=True)
    tarefa = situacao_da_tarefa(faturamento.id_tarefa, agora=agora)
    if tarefa != Tarefa.NENHUMA:
        return Andamento(frase=_FRASES[tarefa], feitos=feitos, total=total, vivo=True)
    if faturamento.parada:
        return Andamento(frase=f"Parou: {faturamento.parada}", feitos=feitos, total=total, parado=True)
    if (faturamento.andou_em or faturamento.iniciado_em) > agora - _PARADO:
        return Andamento(frase=_FRASES[Tarefa.FAZENDO], feitos=feitos, total=total, vivo=True)
    return Andamento(frase="Foi interrompido antes do fim.", feitos=feitos, total=total, parado=True)


def da_tarefa(id_tarefa: int | None, *, feitos: int, total: int, terminado: bool, agora: datetime) -> Andamento:
    """How other long work stands, which is done by its job alone."""
    if terminado:
        return Andamento(frase="Terminado.", feitos=feitos, total=total, terminado=True)
    tarefa = situacao_da_tarefa(id_tarefa, agora=agora)
    if tarefa != Tarefa.NENHUMA:
        return Andamento(frase=_FRASES[tarefa], feitos=feitos, total=total, vivo=True)
    return Andamento(frase="Foi interrompido antes do fim.", feitos=feitos, total=total, parado=True)


def parte(request: HttpRequest, modelo: str, contexto: Mapping[str, object], andamento: Andamento) -> HttpResponse:
    """The part of a page that tells how far something is; once nothing moves any more, the whole page is asked for again."""
    resposta = render(request, modelo, dict(contexto))
    if not andamento.vivo:
        resposta.headers["HX-Refresh"] = "true"
    return resposta
