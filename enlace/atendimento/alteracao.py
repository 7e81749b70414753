"""Changing what a ticket says and what it is taken for."""

from dataclasses import dataclass

from django.db import transaction

from enlace.atendimento.abertura import TipoInativo, descricao_valida
from enlace.atendimento.models import Atendimento, AtendimentoStatus, TipoAtendimento
from enlace.atendimento.parametros import recusando_parametros_grandes
from enlace.atendimento.travamento import AtendimentoFechado, travar
from enlace.auditoria.registro import Autor, registrar_mudanca, retrato
from enlace.core.errors import RuleRefused

_COLUNAS = ("descricao_abertura", "tipo", "data_prazo", "status", "resultado_diagnostico", "parametros")


class SituacaoInativa(RuleRefused):
    """The provider has put this state aside."""

    mensagem = "A situação informada não está em uso."


@dataclass(frozen=True, kw_only=True)
class Mudanca:
    """What is to be different; None leaves it.

    `parametros` are merged: a key that is sent replaces the one that was there. Another `tipo` brings its time limit, from where
    the old one began.
    """

    descricao: str | None = None
    tipo: TipoAtendimento | None = None
    status: AtendimentoStatus | None = None
    diagnostico: str | None = None
    parametros: dict[str, object] | None = None

    @property
    def so_de_abertos(self) -> bool:
        """Whether it is for open tickets only. Parameters are not: recordings are often ready only after the end."""
        return any(item is not None for item in (self.descricao, self.tipo, self.status, self.diagnostico))


def alterar(id_atendimento: int, mudanca: Mudanca, *, autor: Autor) -> Atendimento:
    """Change a ticket; of a closed one the parameters only.

    Refused: `AtendimentoDesconhecido`, `AtendimentoFechado`, `DescricaoObrigatoria`, `DescricaoGrandeDemais`, `TipoInativo`,
    `SituacaoInativa`, `ParametrosGrandesDemais`.
    """
    with transaction.atomic(), recusando_parametros_grandes():
        atendimento = travar(id_atendimento)
        if mudanca.so_de_abertos and atendimento.data_fechamento is not None:
            raise AtendimentoFechado(atendimento.protocolo)
        antes = _retrato(atendimento, mudanca)
        _mudar(atendimento, mudanca)
        atendimento.save(update_fields=_COLUNAS)
        registrar_mudanca(autor, "alterar", atendimento, antes=antes, depois=_retrato(atendimento, mudanca))
    return atendimento


def _mudar(atendimento: Atendimento, mudanca: Mudanca) -> None:
    if mudanca.descricao is not None:
        atendimento.descricao_abertura = descricao_valida(mudanca.descricao)
    if mudanca.tipo is not None:
        if not mudanca.tipo.ativo:
            raise TipoInativo
        atendimento.tipo = mudanca.tipo
        atendimento.data_prazo = mudanca.tipo.prazo_desde(atendimento.data_inicio_prazo)
    if mudanca.status is not None:
        if not mudanca.status.ativo:
            raise SituacaoInativa
        atendimento.status = mudanca.status
    if mudanca.diagnostico is not None:
        atendimento.resultado_diagnostico = mudanca.diagnostico.strip() or None
    atendimento.parametros = {**atendimento.parametros, **(mudanca.parametros or {})}


def _retrato(atendimento: Atendimento, mudanca: Mudanca) -> dict[str, object]:
    """With the parameters that are sent only: the others did not change, and there may be many."""
    chaves = mudanca.parametros or {}
    guardados = atendimento.parametros
    return {**retrato(atendimento), "parametros": {chave: guardados[chave] for chave in chaves if chave in guardados}}
