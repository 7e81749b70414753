"""What the person called does with a call on the screen: says who it is, opens its ticket, puts it away.

Each verb is for the calls of one person (`id_usuario`), one after the other with what the exchange says (`quem.travar`), and tells
that person's open pages as `ligacao.py` does.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from enlace.atendimento.abertura import Contato, NovoAtendimento, abrir_atendimento
from enlace.atendimento.models import Atendimento, OrigemContato, TipoAtendimento
from enlace.auditoria.registro import Autor, registrar_mudanca
from enlace.clientes.models import Cliente
from enlace.core.errors import RuleRefused
from enlace.pbx.ligacao import avisar, encerrar_aberta, para_auditoria
from enlace.pbx.models import Ligacao
from enlace.pbx.quem import travar
from enlace.servicos.models import ClienteServico

# As the provider calls the way by which this ticket came, if it has such a word.
_ORIGEM = "telefone"


class LigacaoDesconhecida(RuleRefused):
    """It was never this person's, or is older than calls are kept."""

    mensagem = "Esta ligação não existe mais."


class LigacaoComAtendimento(RuleRefused):
    """The ticket says whose call it was."""

    mensagem = "Esta ligação já tem um atendimento; o cliente dela não muda mais."


class ServicoDeOutroCliente(RuleRefused):
    """A ticket of a call is about a service of who calls."""

    mensagem = "Este serviço não é do cliente desta ligação."


@dataclass(frozen=True, kw_only=True)
class Pedido:
    """What the ticket of a call is to say: about which service, of which type (None: SAC), and what was asked."""

    id_cliente_servico: int
    descricao: str
    tipo: TipoAtendimento | None = None


def identificar(id_ligacao: int, *, cliente: Cliente, id_usuario: int, autor: Autor, agora: datetime) -> Ligacao:
    """Say who calls. Refused: `LigacaoDesconhecida`, `LigacaoComAtendimento`, `UsuarioDaLigacaoOcupado`."""
    with transaction.atomic():
        ligacao = _na_vez(id_ligacao, id_usuario)
        if ligacao.atendimento_id is not None:
            raise LigacaoComAtendimento
        antes = para_auditoria(ligacao)
        ligacao.cliente, ligacao.identificada_em = cliente, agora
        ligacao.save(update_fields=["cliente", "identificada_em"])
        registrar_mudanca(autor, "identificar", ligacao, antes=antes, depois=para_auditoria(ligacao))
        avisar(ligacao)
    return ligacao


def abrir_atendimento_da_ligacao(id_ligacao: int, pedido: Pedido, *, id_usuario: int, autor: Autor, agora: datetime) -> Atendimento:
    """Open the ticket of a call, or return the one that it has: pressed twice, the button does it once.

    Refused: `LigacaoDesconhecida`, `ServicoDeOutroCliente`, `UsuarioDaLigacaoOcupado`, and what `abrir_atendimento` refuses.
    """
    with transaction.atomic():
        ligacao = _na_vez(id_ligacao, id_usuario)
        if ligacao.atendimento is not None:
            return ligacao.atendimento
        atendimento = abrir_atendimento(_novo(ligacao, pedido), autor=autor, agora=agora)
        antes = para_auditoria(ligacao)
        ligacao.atendimento, ligacao.identificada_em = atendimento, agora
        ligacao.save(update_fields=["atendimento", "identificada_em"])
        registrar_mudanca(autor, "atender", ligacao, antes=antes, depois=para_auditoria(ligacao))
        avisar(ligacao)
    return atendimento


def encerrar(id_ligacao: int, *, id_usuario: int, autor: Autor, agora: datetime) -> None:
    """Put a call away, on every page of its person. One that is over stays so.

    Refused: `LigacaoDesconhecida`, `UsuarioDaLigacaoOcupado`.
    """
    with transaction.atomic():
        ligacao = _na_vez(id_ligacao, id_usuario)
        if ligacao.encerrada_em is None:
            encerrar_aberta(ligacao, autor=autor, agora=agora)


def _na_vez(id_ligacao: int, id_usuario: int) -> Ligacao:
    travar(id_usuario)
    ligacao = Ligacao.objects.select_related("atendimento").filter(pk=id_ligacao, usuario=id_usuario).first()
    if ligacao is None:
        raise LigacaoDesconhecida
    return ligacao


def _novo(ligacao: Ligacao, pedido: Pedido) -> NovoAtendimento:
    servico = ClienteServico.objects.filter(pk=pedido.id_cliente_servico, cliente=ligacao.cliente_id).first()
    if ligacao.cliente_id is None or servico is None:
        raise ServicoDeOutroCliente
    return NovoAtendimento(
        servico=servico,
        tipo=pedido.tipo,
        descricao=pedido.descricao,
        contato=Contato(telefone=ligacao.telefone or None),
        origem=OrigemContato.objects.filter(descricao__iexact=_ORIGEM, ativo=True).first(),
    )
