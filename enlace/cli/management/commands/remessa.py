"""`enlace remessa`: the next file for the bank, or an earlier one again."""

import os
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from django.core.management.base import BaseCommand

from enlace.cli import argumentos
from enlace.cli.autoria import AUTOR
from enlace.core import datas
from enlace.core.errors import RuleRefused
from enlace.financeiro.models import ArquivoRemessa, ContaBancaria
from enlace.processos.remessa import Deixada, RemessaGerada, gerar_remessa, registrar_de_novo

_MAXIMO_DE_LINHAS: Final = 50
_SO_O_DONO: Final = 0o600


class RemessaDesconhecida(RuleRefused):
    """The account has no file with this number."""

    def __init__(self, conta: ContaBancaria, numero: int) -> None:
        super().__init__(f"A conta {conta} não tem a remessa {numero}.")


class ArquivoNaoGravado(RuleRefused):
    """The file on disk could not be made; an earlier one is never written over."""


class Command(BaseCommand):
    """Arguments in, one verb, a file and its figures out. Refusals end the command with their sentence."""

    help = "Gera o próximo arquivo para o banco (CNAB 240): registros e baixas de boletos."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The account and where the file goes."""
        parser.add_argument("--conta", required=True, type=int, metavar="CÓDIGO", help="código da conta bancária")
        parser.add_argument("--saida", type=Path, metavar="ARQUIVO", help="padrão: remessa-CONTA-NÚMERO.rem, nesta pasta")
        qual = parser.add_mutually_exclusive_group()
        qual.add_argument("--numero", type=int, metavar="N", help="grava outra vez uma remessa já gerada")
        qual.add_argument(
            "--de-novo",
            type=int,
            action="append",
            default=[],
            metavar="FATURA",
            help="inclui de novo uma fatura que o banco rejeitou; pode ser repetida",
        )

    def handle(self, *_args: str, **opcoes: Any) -> None:  # noqa: ANN401 - Django's own signature
        """Make the file and write it."""
        conta, saida = argumentos.conta(opcoes["conta"]), opcoes["saida"]
        if saida is not None and saida.exists():
            raise ArquivoNaoGravado(f"O arquivo {saida} já existe: escolha outro nome.")
        if opcoes["numero"] is not None:
            self._gravar(_guardada(conta, opcoes["numero"]), saida)
            return
        for id_fatura in opcoes["de_novo"]:
            registrar_de_novo(id_fatura, autor=AUTOR)
        gerada = gerar_remessa(conta, autor=AUTOR, agora=datas.agora())
        # First of all, so that what is said of it is said of a file that is there.
        if gerada.arquivo is None:
            self.stdout.write("Nada a enviar.")
        else:
            self._gravar(gerada.arquivo, saida)
            self.stdout.write(f"Boletos a registrar: {gerada.entradas}; a baixar: {gerada.baixas}.")
        self._mostrar_de_fora(gerada)

    def _gravar(self, arquivo: ArquivoRemessa, saida: Path | None) -> None:
        caminho = saida or Path(f"remessa-{arquivo.conta_id}-{arquivo.numero_sequencial:06}.rem")
        try:
            # People's CPFs and addresses are in it.
            with os.fdopen(os.open(caminho, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _SO_O_DONO), "wb") as aberto:
                aberto.write(arquivo.conteudo.encode("ascii"))
        except OSError as erro:
            outra_vez = f"enlace remessa --conta {arquivo.conta_id} --numero {arquivo.numero_sequencial} --saida ARQUIVO"
            raise ArquivoNaoGravado(
                f"A remessa {arquivo.numero_sequencial} está guardada, mas {caminho} não pôde ser gravado ({erro.strerror}). "
                f"Grave-a com: {outra_vez}"
            ) from erro
        self.stdout.write(f"Remessa {arquivo.numero_sequencial} gravada em {caminho}.")

    def _mostrar_de_fora(self, gerada: RemessaGerada) -> None:
        if gerada.sobraram:
            self.stdout.write("Nem todos couberam: rode o comando de novo para o próximo arquivo.")
        if gerada.vencidas:
            self.stdout.write(f"Faturas vencidas que o banco nunca conheceu, e que ele não aceita mais: {gerada.vencidas}.")
        if gerada.deixadas:
            self._mostrar_deixadas(gerada.deixadas)

    def _mostrar_deixadas(self, deixadas: Sequence[Deixada]) -> None:
        self.stdout.write(f"Faturas que ficaram de fora, a consertar e enviar de novo: {len(deixadas)}.")
        for motivo, quantas in Counter(deixada.motivo for deixada in deixadas).most_common():
            self.stdout.write(f"  {quantas}: {motivo}")
        for deixada in deixadas[:_MAXIMO_DE_LINHAS]:
            self.stdout.write(f"  Fatura {deixada.id_fatura}, cliente {deixada.codigo_cliente}: {deixada.motivo}")
        if len(deixadas) > _MAXIMO_DE_LINHAS:
            self.stdout.write(f"  … e mais {len(deixadas) - _MAXIMO_DE_LINHAS}.")


def _guardada(conta: ContaBancaria, numero: int) -> ArquivoRemessa:
    arquivo = ArquivoRemessa.objects.filter(conta=conta, numero_sequencial=numero).first()
    if arquivo is None:
        raise RemessaDesconhecida(conta, numero)
    return arquivo
