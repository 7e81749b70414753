"""A remittance: the bank is asked to register the boletos it does not know and to write off those that nobody must pay any more.

Steps, in one transaction: 1. the account is locked, so that its files are numbered one after the other; 2. the bills are locked and
read (`titulos_da_remessa.py`), write-offs first, because somebody may be paying them; 3. the file is made; a title that cannot be
sent (a payer without CPF or address) is left out with the reason, stays as it was, and is told again each time until it is mended;
4. the file, its items and what the bank will know of each bill are written.

Bills overdue by now are not sent, because banks refuse a due date that is past: they are counted, to be renegotiated or paid in
another way. Enlace does not send the file: people do, by the bank's own means, and may have a stored one again whenever they like.
"""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from itertools import chain
from typing import Final

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from enlace.auditoria.registro import Autor, registrar, registrar_mudanca, retrato
from enlace.core.datas import dia_local
from enlace.core.errors import RuleRefused
from enlace.financeiro.cnab.recusas import RemessaRecusada, TituloDaRemessaRecusado
from enlace.financeiro.cnab.sicoob.codigos import BANCO, ESPECIES, MovimentoRemessa
from enlace.financeiro.cnab.sicoob.remessa import Montagem, TituloRemessa, montar_o_possivel
from enlace.financeiro.models import ArquivoRemessa, ContaBancaria, Fatura, PedidoRemessa, RemessaItem
from enlace.financeiro.travamento import travar_aberta
from enlace.processos.titulos_da_remessa import cedente, ler, por_baixar, por_registrar

_LOTE: Final = 5000
# Nobody reads further; the rest is told again with the next file.
_MAIS_DEIXADAS: Final = 1000
_DEPOIS: Final = {
    MovimentoRemessa.ENTRADA: Fatura.Registro.ENVIADO,
    MovimentoRemessa.BAIXA: Fatura.Registro.BAIXA_PEDIDA,
}
_log = logging.getLogger(__name__)


class BancoSemRemessa(RuleRefused):
    """Files are made for Sicoob alone so far."""

    def __init__(self, conta: ContaBancaria) -> None:
        super().__init__(f"A conta {conta} é do banco {conta.banco}: por enquanto só há remessa para o Sicoob ({BANCO}).")


class ContaIncompleta(RuleRefused):
    """No title of this account can be sent, whatever the title: somebody has to fill the account in."""

    def __init__(self, conta: ContaBancaria, motivo: str) -> None:
        super().__init__(f"Conta {conta}: {motivo}")


class RegistroNaoRejeitado(RuleRefused):
    """Only what the bank refused is sent again."""

    mensagem = "O banco não rejeitou o registro dessa fatura: não há o que enviar de novo."


@dataclass(frozen=True, kw_only=True)
class Deixada:
    """A bill that was left out, and why. `codigo_cliente` is the number by which people know the customer."""

    id_fatura: int
    codigo_cliente: int
    motivo: str


@dataclass(frozen=True, kw_only=True)
class RemessaGerada:
    """What came of a remittance. `arquivo` is None when there was nothing to send.

    `vencidas` counts the bills that are overdue and that the bank never knew; `sobraram` says that another file is needed.
    """

    arquivo: ArquivoRemessa | None
    entradas: int
    baixas: int
    deixadas: Sequence[Deixada]
    vencidas: int
    sobraram: bool


def gerar_remessa(conta: ContaBancaria, *, autor: Autor, agora: datetime) -> RemessaGerada:
    """Make the account's next file, of at most `MAXIMO_DE_TITULOS` titles. Refused: `BancoSemRemessa`, `ContaIncompleta`."""
    if conta.banco != BANCO:
        raise BancoSemRemessa(conta)
    hoje = dia_local(agora)
    with transaction.atomic():
        travada = ContaBancaria.objects.select_for_update(no_key=True).get(pk=conta.pk)
        montagem = _montar(travada, agora)
        arquivo = _guardar(travada, montagem, autor=autor, agora=agora) if montagem.texto else None
        vencidas = por_registrar(travada).filter(data_vencimento__lt=hoje).count()
    entradas = sum(titulo.movimento is MovimentoRemessa.ENTRADA for titulo in montagem.titulos)
    if montagem.recusados:
        _log.warning("Remessa da conta %s: títulos que ficaram de fora: %s", conta.pk, len(montagem.recusados))
    return RemessaGerada(
        arquivo=arquivo,
        entradas=entradas,
        baixas=len(montagem.titulos) - entradas,
        deixadas=_deixadas(montagem.recusados),
        vencidas=vencidas,
        sobraram=montagem.sobraram,
    )


