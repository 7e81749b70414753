"""The console script `enlace`.

Some words start processes and are told here; every other word is a Django command of ours (`management/commands`), with a hyphen
where the file has an underscore: `enlace api-cliente criar`.
"""

import argparse
import ipaddress
import os
import sys
from collections.abc import Callable

import django

from enlace.core.errors import ConfigurationRefused, RuleRefused

AJUDA = """uso: enlace COMANDO [opções]

  demo           inicia um provedor de demonstração completo, só neste computador
  migrar         prepara o banco de dados (e o atualiza a cada nova versão)
  servidor       atende o painel e a API
  eventos        avisa as páginas abertas do painel do que acontece
  trabalhador    executa as tarefas em segundo plano
  radius         responde aos concentradores, com o FreeRADIUS

  faturar        emite as faturas de um vencimento, ou mostra o que emitiria
  remessa        gera o arquivo que registra e baixa boletos no banco
  retorno        lê o arquivo do banco: registros, rejeições e pagamentos
  baixar         dá baixa em uma fatura, ou desfaz um pagamento
  emitir         emite uma fatura do que espera por uma
  renegociar     troca faturas em aberto por outras, em parcelas
  lancar         lança cobranças avulsas, parceladas ou não, e créditos para as próximas faturas

  quem-usava     diz de quem era a conexão que tinha um endereço em um instante

  usuario        cria usuários e troca senhas
  api-cliente    cria clientes da API, troca segredos e revoga tokens
  cidades        sincroniza os municípios com o IBGE

Cada comando explica suas opções com --help."""


