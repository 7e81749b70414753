"""Long work that people ask for in the panel and a job does: the monthly run, a remittance, a return.

What was asked for is a row, written with its job in one transaction; asking again while it is being done is the same request. The
row says how far it is; a job that died is resumed by asking again, and goes on where it stopped.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction
from procrastinate.contrib.django import app

from enlace.auditoria.registro import Autor
from enlace.core.errors import RuleRefused
from enlace.financeiro.models import ArquivoRetorno, ContaBancaria, Faturamento, PedidoRemessa, RetornoOcorrencia
from enlace.processos.faturamento_mensal import abrir
from enlace.processos.retorno import RetornoGuardado, guardar_retorno
from enlace.processos.tarefas import VIVAS, situacao_da_tarefa

CONTINUAR_FATURAMENTO: Final = "continuar_faturamento"
FAZER_REMESSA: Final = "fazer_remessa"
CONTINUAR_RETORNO: Final = "continuar_retorno"

ALCANCE: Final = timedelta(days=366)


class VencimentoForaDoAlcance(RuleRefused):
    """Bills that are overdue when they are issued would be dunned the next day; a year ahead is a slip of the hand."""

    def __init__(self, vencimento: date, porque: str) -> None:
        super().__init__(f"O vencimento {vencimento:%d/%m/%Y} {porque}.")


class NadaARetomar(RuleRefused):
    """What is over need not be gone on with."""

    mensagem = "Este trabalho já terminou."


class NumeroDeRetornoRepetido(RuleRefused):
    """Two different files with one number and day: the bank has to say which of them counts."""

    def __init__(self, arquivo: ArquivoRetorno) -> None:
        super().__init__(
            f"Já foi lido um retorno com o número {arquivo.numero_sequencial} e o dia {arquivo.gerado_em:%d/%m/%Y}, com outro "
            f"conteúdo: {arquivo.nome}. Nada deste foi feito: pergunte ao banco qual dos dois vale."
        )


def pedir_faturamento(vencimento: date, *, refazer: bool, autor: Autor, agora: datetime, hoje: date) -> Faturamento:
    """Have the bills of a due date issued; one run a due date at a time. Refused: `VencimentoForaDoAlcance`."""
    if vencimento < hoje:
        raise VencimentoForaDoAlcance(vencimento, "já passou: as faturas nasceriam vencidas")
    if vencimento > hoje + ALCANCE:
        raise VencimentoForaDoAlcance(vencimento, "está a mais de um ano")
    with transaction.atomic():
        return retomar_faturamento(abrir(vencimento, refazer=refazer, autor=autor, agora=agora).pk, agora=agora)


def retomar_faturamento(id_faturamento: int, *, agora: datetime) -> Faturamento:
    """Go on with a run that stopped; one that is being done is left alone. Refused: `NadaARetomar`."""
    with transaction.atomic():
        faturamento = Faturamento.objects.select_for_update(no_key=True).get(pk=id_faturamento)
        if faturamento.terminado_em is not None:
            raise NadaARetomar
        if situacao_da_tarefa(faturamento.id_tarefa, agora=agora) not in VIVAS:
            lock = f"faturamento:{faturamento.data_vencimento}"
            faturamento.id_tarefa = _na_fila(CONTINUAR_FATURAMENTO, lock, {"id_faturamento": faturamento.pk})
            faturamento.parada = ""
            faturamento.save(update_fields=["id_tarefa", "parada"])
    return faturamento


def pedir_remessa(conta: ContaBancaria, *, autor: Autor, agora: datetime) -> PedidoRemessa:
    """Have the account's next file made; while one is being made it is that one."""
    with transaction.atomic():
        # Of two requests at once the second waits here and finds the first.
        ContaBancaria.objects.select_for_update(no_key=True).get(pk=conta.pk)
        pedido = PedidoRemessa.objects.filter(conta=conta, terminado_em__isnull=True).first()
        if pedido is None:
            pedido = PedidoRemessa.objects.create(conta=conta, pedido_em=agora, usuario_id=autor.id_usuario)
        if situacao_da_tarefa(pedido.id_tarefa, agora=agora) not in VIVAS:
            pedido.id_tarefa = _na_fila(FAZER_REMESSA, f"remessa:{conta.pk}", {"id_pedido_remessa": pedido.pk})
            pedido.save(update_fields=["id_tarefa"])
    return pedido


def pedir_retorno(conteudo: bytes, nome: str, conta: ContaBancaria, *, autor: Autor, agora: datetime) -> RetornoGuardado:
    """Keep a file of the bank and have it done. One that was read before changes nothing; what is left of it is gone on with.

    Refused, with nothing kept: as `retorno.guardar_retorno`, and `NumeroDeRetornoRepetido`.
    """
    with transaction.atomic():
        guardado = guardar_retorno(conteudo, nome, conta, autor=autor, agora=agora)
        if not guardado.mesmo_conteudo:
            raise NumeroDeRetornoRepetido(guardado.arquivo)
        if falta_fazer(guardado.arquivo.pk):
            retomar_retorno(guardado.arquivo.pk, agora=agora)
    return guardado


def retomar_retorno(id_retorno: int, *, agora: datetime) -> ArquivoRetorno:
    """Go on with a return that stopped; one that is being done is left alone. Refused: `NadaARetomar`."""
    with transaction.atomic():
        arquivo = ArquivoRetorno.objects.select_for_update(no_key=True).get(pk=id_retorno)
        if not falta_fazer(arquivo.pk):
            raise NadaARetomar
        if situacao_da_tarefa(arquivo.id_tarefa, agora=agora) not in VIVAS:
            arquivo.id_tarefa = _na_fila(CONTINUAR_RETORNO, f"retorno:{arquivo.pk}", {"id_retorno": arquivo.pk})
            arquivo.save(update_fields=["id_tarefa"])
    return arquivo


def falta_fazer(id_retorno: int) -> bool:
    """Whether a line of the file waits to be done."""
    return RetornoOcorrencia.objects.filter(retorno=id_retorno, resultado=RetornoOcorrencia.Resultado.PENDENTE).exists()


def _na_fila(tarefa: str, lock: str, dados: Mapping[str, int]) -> int:
    """Queue a job in the caller's transaction; its key. By name: the jobs call processes, never the other way round."""
    chave: int = app.configure_task(tarefa, lock=lock).defer(**dados)
    return chave
