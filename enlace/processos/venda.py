"""Somebody buys a plan: a customer from nothing, from a prospect, or one who buys one more.

Steps, in one transaction: 1. the draft that asked for it is locked; one whose sale is made gives that sale again, so that a
confirmation sent twice sells once; 2. the prospect, if there is one, is locked and refused when it was converted before; 3. the
customer (`clientes`), new or one who is there; 4. the addresses (`enderecos`); 5. the service, waiting for its installation
(`servicos`); 6. how it is charged (`financeiro`); 7. the service order of the installation, on the agenda or waiting for a date
(`ordens_servico`); 8. the prospect points at its customer, the draft at the order. Each step leaves its record.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from enlace.auditoria.registro import Autor, registrar_inclusao, registrar_mudanca, retrato
from enlace.clientes.cadastro import Ficha, cadastrar_cliente
from enlace.clientes.models import Cliente, GrupoCliente
from enlace.contas.models import Usuario
from enlace.enderecos.cadastro import NovoEndereco, cadastrar_endereco
from enlace.enderecos.models import Endereco
from enlace.financeiro.combinacao import combinar_cobranca
from enlace.financeiro.models import FormaCobranca
from enlace.ordens_servico.abertura import NovaOrdem, abrir_ordem
from enlace.ordens_servico.models import OrdemServico, TipoOrdemServico
from enlace.planos.models import Plano
from enlace.prospectos.models import Prospecto
from enlace.prospectos.rascunhos import concluir_rascunho, travar_rascunho
from enlace.prospectos.travamento import travar_por_converter
from enlace.servicos.contratacao import Acesso, Enderecos, contratar
from enlace.servicos.models import ClienteServico

Lugar = Endereco | NovoEndereco


@dataclass(frozen=True, kw_only=True)
class NovoCliente:
    """Who is to become a customer; only a foreigner has no CPF/CNPJ."""

    nome_razaosocial: str
    tipo_pessoa: str
    cpf_cnpj: str | None
    telefones: Sequence[str]
    ficha: Ficha = field(default_factory=Ficha)
    grupos: Sequence[GrupoCliente] = ()


@dataclass(frozen=True, kw_only=True)
class Onde:
    """Where the service is installed, and the other addresses where they are not that one."""

    instalacao: Lugar
    cadastral: Lugar | None = None
    fiscal: Lugar | None = None
    cobranca: Lugar | None = None


@dataclass(frozen=True, kw_only=True)
class ComoCobrar:
    """The day of the month and the way of charging."""

    dia_vencimento: int
    forma: FormaCobranca


@dataclass(frozen=True, kw_only=True)
class Visita:
    """Who installs it, from when until when."""

    inicio: datetime
    termino: datetime
    tecnico: Usuario


@dataclass(frozen=True, kw_only=True)
class Pedido:
    """A whole sale, at R$ `valor` a month.

    Without `cobranca` the service is not billed, without `visita` the order waits for a date. `prospecto` and `rascunho` are keys.
    """

    cliente: Cliente | NovoCliente
    onde: Onde
    plano: Plano
    valor: Decimal
    acesso: Acesso = field(default_factory=Acesso)
    vendedor: Usuario | None = None
    cobranca: ComoCobrar | None = None
    visita: Visita | None = None
    observacao: str | None = None
    prospecto: int | None = None
    rascunho: int | None = None


def vender(pedido: Pedido, *, autor: Autor, agora: datetime) -> OrdemServico:
    """Make the sale; give the order of its installation, by which service and customer are reached.

    Refused: `RascunhoDesconhecido`, `ProspectoDesconhecido`, `ProspectoJaConvertido`, and whatever `cadastrar_cliente`,
    `cadastrar_endereco`, `contratar`, `combinar_cobranca` and `abrir_ordem` refuse; then nothing is sold.
    """
    with transaction.atomic():
        rascunho = travar_rascunho(pedido.rascunho, autor=autor) if pedido.rascunho else None
        if rascunho and rascunho.ordem:
            return rascunho.ordem
        prospecto = travar_por_converter(pedido.prospecto) if pedido.prospecto else None
        cliente = _cliente(pedido.cliente, autor=autor, agora=agora)
        servico = _servico(pedido, cliente, autor=autor, agora=agora)
        ordem = abrir_ordem(_instalacao(servico, pedido), autor=autor, agora=agora)
        if prospecto:
            _marcar_convertido(prospecto, cliente, autor=autor, agora=agora)
        if rascunho:
            concluir_rascunho(rascunho, ordem, agora=agora)
    return ordem


def _cliente(quem: Cliente | NovoCliente, *, autor: Autor, agora: datetime) -> Cliente:
    if isinstance(quem, Cliente):
        return quem
    cliente = cadastrar_cliente(
        nome_razaosocial=quem.nome_razaosocial,
        tipo_pessoa=quem.tipo_pessoa,
        cpf_cnpj=quem.cpf_cnpj,
        telefones=quem.telefones,
        ficha=quem.ficha,
        grupos=quem.grupos,
        agora=agora,
    )
    registrar_inclusao(autor, "cadastrar", cliente)
    return cliente


def _servico(pedido: Pedido, cliente: Cliente, *, autor: Autor, agora: datetime) -> ClienteServico:
    servico = contratar(
        cliente=cliente,
        plano=pedido.plano,
        enderecos=_enderecos(pedido.onde, autor),
        valor=pedido.valor,
        acesso=pedido.acesso,
        vendedor=pedido.vendedor,
        agora=agora,
    )
    registrar_inclusao(autor, "contratar", servico)
    if cobranca := pedido.cobranca:
        combinar_cobranca(servico, dia_vencimento=cobranca.dia_vencimento, forma=cobranca.forma, autor=autor)
    return servico


def _enderecos(onde: Onde, autor: Autor) -> Enderecos:
    """The four addresses; each that is new is written once, however many of the four it is."""
    escritos: dict[NovoEndereco, Endereco] = {}

    def escrito(lugar: Lugar) -> Endereco:
        if isinstance(lugar, Endereco):
            return lugar
        if lugar not in escritos:
            escritos[lugar] = _cadastrar(lugar, autor)
        return escritos[lugar]

    instalacao = escrito(onde.instalacao)
    return Enderecos(
        instalacao=instalacao,
        cadastral=escrito(onde.cadastral) if onde.cadastral else instalacao,
        fiscal=escrito(onde.fiscal) if onde.fiscal else instalacao,
        cobranca=escrito(onde.cobranca) if onde.cobranca else instalacao,
    )


def _cadastrar(novo: NovoEndereco, autor: Autor) -> Endereco:
    onde = cadastrar_endereco(novo)
    if onde.bairro_novo:
        registrar_inclusao(autor, "cadastrar", onde.bairro_novo)
    registrar_inclusao(autor, "cadastrar", onde.endereco)
    return onde.endereco


def _instalacao(servico: ClienteServico, pedido: Pedido) -> NovaOrdem:
    partes = (f"Instalação do plano {servico.plano.nome}.", pedido.observacao)
    visita = pedido.visita
    return NovaOrdem(
        servico=servico,
        tipo=TipoOrdemServico.objects.get(prefixo=TipoOrdemServico.INSTALACAO),
        descricao=" ".join(parte for parte in partes if parte),
        inicio=visita.inicio if visita else None,
        termino=visita.termino if visita else None,
        agendada=visita is not None,
        tecnicos=(visita.tecnico,) if visita else (),
    )


def _marcar_convertido(prospecto: Prospecto, cliente: Cliente, *, autor: Autor, agora: datetime) -> None:
    antes = retrato(prospecto)
    prospecto.cliente = cliente
    # Whoever was lost and bought after all was not lost.
    if prospecto.etapa == Prospecto.Etapa.PERDIDO:
        prospecto.etapa, prospecto.motivo_perda = Prospecto.Etapa.PROPOSTA, ""
    prospecto.updated_at = prospecto.etapa_desde = agora
    prospecto.save(update_fields=["cliente", "etapa", "motivo_perda", "etapa_desde", "updated_at"])
    registrar_mudanca(autor, "converter", prospecto, antes=antes)
