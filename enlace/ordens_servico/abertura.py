"""Opening a service order."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from enlace.atendimento.models import MAIOR_DESCRICAO, Atendimento
from enlace.atendimento.travamento import exigir_aberto
from enlace.auditoria.registro import Autor, inserir_e_registrar, registrar
from enlace.contas.models import Usuario
from enlace.core.db import recusar_campos_invalidos
from enlace.core.errors import RuleRefused
from enlace.core.gravacao import inserir
from enlace.ordens_servico.escala import IntervaloInvalido, escalar, retrato_com_escala, travar_agendas
from enlace.ordens_servico.models import OrdemServico, TipoOrdemServico
from enlace.servicos.models import ClienteServico


class DescricaoDaOrdemObrigatoria(RuleRefused):
    """An order says what is to be done."""

    mensagem = "Informe o que deve ser feito na ordem de serviço."


class DescricaoDaOrdemGrandeDemais(RuleRefused):
    """A technician reads it on a telephone."""

    mensagem = "A descrição da ordem de serviço passa de 20.000 caracteres."


class TipoDeOrdemInativo(RuleRefused):
    """The provider has put this type aside."""

    mensagem = "O tipo de ordem de serviço informado não está em uso."


class OrdemParaServicoCancelado(RuleRefused):
    """Nobody is sent to what was cancelled, but to fetch equipment: such an order is opened before."""

    mensagem = "O serviço informado está cancelado; não é possível abrir ordem de serviço para ele."


class AtendimentoDeOutroServico(RuleRefused):
    """An order belongs to the service of its ticket."""

    mensagem = "O atendimento informado é de outro serviço."


@dataclass(frozen=True, kw_only=True)
class NovaOrdem:
    """An order about to be opened, alone or out of a ticket.

    With `agendada` it is scheduled from `inicio` to `termino` and takes its technicians' time; without, it waits for a date, and
    the interval (which may be missing) is only a wish.
    """

    servico: ClienteServico
    tipo: TipoOrdemServico
    descricao: str
    inicio: datetime | None = None
    termino: datetime | None = None
    agendada: bool = False
    tecnicos: Sequence[Usuario] = ()
    atendimento: Atendimento | None = None


def abrir_ordem(nova: NovaOrdem, *, autor: Autor, agora: datetime) -> OrdemServico:
    """Open an order, alone or out of an open ticket, and give it the next number.

    Refused: `OrdemParaServicoCancelado`, `TipoDeOrdemInativo`, `DescricaoDaOrdemObrigatoria`, `AtendimentoDeOutroServico`,
    `AtendimentoFechado`, `IntervaloInvalido`, `TecnicoOcupado`, `TecnicoInvalido`, `DadosInvalidos`.
    """
    with transaction.atomic(savepoint=False):
        if nova.atendimento is not None:
            # Whoever closes the ticket at this instant either finds the order or keeps it from being opened.
            exigir_aberto(nova.atendimento.pk)
        return abrir_ordem_de_novo_atendimento(nova, autor=autor, agora=agora)


def abrir_ordem_de_novo_atendimento(nova: NovaOrdem, *, autor: Autor, agora: datetime) -> OrdemServico:
    """The same for a ticket that was opened in this transaction: nobody else sees it yet, so nobody can close it."""
    _conferir(nova)
    ordem = OrdemServico(
        cliente_servico=nova.servico,
        atendimento=nova.atendimento,
        tipo=nova.tipo,
        status=OrdemServico.Status.PENDENTE if nova.agendada else OrdemServico.Status.AGUARDANDO_AGENDAMENTO,
        data_cadastro=agora,
        usuario_abertura_id=autor.usuario,
        descricao_abertura=nova.descricao.strip(),
        descricao_servico=nova.descricao.strip(),
        data_inicio_programado=nova.inicio,
        data_termino_programado=nova.termino,
    )
    recusar_campos_invalidos(ordem)
    with transaction.atomic(savepoint=False):
        if not nova.tecnicos:
            inserir_e_registrar(autor, "abrir", ordem)
            return ordem
        inserir(ordem)
        travar_agendas(tecnico.pk for tecnico in nova.tecnicos)
        escalar(ordem, nova.tecnicos)
        registrar(autor, "abrir", ordem, antes=None, depois=retrato_com_escala(ordem))
    return ordem


def _conferir(nova: NovaOrdem) -> None:
    if nova.servico.status_id == "cancelado":
        raise OrdemParaServicoCancelado
    if not nova.tipo.ativo:
        raise TipoDeOrdemInativo
    if not nova.descricao.strip():
        raise DescricaoDaOrdemObrigatoria
    if len(nova.descricao.strip()) > MAIOR_DESCRICAO:
        raise DescricaoDaOrdemGrandeDemais
    if nova.atendimento is not None and nova.atendimento.cliente_servico_id != nova.servico.pk:
        raise AtendimentoDeOutroServico
    if nova.agendada and (nova.inicio is None or nova.termino is None):
        raise IntervaloInvalido
    if nova.inicio is not None and nova.termino is not None and nova.termino <= nova.inicio:
        raise IntervaloInvalido