def main() -> int:
    """Run one command; a refusal is one sentence on the standard error and status 1."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "enlace.projeto.settings")
    argumentos = sys.argv[1:]
    if not argumentos or argumentos[0] in {"-h", "--help", "ajuda"}:
        print(AJUDA)
        return 0
    try:
        return _executar(argumentos[0], argumentos[1:])
    except (ConfigurationRefused, RuleRefused) as recusa:
        print(f"enlace: {recusa}", file=sys.stderr)
        return 1


def _executar(comando: str, opcoes: list[str]) -> int:
    processos: dict[str, Callable[[list[str]], int]] = {
        "demo": _demo,
        "migrar": _migrar,
        "servidor": _servidor,
        "eventos": _eventos,
        "trabalhador": _trabalhador,
        "radius": _radius,
        "bench": _bench,
    }
    if comando in processos:
        return processos[comando](opcoes)
    # Late on purpose, here and below: Django reads the environment when it is imported, and `demo` still has to write it.
    from django.core.management import execute_from_command_line  # noqa: PLC0415

    execute_from_command_line(["enlace", comando.replace("-", "_"), *opcoes])
    return 0


def _demo(opcoes: list[str]) -> int:
    leitor = argparse.ArgumentParser("enlace demo", description="Inicia um provedor de demonstração em 127.0.0.1.")
    leitor.add_argument("--porta", type=_porta, default=os.environ.get("PORTA") or "8000")
    leitor.add_argument("--porta-eventos", type=_porta, help="a dos eventos ao vivo; sem ela, a seguinte à outra")
    leitor.add_argument(
        "--porta-radius",
        type=_porta,
        default=os.environ.get("PORTA_RADIUS") or "1812",
        help="a dos pedidos de acesso, se o FreeRADIUS está instalado; a contabilidade usa a seguinte",
    )
    leitor.add_argument("--sem-radius", action="store_true", help="não inicia o FreeRADIUS")
    leitor.add_argument("--dados", default=os.environ.get("DADOS") or "dados", help="pasta dos dados")
    escolhas = leitor.parse_args(opcoes)
    from enlace.cli import demonstracao  # noqa: PLC0415

    portas = demonstracao.Portas(
        painel=escolhas.porta,
        eventos=escolhas.porta_eventos or _vizinha(escolhas.porta),
        radius=None if escolhas.sem_radius else (escolhas.porta_radius, _vizinha(escolhas.porta_radius)),
    )
    return demonstracao.executar(portas=portas, dados=escolhas.dados)


def _migrar(opcoes: list[str]) -> int:
    argparse.ArgumentParser("enlace migrar", description="Prepara o banco de dados.").parse_args(opcoes)
    django.setup()
    from enlace.cli import preparo  # noqa: PLC0415

    preparo.preparar(silencio=False)
    return 0


def _servidor(opcoes: list[str]) -> int:
    leitor = argparse.ArgumentParser("enlace servidor", description="Atende o painel e a API.")
    leitor.add_argument("--endereco", default="127.0.0.1")
    leitor.add_argument("--porta", type=_porta, default=8000)
    leitor.add_argument("--processos", type=int, default=min(4, os.cpu_count() or 1))
    leitor.add_argument("--linhas", type=_linhas, default=3, help="requisições simultâneas por processo, 3 ou mais")
    escolhas = leitor.parse_args(opcoes)
    django.setup()
    from enlace.cli import servidor  # noqa: PLC0415

    return servidor.atender(endereco=escolhas.endereco, porta=escolhas.porta, processos=escolhas.processos, linhas=escolhas.linhas)


def _eventos(opcoes: list[str]) -> int:
    leitor = argparse.ArgumentParser("enlace eventos", description="Avisa as páginas abertas do painel do que acontece.")
    leitor.add_argument("--endereco", default="127.0.0.1")
    leitor.add_argument("--porta", type=_porta, default=8001)
    leitor.add_argument(
        "--conferencia", type=_segundos, default=30.0, help="de quantos em quantos segundos, até 30, se confere a sessão"
    )
    escolhas = leitor.parse_args(opcoes)
    django.setup()
    from enlace.cli import eventos  # noqa: PLC0415

    return eventos.atender(endereco=escolhas.endereco, porta=escolhas.porta, conferencia=escolhas.conferencia)


def _trabalhador(opcoes: list[str]) -> int:
    argparse.ArgumentParser("enlace trabalhador", description="Executa as tarefas em segundo plano.").parse_args(opcoes)
    django.setup()
    from enlace.cli import trabalhador  # noqa: PLC0415

    return trabalhador.trabalhar()


def _radius(opcoes: list[str]) -> int:
    leitor = argparse.ArgumentParser("enlace radius", description="Responde aos concentradores, com o FreeRADIUS (docs/radius.md).")
    leitor.add_argument("--endereco", type=_ip, default="127.0.0.1", help="0.0.0.0 para todos os IPv4 deste computador")
    leitor.add_argument("--porta-auth", type=_porta, default=1812, help="dos pedidos de acesso")
    leitor.add_argument("--porta-acct", type=_porta, default=1813, help="da contabilidade das sessões")
    escolhas = leitor.parse_args(opcoes)
    if escolhas.porta_auth == escolhas.porta_acct:
        leitor.error("as duas portas devem ser diferentes")
    from enlace.cli import radius  # noqa: PLC0415

    return radius.atender(radius.Escuta(escolhas.endereco, escolhas.porta_auth, escolhas.porta_acct))


def _bench(opcoes: list[str]) -> int:
    leitor = argparse.ArgumentParser("enlace bench", description="Mede a API num provedor fictício, num banco só dele.")
    leitor.add_argument("--clientes", type=int, help="100.000; com --so radius, 10.000 que já tiveram 200 conexões cada um")
    leitor.add_argument("--dados", default=os.environ.get("DADOS") or "dados", help="pasta dos dados")
    leitor.add_argument(
        "--so", choices=["sessoes", "radius", "telas", "paineis"], help="só esta parte; as duas primeiras têm bancos só delas"
    )
    leitor.add_argument("--sessoes", type=int, default=20_000_000, help="com --so sessoes: quantas, comparadas a 200.000")
    escolhas = leitor.parse_args(opcoes)
    from enlace.cli import medicao, medicao_paineis, medicao_radius, medicao_sessoes  # noqa: PLC0415

    if escolhas.so == "sessoes":
        return medicao_sessoes.executar(sessoes=escolhas.sessoes, dados=escolhas.dados)
    if escolhas.so == "radius":
        return medicao_radius.executar(clientes=escolhas.clientes or 10_000, dados=escolhas.dados)
    if escolhas.so == "paineis":
        return medicao_paineis.executar(clientes=escolhas.clientes or 100_000, dados=escolhas.dados)
    return medicao.executar(clientes=escolhas.clientes or 100_000, dados=escolhas.dados, so_telas=escolhas.so == "telas")


def _linhas(texto: str) -> int:
    # One may walk through all customers, one may wait for it or for a body that drips; one is for everybody else.
    if not texto.isdecimal() or int(texto) < 3:  # noqa: PLR2004 - said above
        raise argparse.ArgumentTypeError("deve ser um número a partir de 3")
    return int(texto)


def _segundos(texto: str) -> float:
    try:
        segundos = float(texto)
    except ValueError:
        segundos = 0
    # A session that has ended is not to be served for longer.
    if not 0 < segundos <= 30:  # noqa: PLR2004 - said above
        raise argparse.ArgumentTypeError("deve ser um número maior que 0, até 30")
    return segundos


def _ip(texto: str) -> str:
    try:
        return str(ipaddress.ip_address(texto))
    except ValueError:
        raise argparse.ArgumentTypeError("deve ser um endereço IP") from None


def _vizinha(porta: int) -> int:
    return porta + 1 if porta < 65535 else porta - 1  # noqa: PLR2004 - the last


def _porta(texto: str) -> int:
    if not texto.isdecimal() or not 0 < int(texto) < 65536:  # noqa: PLR2004 - what a port is
        raise argparse.ArgumentTypeError("deve ser um número de 1 a 65535")
    return int(texto)
