"""`enlace quem-usava`: whose connection had an address at an instant, for an order of a judge."""

from argparse import ArgumentParser
from datetime import datetime, timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.timezone import localtime

from enlace.cli.autoria import AUTOR
from enlace.core import datas
from enlace.radius.digitado import ler_instante
from enlace.radius.frases import frase_da_causa
from enlace.radius.identificacao import ConexaoIdentificada, quem_usava
from enlace.radius.meses import guardadas_desde


class Command(BaseCommand):
    """Arguments in, one look-up, some lines out for each connection. Refusals end the command with their sentence."""

    help = "Diz de quem era a conexão que tinha um endereço em um instante. A consulta fica registrada."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What the order says."""
        parser.add_argument("endereco", metavar="ENDEREÇO", help="IPv4, IPv6 ou prefixo IPv6")
        parser.add_argument("instante", metavar="INSTANTE", help="“21/11/2026 13:45:10”, ou “2026-11-21 16:45:10 UTC”")
        parser.add_argument("--motivo", required=True, help="o número da ordem judicial e do processo")
        parser.add_argument("--margem", type=int, default=0, metavar="MINUTOS", help="para relógios que divergem")

    def handle(self, *_args: str, **opcoes: Any) -> None:  # noqa: ANN401 - Django's own signature
        """Ask."""
        conexoes = quem_usava(
            opcoes["endereco"],
            ler_instante(opcoes["instante"]),
            motivo=opcoes["motivo"],
            margem=timedelta(minutes=opcoes["margem"]),
            autor=AUTOR,
            agora=datas.agora(),
        )
        for conexao in conexoes:
            self.stdout.write(_em_linhas(conexao))
        if not conexoes:
            desde = guardadas_desde()
            guardadas = f" As conexões estão guardadas desde {desde:%d/%m/%Y}." if desde else ""
            self.stdout.write(f"Nenhuma conexão tinha este endereço neste instante.{guardadas}")


def _em_linhas(conexao: ConexaoIdentificada) -> str:
    dono = f"{conexao.codigo_cliente} {conexao.nome_razaosocial}" if conexao.id_cliente else "nenhum"
    servico = f"{conexao.id_cliente_servico} {conexao.plano}" if conexao.id_cliente_servico else "nenhum"
    estimado = "fim estimado: " if conexao.fim_estimado else ""
    fim = f"{_hora(conexao.fim)} ({estimado}{frase_da_causa(conexao.causa_do_fim) or '-'})" if conexao.fim else "ainda conectada"
    return "\n".join(
        (
            f"Conexão {conexao.id_sessao}",
            f"  cliente       {dono}",
            f"  CPF/CNPJ      {conexao.cpf_cnpj or '-'}",
            f"  serviço       {servico}",
            f"  login         {conexao.login or '-'}",
            f"  início        {_hora(conexao.inicio)}",
            f"  fim           {fim}",
            f"  endereços     {', '.join(conexao.enderecos)}",
            f"  MAC           {conexao.mac or '-'}",
            f"  concentrador  {' '.join(filter(None, (conexao.nas, conexao.endereco_do_nas, conexao.porta)))}",
        )
    )


def _hora(instante: datetime) -> str:
    return f"{localtime(instante):%d/%m/%Y %H:%M:%S %z}"
