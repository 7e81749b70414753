"""`enlace usuario`: users and their passwords."""

import getpass
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from enlace.auditoria.registro import diferenca, registrar, retrato
from enlace.cli.autoria import AUTOR
from enlace.contas import usuarios
from enlace.core import datas


class SenhasDiferentes(usuarios.SenhaRecusada):
    """The password and its repetition differ."""

    mensagem = "As duas senhas digitadas são diferentes."


class Command(BaseCommand):
    """Arguments in, one verb and its record, a line out. Refusals end the command with their sentence."""

    help = "Cria usuários e troca senhas."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The two actions."""
        acoes = parser.add_subparsers(dest="acao", required=True, metavar="AÇÃO")
        criar = acoes.add_parser("criar", help="cria um usuário")
        criar.add_argument("--email", required=True)
        criar.add_argument("--nome", required=True)
        criar.add_argument("--painel", action="store_true", help="pode entrar no painel")
        criar.add_argument("--administrador", action="store_true", help="pode tudo no painel")
        trocar = acoes.add_parser("trocar-senha", help="troca a senha de um usuário e revoga seus tokens")
        trocar.add_argument("email")

    def handle(self, *_args: str, **opcoes: Any) -> None:  # noqa: ANN401 - Django's own signature
        """Run the chosen action."""
        if opcoes["acao"] == "criar":
            self._criar(opcoes)
        else:
            self._trocar_senha(opcoes["email"])

    def _criar(self, opcoes: dict[str, Any]) -> None:
        senha, gerada = _pedir_senha()
        with transaction.atomic():
            usuario = usuarios.criar_usuario(
                email=opcoes["email"],
                nome=opcoes["nome"],
                senha=senha,
                painel=opcoes["painel"],
                administrador=opcoes["administrador"],
            )
            registrar(AUTOR, "incluir", usuario, antes=None, depois=retrato(usuario))
        self.stdout.write(f"Usuário {usuario.email} criado.")
        self._mostrar(senha, gerada=gerada)

    def _trocar_senha(self, email: str) -> None:
        usuario = usuarios.obter_usuario(email)
        senha, gerada = _pedir_senha()
        era = retrato(usuario)
        with transaction.atomic():
            usuarios.trocar_senha(usuario, senha=senha, agora=datas.agora())
            antes, depois = diferenca(era, retrato(usuario))
            registrar(AUTOR, "alterar", usuario, antes=antes, depois=depois)
        self.stdout.write(f"Senha de {usuario.email} trocada; seus tokens foram revogados.")
        self._mostrar(senha, gerada=gerada)

    def _mostrar(self, senha: str, *, gerada: bool) -> None:
        if gerada:
            self.stdout.write(f"Senha (não será mostrada de novo): {senha}")


def _pedir_senha() -> tuple[str, bool]:
    """A typed password, or one made here when nobody is there to type or nothing was typed; and whether it was made."""
    senha = getpass.getpass("Senha (vazia para gerar uma): ") if sys.stdin.isatty() else ""
    if not senha:
        return usuarios.gerar_senha(), True
    if senha != getpass.getpass("Repita a senha: "):
        raise SenhasDiferentes
    return senha, False
