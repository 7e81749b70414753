"""The monthly run: the bills of all customers who are due on a date, each exactly once.

Steps, for each batch of customers in one transaction: 1. the run's row is locked, so that of two runs at once one waits and then
goes on where the other stopped; 2. the customers are locked; 3. what decides their bills is read, after the locks; 4. the bills are
planned (`financeiro/planejamento.py`, pure) and written (`financeiro/lote.py`); 5. the run's row notes how far it is, which is also
what people who wait are shown.

Killed at any point, the batch is there with its note or not at all, and the next call goes on from the note. Should everything else
fail, no day of a service fits into two monthly lines: the database refuses (`cobranca_um_dia_uma_vez`).
"""

from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.db.models.functions import Now

from enlace.auditoria.registro import Autor, registrar_inclusao
from enlace.clientes.models import Cliente
from enlace.core.db import restricao_violada
from enlace.core.dinheiro import ZERO
from enlace.core.errors import RuleRefused
from enlace.financeiro.emissao import FormaInativa
from enlace.financeiro.leitura_do_lote import SITUACOES_COBRADAS, ClienteACobrar, Escopo, clientes, ler
from enlace.financeiro.lote import Lote, emitir_lote
from enlace.financeiro.models import CobrancaServico, Faturamento, FaturamentoOcorrencia, FormaCobranca, RegraCobranca
from enlace.financeiro.planejamento import FaturaPlanejada, planejar
from enlace.servicos.models import ClienteServico

LOTE: Final = 500


@dataclass(frozen=True)
class Progresso:
    """How far a run is: customers seen of those that were to be seen when it began, bills issued and their sum in R$."""

    vistos: int
    total: int
    faturas: int
    valor: Decimal


Acompanhar = Callable[[Progresso], None]


@dataclass(kw_only=True)
class Previa:
    """What a run would do.

    `recusas` are customers who could not be billed, with the sentence; `sem_cobranca` counts the services that work and that nobody
    has said how, or from when, to charge: they are in no run.
    """

    clientes: int = 0
    faturas: int = 0
    valor: Decimal = ZERO
    exemplos: list[FaturaPlanejada] = field(default_factory=list)
    recusas: list[tuple[int, str]] = field(default_factory=list)
    sem_cobranca: int = 0


def prever(vencimento: date, *, hoje: date, refazer: bool = False, exemplos: int = 10) -> Previa:
    """What `faturar` would issue now, without issuing it: the same reading and the same planning, nothing locked or written."""
    escopo = _escopo(vencimento, hoje, refazer=refazer)
    previa = Previa(sem_cobranca=_sem_cobranca())
    for lote in _em_lotes(clientes(escopo, depois_de=0)):
        for cliente in ler(escopo, lote):
            previa.clientes += 1
            planejadas, recusa = _planejar(cliente, escopo)
            if recusa:
                previa.recusas.append((cliente.id_cliente, recusa))
            previa.faturas += len(planejadas)
            previa.valor += sum((fatura.valor for fatura in planejadas), ZERO)
            previa.exemplos += planejadas[: exemplos - len(previa.exemplos)]
    return previa


def faturar(
    vencimento: date,
    *,
    autor: Autor,
    agora: datetime,
    hoje: date,
    refazer: bool = False,
    acompanhar: Acompanhar | None = None,
    tamanho: int = LOTE,
) -> Faturamento:
    """Issue the bills due on `vencimento`, or go on with the run that stopped; called again afterwards, it finds only what is new.

    `refazer` bills days again whose bill was cancelled. One customer who cannot be billed is noted and does not stop the others.
    Refused: `FaixaEsgotada`, with everything before it issued: give the account another range and call again. The run notes why.
    """
    faturamento = abrir(vencimento, refazer=refazer, autor=autor, agora=agora)
    escopo = _escopo(vencimento, hoje, refazer=faturamento.refazer)
    chaves = clientes(escopo, depois_de=faturamento.ultimo_cliente)
    # Outside any batch, so that it waits for no lock of one.
    _anotar_andamento(faturamento, total=faturamento.clientes + len(chaves), parada="")
    feitos = 0
    try:
        for ids in _em_lotes(chaves, tamanho):
            _fazer_lote(faturamento, ids, escopo, autor=autor, agora=agora)
            feitos += len(ids)
            if acompanhar:
                acompanhar(Progresso(feitos, len(chaves), faturamento.faturas, faturamento.valor))
    except RuleRefused as recusa:
        _anotar_andamento(faturamento, parada=str(recusa)[:300])
        raise
    return _terminar(faturamento, agora)


def abrir(vencimento: date, *, refazer: bool, autor: Autor, agora: datetime) -> Faturamento:
    """The run of this due date that has not ended, or a new one; of two that begin at once the database makes one.

    One that was begun with `refazer` goes on with it, whoever resumes it.
    """
    with transaction.atomic():
        faturamento, novo = Faturamento.objects.get_or_create(
            data_vencimento=vencimento,
            terminado_em=None,
            defaults={"iniciado_em": agora, "usuario_id": autor.id_usuario, "refazer": refazer, "parada": ""},
        )
        if novo:
            registrar_inclusao(autor, "faturar", faturamento)
        elif refazer and not faturamento.refazer:
            faturamento.refazer = True
            faturamento.save(update_fields=["refazer"])
    return faturamento