def atender_pedido(id_pedido: int, *, autor: Autor, agora: datetime) -> PedidoRemessa:
    """Make the file that somebody asked for (`pedidos.py`) and note what came of it, both or neither; one that is done stays."""
    with transaction.atomic():
        pedido = PedidoRemessa.objects.select_for_update(of=("self",), no_key=True).select_related("conta").get(pk=id_pedido)
        if pedido.terminado_em is not None:
            return pedido
        try:
            _anotar(pedido, gerar_remessa(pedido.conta, autor=autor, agora=agora))
        except RuleRefused as recusa:
            pedido.recusa = str(recusa)[:300]
        pedido.terminado_em = agora
        pedido.save()
    return pedido


def registrar_de_novo(id_fatura: int, *, autor: Autor) -> Fatura:
    """Let a bill that the bank refused go into the next file, once what it refused is mended.

    Refused: `RegistroNaoRejeitado`, `FaturaDesconhecida`, `FaturaQuitada`, `FaturaCancelada`.
    """
    with transaction.atomic():
        fatura = travar_aberta(id_fatura)
        if fatura.registro != Fatura.Registro.REJEITADO:
            raise RegistroNaoRejeitado
        antes = retrato(fatura)
        fatura.registro = Fatura.Registro.NENHUM
        fatura.save(update_fields=["registro"])
        registrar_mudanca(autor, "registrar_de_novo", fatura, antes=antes)
    return fatura


def _anotar(pedido: PedidoRemessa, gerada: RemessaGerada) -> None:
    pedido.remessa = gerada.arquivo
    pedido.entradas, pedido.baixas = gerada.entradas, gerada.baixas
    pedido.vencidas, pedido.sobraram = gerada.vencidas, gerada.sobraram
    pedido.deixadas = [asdict(deixada) for deixada in gerada.deixadas[:_MAIS_DEIXADAS]]
    pedido.deixadas_total = len(gerada.deixadas)


def _montar(travada: ContaBancaria, agora: datetime) -> Montagem:
    if travada.especie not in ESPECIES:
        raise ContaIncompleta(travada, f"a espécie do documento tem de ser uma de {', '.join(ESPECIES)}.")
    try:
        return montar_o_possivel(
            cedente(travada),
            _titulos(travada, dia_local(agora)),
            numero_sequencial=travada.remessa_proxima,
            gerado_em=timezone.localtime(agora),
        )
    except RemessaRecusada as recusa:
        raise ContaIncompleta(travada, str(recusa)) from recusa


def _titulos(travada: ContaBancaria, hoje: date) -> Iterator[TituloRemessa]:
    novas = por_registrar(travada).filter(data_vencimento__gte=hoje)
    return chain(
        ler(por_baixar(travada), MovimentoRemessa.BAIXA, travada, hoje=hoje),
        ler(novas, MovimentoRemessa.ENTRADA, travada, hoje=hoje),
    )


def _guardar(travada: ContaBancaria, montagem: Montagem, *, autor: Autor, agora: datetime) -> ArquivoRemessa:
    arquivo = ArquivoRemessa.objects.create(
        conta=travada, numero_sequencial=travada.remessa_proxima, gerado_em=agora, conteudo=montagem.texto
    )
    ContaBancaria.objects.filter(pk=travada.pk).update(remessa_proxima=F("remessa_proxima") + 1)
    for movimento, registro in _DEPOIS.items():
        chaves = [int(titulo.numero_documento) for titulo in montagem.titulos if titulo.movimento is movimento]
        for inicio in range(0, len(chaves), _LOTE):
            lote = chaves[inicio : inicio + _LOTE]
            RemessaItem.objects.bulk_create(RemessaItem(remessa=arquivo, fatura_id=pk, movimento=movimento.value) for pk in lote)
            Fatura.objects.filter(pk__in=lote).update(registro=registro)
    # Without the content: it has everybody's CPF and address, and is kept once.
    depois = {"id_conta_bancaria": travada.pk, "numero_sequencial": arquivo.numero_sequencial, "titulos": len(montagem.titulos)}
    registrar(autor, "gerar_remessa", arquivo, antes=None, depois=depois)
    return arquivo


def _deixadas(recusados: Sequence[TituloDaRemessaRecusado]) -> list[Deixada]:
    motivos = {int(recusa.numero_documento): recusa.motivo for recusa in recusados}
    codigos = Fatura.objects.filter(pk__in=motivos).order_by("pk").values_list("pk", "cliente__codigo_cliente")
    return [Deixada(id_fatura=pk, codigo_cliente=codigo, motivo=motivos[pk]) for pk, codigo in codigos]
