"""`enlace faturar`: the bills of a due date, or what they would be."""

from argparse import ArgumentParser
from datetime import date, timedelta
from typing import Any, Final

from django.core.management.base import BaseCommand

from enlace.cli import argumentos
from enlace.cli.autoria import AUTOR
from enlace.cli.progresso import Progresso
from enlace.clientes.models import Cliente
from enlace.core import datas
from enlace.core.dinheiro import ZERO, em_reais
from enlace.core.errors import RuleRefused
from enlace.financeiro.models import Faturamento, FormaCobranca
from enlace.financeiro.planejamento import FaturaPlanejada
from enlace.processos.faturamento_mensal import Previa, faturar, prever
from enlace.processos.faturamento_mensal import Progresso as Andamento

_MAXIMO_DE_LINHAS: Final = 50
_ALCANCE: Final = timedelta(days=366)
_INTERROMPIDO: Final = 130  # what shells give for Ctrl-C


class VencimentoImprovavel(RuleRefused):
    """A due date that is past or far off: a slip of the hand sooner than a wish."""

    def __init__(self, vencimento: date, porque: str) -> None:
        super().__init__(f"O vencimento {vencimento:%d/%m/%Y} {porque}. Se é isso mesmo, acrescente --mesmo-assim.")


class Command(BaseCommand):
    """Arguments in, the monthly run, its figures out. Refusals end the command with their sentence."""

    help = "Emite as faturas de um vencimento. Interrompido, continua de onde parou quando é chamado de novo."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The due date and what to do with it."""
        parser.add_argument("--vencimento", required=True, type=argumentos.dia, metavar="AAAA-MM-DD")
        parser.add_argument("--simular", action="store_true", help="só mostra o que faria")
        parser.add_argument(
            "--refazer-canceladas", action="store_true", help="cobra de novo os dias de faturas que foram canceladas"
        )
        parser.add_argument("--mesmo-assim", action="store_true", help="aceita um vencimento que já passou ou está longe")

    def handle(self, *_args: str, **opcoes: Any) -> None:  # noqa: ANN401 - Django's own signature
        """Run, or show what a run would do."""
        vencimento, hoje = opcoes["vencimento"], datas.hoje()
        if not opcoes["mesmo_assim"]:
            _exigir_provavel(vencimento, hoje)
        if opcoes["simular"]:
            self._mostrar_previa(vencimento, prever(vencimento, hoje=hoje, refazer=opcoes["refazer_canceladas"]))
        else:
            self._faturar(vencimento, hoje, refazer=opcoes["refazer_canceladas"])

    def _faturar(self, vencimento: date, hoje: date, *, refazer: bool) -> None:
        try:
            with Progresso(self.stdout) as progresso:

                def acompanhar(andamento: Andamento) -> None:
                    feito = f"{andamento.faturas} faturas, {em_reais(andamento.valor)}"
                    progresso.mostrar(andamento.vistos, andamento.total, feito)

                feito = faturar(vencimento, autor=AUTOR, agora=datas.agora(), hoje=hoje, refazer=refazer, acompanhar=acompanhar)
        except KeyboardInterrupt:
            self.stderr.write("Interrompido. O que foi emitido está gravado; rode o mesmo comando para continuar de onde parou.")
            raise SystemExit(_INTERROMPIDO) from None
        self._mostrar_feito(vencimento, feito)

    def _mostrar_feito(self, vencimento: date, feito: Faturamento) -> None:
        self.stdout.write(f"Faturamento {feito.pk}, vencimento {vencimento:%d/%m/%Y}.")
        self.stdout.write(f"Clientes: {feito.clientes}; faturas: {feito.faturas}; soma: {em_reais(feito.valor)}.")
        ocorrencias = feito.ocorrencias.order_by("pk").values_list("cliente_id", "motivo")
        self._mostrar_recusas(list(ocorrencias))

    def _mostrar_previa(self, vencimento: date, previa: Previa) -> None:
        self.stdout.write(f"Simulação, vencimento {vencimento:%d/%m/%Y}: nada foi gravado.")
        self.stdout.write(f"Clientes: {previa.clientes}; faturas: {previa.faturas}; soma: {em_reais(previa.valor)}.")
        if previa.sem_cobranca:
            self.stdout.write(f"Serviços em uso sem forma de cobrança, que nunca são faturados: {previa.sem_cobranca}.")
        if previa.exemplos:
            self.stdout.write("As primeiras:")
        formas = {forma.pk: str(forma) for forma in FormaCobranca.objects.all()}
        codigos = _codigos([fatura.id_cliente for fatura in previa.exemplos])
        for fatura in previa.exemplos:
            forma = formas[fatura.id_forma_cobranca]
            self.stdout.write(f"  Cliente {codigos[fatura.id_cliente]}, {forma}: {em_reais(fatura.valor)}")
            for descricao, valor in _linhas(fatura):
                self.stdout.write(f"    {descricao}: {valor}")
        self._mostrar_recusas(previa.recusas)

    def _mostrar_recusas(self, recusas: list[tuple[int, str]]) -> None:
        if recusas:
            self.stdout.write(f"Clientes sem fatura, a consertar e faturar de novo: {len(recusas)}.")
        codigos = _codigos([chave for chave, _ in recusas[:_MAXIMO_DE_LINHAS]])
        for chave, motivo in recusas[:_MAXIMO_DE_LINHAS]:
            self.stdout.write(f"  Cliente {codigos[chave]}: {motivo}")
        if len(recusas) > _MAXIMO_DE_LINHAS:
            self.stdout.write(f"  … e mais {len(recusas) - _MAXIMO_DE_LINHAS}.")


def _exigir_provavel(vencimento: date, hoje: date) -> None:
    if vencimento < hoje:
        raise VencimentoImprovavel(vencimento, "já passou")
    if vencimento > hoje + _ALCANCE:
        raise VencimentoImprovavel(vencimento, "está a mais de um ano")


def _codigos(clientes: list[int]) -> dict[int, int]:
    """The numbers by which people know the customers."""
    return dict(Cliente.objects.filter(pk__in=clientes).values_list("pk", "codigo_cliente"))


def _linhas(fatura: FaturaPlanejada) -> list[tuple[str, str]]:
    linhas = [(linha.descricao, em_reais(linha.valor)) for linha in fatura.linhas]
    if fatura.pendentes:
        linhas.append(("Cobranças que esperavam", em_reais(sum((pendente.valor for pendente in fatura.pendentes), ZERO))))
    if fatura.creditos:
        linhas.append(("Créditos", em_reais(-sum((credito.usado for credito in fatura.creditos), ZERO))))
    return linhas
