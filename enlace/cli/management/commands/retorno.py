"""`enlace retorno`: what the bank says of our boletos."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any, Final

from django.core.management.base import BaseCommand

from enlace.cli import argumentos
from enlace.cli.autoria import AUTOR
from enlace.cli.progresso import Progresso
from enlace.core import datas
from enlace.core.dinheiro import em_reais
from enlace.core.errors import RuleRefused
from enlace.financeiro.cnab.linhas import TAMANHO_MAXIMO
from enlace.financeiro.models import ContaBancaria, RetornoOcorrencia
from enlace.processos.retorno import ResultadoDoRetorno, ler_retorno

_MAXIMO_DE_LINHAS: Final = 50
_INTERROMPIDO: Final = 130  # what shells give for Ctrl-C
_A_CONFERIR: Final = ("divergente", "desconhecida", "rejeitada")


class ArquivoIlegivel(RuleRefused):
    """There is no such file, or it may not be read."""


class NumeroRepetido(RuleRefused):
    """Two different files with one number and day: the bank has to say which of them counts."""

    def __init__(self, resultado: ResultadoDoRetorno) -> None:
        arquivo = resultado.arquivo
        super().__init__(
            f"Já foi lido um retorno com o número {arquivo.numero_sequencial} e o dia {arquivo.gerado_em:%d/%m/%Y}, com outro "
            f"conteúdo: o retorno {arquivo.pk} ({arquivo.nome}). Nada deste foi feito: pergunte ao banco qual dos dois vale."
        )


class Command(BaseCommand):
    """Arguments in, one process, its figures out. Refusals end the command with their sentence."""

    help = "Lê um arquivo do banco (CNAB 240) e faz o que ele diz. Interrompido, continua de onde parou quando é lido de novo."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file and the account."""
        parser.add_argument("arquivo", type=Path, metavar="ARQUIVO")
        parser.add_argument("--conta", required=True, type=int, metavar="CÓDIGO", help="código da conta bancária")

    def handle(self, *_args: str, **opcoes: Any) -> None:  # noqa: ANN401 - Django's own signature
        """Read it and say what became of its lines."""
        conta = argumentos.conta(opcoes["conta"])
        resultado = self._ler(opcoes["arquivo"], conta)
        if not resultado.mesmo_conteudo:
            raise NumeroRepetido(resultado)
        lido = "já tinha sido lido: nada foi feito" if resultado.repetido else "lido"
        self.stdout.write(f"Retorno {resultado.arquivo.pk}, número {resultado.arquivo.numero_sequencial}: {lido}.")
        for codigo, rotulo in RetornoOcorrencia.Resultado.choices:
            if quantas := resultado.contagem.get(codigo):
                self.stdout.write(f"  {rotulo}: {quantas}")
        self.stdout.write(f"Recebido: {em_reais(resultado.recebido)}.")
        self._mostrar_a_conferir(resultado)

    def _ler(self, caminho: Path, conta: ContaBancaria) -> ResultadoDoRetorno:
        conteudo = _bytes(caminho)
        try:
            with Progresso(self.stdout) as progresso:
                return ler_retorno(
                    conteudo,
                    caminho.name,
                    conta,
                    autor=AUTOR,
                    agora=datas.agora(),
                    acompanhar=lambda feitas, total: progresso.mostrar(feitas, total, "ocorrências"),
                )
        except KeyboardInterrupt:
            self.stderr.write("Interrompido. O que foi feito está gravado; rode o mesmo comando para continuar de onde parou.")
            raise SystemExit(_INTERROMPIDO) from None

    def _mostrar_a_conferir(self, resultado: ResultadoDoRetorno) -> None:
        a_conferir = resultado.arquivo.ocorrencias.filter(resultado__in=_A_CONFERIR).order_by("linha")
        quantas = sum(resultado.contagem.get(codigo, 0) for codigo in _A_CONFERIR)
        if quantas:
            self.stdout.write(f"A conferir: {quantas}.")
        for ocorrencia in a_conferir[:_MAXIMO_DE_LINHAS]:
            que = (
                f"fatura {ocorrencia.fatura_id}"
                if ocorrencia.fatura_id
                else f"nosso número {ocorrencia.nosso_numero or '(nenhum)'}"
            )
            pago = f", {em_reais(ocorrencia.valor_pago)}" if ocorrencia.valor_pago else ""
            self.stdout.write(f"  Linha {ocorrencia.linha}, {que}{pago}: {ocorrencia.observacao}")
        if quantas > _MAXIMO_DE_LINHAS:
            self.stdout.write(f"  … e mais {quantas - _MAXIMO_DE_LINHAS}.")


def _bytes(caminho: Path) -> bytes:
    try:
        with caminho.open("rb") as aberto:
            # One more than the reader takes, so that it is the reader that refuses.
            return aberto.read(TAMANHO_MAXIMO + 1)
    except OSError as erro:
        raise ArquivoIlegivel(f"Não foi possível ler {caminho} ({erro.strerror}).") from erro
