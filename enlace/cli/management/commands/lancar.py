"""`enlace lancar`: what the next bills of a customer will charge besides the services, or take off."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from enlace.cli import argumentos
from enlace.cli.autoria import AUTOR
from enlace.clientes.models import Cliente
from enlace.core import datas
from enlace.core.errors import RuleRefused
from enlace.financeiro.lancamento import Lancamento, creditar, lancar
from enlace.servicos.models import ClienteServico


class ServicoDesconhecido(RuleRefused):
    """The customer has no service with this number."""

    mensagem = "O cliente não tem um serviço com este número."


class Command(BaseCommand):
    """Arguments in, one verb, a line out for each that waits. Refusals end the command with their sentence."""

    help = "Lança uma cobrança avulsa, parcelada ou não, ou um crédito, para as próximas faturas de um cliente."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The customer, by the code that people know, and what is charged."""
        parser.add_argument("cliente", type=int, metavar="CLIENTE", help="o código do cliente")
        parser.add_argument("--descricao", required=True, help="como a fatura a mostra: Taxa de Instalação")
        parser.add_argument("--valor", type=argumentos.reais, required=True, metavar="REAIS", help="ao todo: 100.00")
        parser.add_argument(
            "--a-partir",
            type=argumentos.dia,
            metavar="AAAA-MM-DD",
            help="a primeira fatura que vence desde então; hoje, se não dito",
        )
        parser.add_argument("--parcelas", type=int, default=1, help="uma por mês; o que não divide fica na última")
        parser.add_argument("--servico", type=int, metavar="NÚMERO", help="o número do serviço no cliente, se é de um deles")
        parser.add_argument("--credito", action="store_true", help="abate da próxima fatura, em vez de cobrar")

    def handle(self, *_args: str, **opcoes: Any) -> None:  # noqa: ANN401 - Django's own signature
        """Charge, or credit."""
        cliente = argumentos.cliente(opcoes["cliente"])
        a_partir, agora = opcoes["a_partir"] or datas.hoje(), datas.agora()
        if opcoes["credito"]:
            if opcoes["parcelas"] != 1 or opcoes["servico"] is not None:
                raise CommandError("--credito não leva --parcelas nem --servico.")
            linhas = [
                creditar(cliente, opcoes["valor"], descricao=opcoes["descricao"], a_partir=a_partir, autor=AUTOR, agora=agora)
            ]
        else:
            lancamento = Lancamento(
                cliente=cliente,
                descricao=opcoes["descricao"],
                valor=opcoes["valor"],
                a_partir=a_partir,
                parcelas=opcoes["parcelas"],
                servico=_servico(cliente, opcoes["servico"]),
            )
            linhas = lancar(lancamento, autor=AUTOR, agora=agora)
        for linha in linhas:
            self.stdout.write(f"{linha.pk}  a partir de {linha.data_vencimento:%d/%m/%Y}  {linha.descricao}")


def _servico(cliente: Cliente, numero: int | None) -> ClienteServico | None:
    if numero is None:
        return None
    servico = ClienteServico.objects.filter(cliente=cliente, numero_plano=numero).first()
    if servico is None:
        raise ServicoDesconhecido
    return servico