def _escopo(vencimento: date, hoje: date, *, refazer: bool) -> Escopo:
    fora_de_uso = FormaCobranca.objects.filter(Q(ativo=False) | Q(conta__ativo=False)).in_bulk()
    return Escopo(vencimento=vencimento, regra=RegraCobranca.em(hoje), refazer=refazer, fora_de_uso=fora_de_uso)


def _anotar_andamento(faturamento: Faturamento, **campos: int | str) -> None:
    Faturamento.objects.filter(pk=faturamento.pk, terminado_em__isnull=True).update(andou_em=Now(), **campos)


def _fazer_lote(faturamento: Faturamento, ids: list[int], escopo: Escopo, *, autor: Autor, agora: datetime) -> None:
    with transaction.atomic():
        travado = Faturamento.objects.select_for_update(no_key=True).get(pk=faturamento.pk)
        # Another run of the same row may have done these customers while this one waited.
        restam = [] if travado.terminado_em else [chave for chave in ids if chave > travado.ultimo_cliente]
        if restam:
            _emitir_ou_anotar(travado, restam, escopo, autor=autor, agora=agora)
    faturamento.refresh_from_db()


def _emitir_ou_anotar(travado: Faturamento, ids: list[int], escopo: Escopo, *, autor: Autor, agora: datetime) -> None:
    """The whole batch or, should the database find a day of it billed already, each customer alone: only that one goes without."""
    try:
        with transaction.atomic():
            return _emitir(travado, ids, escopo, autor=autor, agora=agora)
    except IntegrityError as erro:
        if restricao_violada(erro) != "cobranca_um_dia_uma_vez":
            raise
    if len(ids) == 1:
        return _anotar(travado, ids[0], "Um dos dias desta fatura já foi cobrado por outra.")
    for chave in ids:
        _emitir_ou_anotar(travado, [chave], escopo, autor=autor, agora=agora)
    return None


def _anotar(travado: Faturamento, id_cliente: int, motivo: str) -> None:
    FaturamentoOcorrencia.objects.create(faturamento=travado, cliente_id=id_cliente, motivo=motivo[:300])
    Faturamento.objects.filter(pk=travado.pk).update(ultimo_cliente=id_cliente, clientes=F("clientes") + 1, andou_em=Now())


def _emitir(travado: Faturamento, ids: list[int], escopo: Escopo, *, autor: Autor, agora: datetime) -> None:
    list(Cliente.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk").values_list("pk", flat=True))
    faturas: list[FaturaPlanejada] = []
    for cliente in ler(escopo, ids):
        planejadas, recusa = _planejar(cliente, escopo)
        faturas += planejadas
        if recusa:
            FaturamentoOcorrencia.objects.create(faturamento=travado, cliente_id=cliente.id_cliente, motivo=recusa[:300])
    emitir_lote(faturas, Lote(id_faturamento=travado.pk, vencimento=escopo.vencimento, agora=agora), autor=autor)
    Faturamento.objects.filter(pk=travado.pk).update(
        ultimo_cliente=ids[-1],
        clientes=F("clientes") + len(ids),
        faturas=F("faturas") + len(faturas),
        valor=F("valor") + sum((fatura.valor for fatura in faturas), ZERO),
        andou_em=Now(),
    )


def _planejar(cliente: ClienteACobrar, escopo: Escopo) -> tuple[list[FaturaPlanejada], str]:
    """The customer's bills, or why there are none."""
    try:
        faturas = planejar(cliente.id_cliente, escopo.vencimento, cliente.servicos, cliente.pendentes)
    except RuleRefused as recusa:
        return [], str(recusa)
    fora_de_uso = next((f for fatura in faturas if (f := escopo.fora_de_uso.get(fatura.id_forma_cobranca))), None)
    return ([], str(FormaInativa(fora_de_uso))) if fora_de_uso else (faturas, "")


def _terminar(faturamento: Faturamento, agora: datetime) -> Faturamento:
    Faturamento.objects.filter(pk=faturamento.pk, terminado_em__isnull=True).update(terminado_em=agora)
    faturamento.refresh_from_db()
    return faturamento


def _sem_cobranca() -> int:
    com = CobrancaServico.objects.exclude(data_inicio=None, cliente_servico__data_habilitacao=None).values("cliente_servico_id")
    return ClienteServico.objects.filter(status__in=SITUACOES_COBRADAS).exclude(pk__in=com).count()


def _em_lotes(chaves: "array[int]", tamanho: int = LOTE) -> Iterator[list[int]]:
    for inicio in range(0, len(chaves), tamanho):
        yield list(chaves[inicio : inicio + tamanho])
