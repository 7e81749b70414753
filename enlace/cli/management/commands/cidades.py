"""`enlace cidades sincronizar [--arquivo F]`: the municipalities of Brazil."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from enlace.core.errors import RuleRefused
from enlace.enderecos.http import FalhaDoServico
from enlace.enderecos.sincronizacao_de_cidades import sincronizar_do_arquivo, sincronizar_pela_rede


class Command(BaseCommand):
    """The cities, from the list of the IBGE."""

    help = "Cuida da lista de cidades."

    def add_arguments(self, parser: CommandParser) -> None:
        """One action so far."""
        acoes = parser.add_subparsers(dest="acao", required=True, metavar="AÇÃO")
        sincronizar = acoes.add_parser("sincronizar", help="Traz todos os municípios do Brasil do serviço de localidades do IBGE.")
        sincronizar.add_argument(
            "--arquivo",
            type=Path,
            metavar="ARQUIVO",
            help="Usa uma resposta guardada de https://servicodados.ibge.gov.br/api/v1/localidades/municipios em vez da rede.",
        )

    def handle(self, *args: object, arquivo: Path | None, **options: object) -> None:  # noqa: ARG002 - Django's signature
        """Synchronise and show the progress."""
        try:
            if arquivo:
                sincronizar_do_arquivo(arquivo, self.stdout.write)
            else:
                sincronizar_pela_rede(self.stdout.write)
        except (FalhaDoServico, RuleRefused) as recusa:
            raise CommandError(str(recusa)) from recusa
