"""`enlace emitir`: a bill of what waits for one, for a customer whom the monthly run does not reach."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from enlace.cli import argumentos
from enlace.cli.autoria import AUTOR
from enlace.core import datas
from enlace.core.dinheiro import em_reais
from enlace.financeiro.emissao import NovaFatura, emitir
from enlace.financeiro.models import Cobranca


class Command(BaseCommand):
    """Arguments in, one verb, a line out. Refusals end the command with their sentence."""

    help = "Emite uma fatura com as cobranças que esperam por uma, como as parcelas de quem cancelou o serviço."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The customer, by the code that people know, and how and until when it is paid."""
        parser.add_argument("cliente", type=int, metavar="CLIENTE", help="o código do cliente")
        parser.add_argument("--vencimento", type=argumentos.dia, required=True, metavar="AAAA-MM-DD")
        parser.add_argument("--forma", type=int, required=True, metavar="CÓDIGO", help="a forma de cobrança")
        parser.add_argument("--todas", action="store_true", help="também as que só seriam cobradas depois desse vencimento")

    def handle(self, *_args: str, **opcoes: Any) -> None:  # noqa: ANN401 - Django's own signature
        """Bill what waits."""
        cliente = argumentos.cliente(opcoes["cliente"])
        pendentes = Cobranca.objects.filter(cliente=cliente, fatura__isnull=True, cancelada_em__isnull=True)
        if not opcoes["todas"]:
            pendentes = pendentes.filter(data_vencimento__lte=opcoes["vencimento"])
        nova = NovaFatura(
            cliente=cliente,
            forma=argumentos.forma(opcoes["forma"]),
            vencimento=opcoes["vencimento"],
            pendentes=list(pendentes.order_by("pk")),
        )
        fatura = emitir(nova, autor=AUTOR, agora=datas.agora())
        self.stdout.write(f"Fatura {fatura.pk}: {em_reais(fatura.valor)}, vence em {fatura.data_vencimento:%d/%m/%Y}.")
