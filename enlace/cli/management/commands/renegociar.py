"""`enlace renegociar`: open bills of one customer become new ones, in instalments."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from enlace.cli import argumentos
from enlace.cli.autoria import AUTOR
from enlace.core import datas
from enlace.core.dinheiro import em_reais
from enlace.processos.recebimento import renegociar_faturas


class Command(BaseCommand):
    """Arguments in, one process, a line out for each new bill. Refusals end the command with their sentence."""

    help = "Troca faturas em aberto de um cliente, pelo que custam hoje, por outras em parcelas mensais."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The bills, and how they are paid instead."""
        parser.add_argument("faturas", type=int, nargs="+", metavar="FATURA")
        parser.add_argument("--parcelas", type=int, default=1, help="o que não divide fica na última")
        parser.add_argument("--vencimento", type=argumentos.dia, required=True, metavar="AAAA-MM-DD", help="da primeira")
        parser.add_argument("--forma", type=int, required=True, metavar="CÓDIGO", help="a forma de cobrança")

    def handle(self, *_args: str, **opcoes: Any) -> None:  # noqa: ANN401 - Django's own signature
        """Renegotiate."""
        novas = renegociar_faturas(
            opcoes["faturas"],
            parcelas=opcoes["parcelas"],
            primeiro_vencimento=opcoes["vencimento"],
            forma=argumentos.forma(opcoes["forma"]),
            autor=AUTOR,
            agora=datas.agora(),
        )
        for fatura in novas:
            self.stdout.write(f"Fatura {fatura.pk}: {em_reais(fatura.valor)}, vence em {fatura.data_vencimento:%d/%m/%Y}.")
