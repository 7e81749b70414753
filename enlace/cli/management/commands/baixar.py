"""`enlace baixar`: a payment that came another way than by the bank's file, and a payment noted wrongly."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from enlace.cli import argumentos
from enlace.cli.autoria import AUTOR
from enlace.core import datas
from enlace.core.dinheiro import em_reais
from enlace.financeiro import baixa
from enlace.financeiro.baixa import PagamentoNaoEncontrado, Recebido
from enlace.financeiro.models import Pagamento
from enlace.processos.recebimento import receber


class Command(BaseCommand):
    """Arguments in, one verb, a line out. Refusals end the command with their sentence."""

    help = "Dá baixa em uma fatura, ou desfaz o último pagamento dela."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The bill and its payment, or why that is undone."""
        parser.add_argument("fatura", type=int, metavar="FATURA")
        parser.add_argument("--valor", type=argumentos.reais, metavar="REAIS", help="o que foi pago: 100.00")
        parser.add_argument("--data", type=argumentos.dia, metavar="AAAA-MM-DD", help="o dia em que foi pago")
        parser.add_argument("--desfazer", action="store_true", help="desfaz o último pagamento da fatura")
        parser.add_argument("--motivo", default="", help="por que o pagamento está sendo desfeito")

    def handle(self, *_args: str, **opcoes: Any) -> None:  # noqa: ANN401 - Django's own signature
        """Settle, or undo."""
        do_pagamento = opcoes["valor"] is not None, opcoes["data"] is not None
        if opcoes["desfazer"]:
            if any(do_pagamento):
                raise CommandError("--desfazer não leva --valor nem --data.")
            self._desfazer(opcoes["fatura"], opcoes["motivo"])
        else:
            if not all(do_pagamento) or opcoes["motivo"]:
                raise CommandError("Informe --valor e --data, ou --desfazer e --motivo.")
            self._baixar(opcoes["fatura"], Recebido(valor=opcoes["valor"], data_pagamento=opcoes["data"]))

    def _baixar(self, id_fatura: int, recebido: Recebido) -> None:
        pagamento = receber(id_fatura, recebido, autor=AUTOR, agora=datas.agora())
        self.stdout.write(f"Fatura {id_fatura} quitada: {em_reais(pagamento.valor)} em {pagamento.data_pagamento:%d/%m/%Y}.")
        if pagamento.credito is not None:
            self.stdout.write(f"O que veio a mais, {em_reais(-pagamento.credito.valor)}, será abatido da próxima fatura.")

    def _desfazer(self, id_fatura: int, motivo: str) -> None:
        # The last one first: a second payment, which gave a credit, before the one that settled the bill.
        vivos = Pagamento.objects.filter(fatura=id_fatura, estornado_em__isnull=True)
        pagamento = vivos.order_by("-pk").first()
        if pagamento is None:
            raise PagamentoNaoEncontrado
        fatura = baixa.desfazer(pagamento.pk, motivo=motivo, autor=AUTOR, agora=datas.agora())
        situacao = fatura.get_situacao_display().lower()
        self.stdout.write(f"Pagamento de {em_reais(pagamento.valor)} desfeito; a fatura {id_fatura} está {situacao}.")
