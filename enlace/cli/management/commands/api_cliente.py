"""`enlace api-cliente`: the programs that may use the API, their secrets and their tokens."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from enlace.auditoria.registro import registrar, retrato
from enlace.cli.autoria import AUTOR
from enlace.contas import clientes_api, revogacao, usuarios
from enlace.contas.models import ClienteApi, GrupoDeRotas
from enlace.core import datas


class Command(BaseCommand):
    """Arguments in, one verb and its record, a line out. Refusals end the command with their sentence."""

    help = "Cria clientes da API, troca segredos e revoga tokens."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The four actions."""
        acoes = parser.add_subparsers(dest="acao", required=True, metavar="AÇÃO")
        criar = acoes.add_parser("criar", help="cria um cliente da API e mostra seu segredo")
        criar.add_argument("--nome", required=True, help="o programa que vai usar a API")
        criar.add_argument("--usuario", required=True, metavar="EMAIL", help="o usuário com que ele entra")
        criar.add_argument("--permissoes", metavar="A,B", help=f"padrão: todas ({', '.join(GrupoDeRotas.values)})")
        criar.add_argument("--id", metavar="X", help="client_id; padrão: o próximo número")
        acoes.add_parser("listar", help="lista os clientes da API")
        trocar = acoes.add_parser("trocar-segredo", help="troca o segredo de um cliente da API e mostra o novo")
        trocar.add_argument("id", metavar="ID")
        revogar = acoes.add_parser("revogar", help="revoga tokens")
        quais = revogar.add_mutually_exclusive_group(required=True)
        quais.add_argument("--token", metavar="T", help="um token de acesso ou de renovação, ou seu SHA-256")
        quais.add_argument("--cliente", metavar="ID", help="todos os tokens de um cliente da API")
        quais.add_argument("--todos", action="store_true", help="todos os tokens")

    def handle(self, *_args: str, **opcoes: Any) -> None:  # noqa: ANN401 - Django's own signature
        """Run the chosen action."""
        acoes = {"criar": self._criar, "listar": self._listar, "trocar-segredo": self._trocar_segredo, "revogar": self._revogar}
        acoes[opcoes["acao"]](opcoes)

    def _criar(self, opcoes: dict[str, Any]) -> None:
        usuario = usuarios.obter_usuario(opcoes["usuario"])
        permissoes = _permissoes(opcoes["permissoes"])
        with transaction.atomic():
            cliente, segredo = clientes_api.criar_cliente_api(
                nome=opcoes["nome"], usuario=usuario, permissoes=permissoes, client_id=opcoes["id"]
            )
            registrar(AUTOR, "incluir", cliente, antes=None, depois=retrato(cliente))
        self.stdout.write(f"client_id: {cliente.client_id}")
        self.stdout.write(f"client_secret (não será mostrado de novo): {segredo}")

    def _listar(self, _opcoes: dict[str, Any]) -> None:
        for cliente in ClienteApi.objects.select_related("user").order_by("client_id"):
            self.stdout.write("\t".join(_linha(cliente)))

    def _trocar_segredo(self, opcoes: dict[str, Any]) -> None:
        cliente = clientes_api.obter_cliente_api(opcoes["id"])
        with transaction.atomic():
            segredo = clientes_api.trocar_segredo(cliente)
            registrar(AUTOR, "trocar_segredo", cliente, antes=None, depois=None)
        self.stdout.write(f"client_secret (não será mostrado de novo): {segredo}")
        self.stdout.write(
            f"Os tokens já emitidos continuam valendo. Para revogá-los: enlace api-cliente revogar --cliente {cliente.client_id}"
        )

    def _revogar(self, opcoes: dict[str, Any]) -> None:
        if opcoes["token"]:
            self._revogar_token(opcoes["token"])
        elif opcoes["cliente"]:
            self._revogar_do_cliente(opcoes["cliente"])
        else:
            self._revogar_todos()

    def _revogar_token(self, token: str) -> None:
        with transaction.atomic():
            cliente = revogacao.revogar_token(token)
            registrar(AUTOR, "revogar_token", cliente, antes=None, depois=None)
        self.stdout.write("Token revogado.")

    def _revogar_do_cliente(self, client_id: str) -> None:
        cliente = clientes_api.obter_cliente_api(client_id)
        with transaction.atomic():
            quantos = revogacao.revogar_do_cliente(cliente, agora=datas.agora())
            registrar(AUTOR, "revogar_tokens", cliente, antes=None, depois=None)
        self.stdout.write(f"Tokens revogados: {quantos}.")

    def _revogar_todos(self) -> None:
        with transaction.atomic():
            quantos = revogacao.revogar_todos(agora=datas.agora())
            for cliente in ClienteApi.objects.order_by("pk"):
                registrar(AUTOR, "revogar_tokens", cliente, antes=None, depois=None)
        self.stdout.write(f"Tokens revogados: {quantos}.")


def _permissoes(escritas: str | None) -> list[str]:
    """The names written with commas between them; all when the option is absent."""
    if escritas is None:
        return list(GrupoDeRotas.values)
    return [nome.strip() for nome in escritas.split(",") if nome.strip()]


def _linha(cliente: ClienteApi) -> list[str]:
    return [
        cliente.client_id,
        cliente.name,
        cliente.user.email if cliente.user else "sem usuário",
        "ativo" if cliente.ativo else "inativo",
        ",".join(cliente.permissoes),
    ]
