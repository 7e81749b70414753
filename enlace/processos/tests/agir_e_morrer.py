"""A program for `test_pessoas_ao_mesmo_tempo`: a person's acts, each killed (SIGKILL) at the Nth statement, N growing.

Arguments: the service that moves, the service that is suspended at its customer's request, the user. It prints how often it died.
"""

import sys
from collections.abc import Callable
from functools import partial
from itertools import count

import django

django.setup()

from django.db import connection  # noqa: E402 - Django first

from enlace.auditoria.registro import Autor  # noqa: E402
from enlace.enderecos.cadastro import NovoEndereco  # noqa: E402
from enlace.ordens_servico.models import TipoOrdemServico  # noqa: E402
from enlace.processos.mudanca_de_endereco import Mudanca, OrdemDaMudanca, mudar_endereco  # noqa: E402
from enlace.processos.suspensao_a_pedido import suspender_a_pedido  # noqa: E402
from enlace.processos.tests.carrasco import fazer_e_morrer  # noqa: E402
from enlace.servicos.models import ClienteServico  # noqa: E402
from enlace.servicos.tests.fabrica import AGORA  # noqa: E402


def main() -> None:
    """One act after the other, each on what its deaths left."""
    muda, para, usuario = map(int, sys.argv[1:])
    autor = Autor(porta="painel", id_usuario=usuario)
    cidade = ClienteServico.objects.select_related("endereco_instalacao__bairro").get(pk=muda).endereco_instalacao.bairro.cidade_id
    mudanca = Mudanca(
        endereco=NovoEndereco(id_cidade=cidade, cep="35500001", bairro="Niterói", endereco="Rua Goiás", numero="9"),
        ordem=OrdemDaMudanca(tipo=TipoOrdemServico.objects.get(prefixo="instalacao"), descricao="Levar a ONU."),
    )
    # Each child opens a connection of its own.
    connection.close()
    mudar = partial(mudar_endereco, muda, mudanca, autor=autor, agora=AGORA)
    parar = partial(suspender_a_pedido, para, dias=30, autor=autor, agora=AGORA)
    print(_mortes(mudar) + _mortes(parar))  # noqa: T201 - its answer


def _mortes(acao: Callable[[], object]) -> int:
    """How often it died before it was done."""
    return next(mortes for mortes in count() if not fazer_e_morrer(acao, mortes + 1))


if __name__ == "__main__":
    main()
