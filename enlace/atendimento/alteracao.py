"""Changing what a ticket says."""

from dataclasses import dataclass

from django.db import transaction

from enlace.atendimento.abertura import DescricaoObrigatoria
from enlace.atendimento.models import Atendimento
from enlace.atendimento.parametros import recusando_parametros_grandes
from enlace.atendimento.travamento import AtendimentoFechado, travar
from enlace.auditoria.registro import Autor, registrar_mudanca, retrato


@dataclass(frozen=True, kw_only=True)
class Mudanca:
    """What is to be different; None leaves it. `parametros` are merged: a key that is sent replaces the one that was there."""

    descricao: str | None = None
    parametros: dict[str, object] | None = None


def alterar(id_atendimento: int, mudanca: Mudanca, *, autor: Autor) -> Atendimento:
    """Change the description of an open ticket, and the parameters of any: recordings of a call are often ready after its end.

    Refused: `AtendimentoDesconhecido`, `AtendimentoFechado`, `DescricaoObrigatoria`, `ParametrosGrandesDemais`.
    """
    with transaction.atomic(), recusando_parametros_grandes():
        atendimento = travar(id_atendimento)
        antes = retrato(atendimento)
        if mudanca.descricao is not None:
            _descrever(atendimento, mudanca.descricao)
        if mudanca.parametros is not None:
            atendimento.parametros = {**atendimento.parametros, **mudanca.parametros}
        atendimento.save(update_fields=["descricao_abertura", "parametros"])
        registrar_mudanca(autor, "alterar", atendimento, antes=antes)
    return atendimento


def _descrever(atendimento: Atendimento, descricao: str) -> None:
    if atendimento.data_fechamento is not None:
        raise AtendimentoFechado(atendimento.protocolo)
    if not descricao.strip():
        raise DescricaoObrigatoria
    atendimento.descricao_abertura = descricao.strip()
