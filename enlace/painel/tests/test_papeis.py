"""Every address of the panel, walked by every role.

Each area says in `tests/quem_pode.py` who may open each of its addresses, as letters: A atendente, F financeiro, T técnico,
G gerente, X administrador. Who is of the panel and has no role opens only what says `*`.
"""

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from typing import Final

import pytest
from django.contrib.auth.models import Group
from django.db import models
from django.test import Client
from django.urls import URLPattern, URLResolver, reverse

from enlace.atendimento.models import Atendimento
from enlace.clientes.models import Cliente, Contato
from enlace.contas.models import ClienteApi, Usuario
from enlace.contas.papeis import PAPEIS
from enlace.financeiro.models import (
    ArquivoRemessa,
    ArquivoRetorno,
    Cobranca,
    Fatura,
    Faturamento,
    Pagamento,
    PedidoRemessa,
    RegraCobranca,
)
from enlace.mensagens.models import GatewaySms, Mensagem, ServidorEmail
from enlace.ordens_servico.models import OrdemServico
from enlace.painel.acesso import PERMISSOES
from enlace.painel.conftest import Mundo
from enlace.painel.urls import AREAS
from enlace.pbx.models import Ligacao
from enlace.prospectos.models import Prospecto, RascunhoDeVenda
from enlace.rede.models import CaixaOptica, Equipamento, InterfaceConexao, Pop, PortaAtendimento
from enlace.servicos.models import Alerta, ClienteServico

pytestmark = pytest.mark.django_db

LETRAS: Final = {"A": "Atendente", "F": "Financeiro", "T": "Técnico", "G": "Gerente", "X": "Administrador"}
TODOS: Final = "AFTGX*"
# What an address names is a row of the small world, by the name of its key.
CHAVES: Final[Mapping[str, type[models.Model]]] = {
    "id_cliente": Cliente,
    "id_contato": Contato,
    "id_cliente_servico": ClienteServico,
    "id_atendimento": Atendimento,
    "id_ordem_servico": OrdemServico,
    "id_fatura": Fatura,
    "id_pagamento": Pagamento,
    "id_faturamento": Faturamento,
    "id_cobranca": Cobranca,
    "id_pedido_remessa": PedidoRemessa,
    "id_arquivo_remessa": ArquivoRemessa,
    "id_arquivo_retorno": ArquivoRetorno,
    "id_prospecto": Prospecto,
    "id_rascunho_venda": RascunhoDeVenda,
    "id_alerta": Alerta,
    "id_ligacao": Ligacao,
    "id_pop": Pop,
    "id_equipamento": Equipamento,
    "id_interface_conexao": InterfaceConexao,
    "id_caixa_optica": CaixaOptica,
    "id_porta_atendimento": PortaAtendimento,
    "id_servidor_email": ServidorEmail,
    "id_gateway_sms": GatewaySms,
    "id_mensagem": Mensagem,
    "id_usuario": Usuario,
    "id_cliente_api": ClienteApi,
    "id_regra_cobranca": RegraCobranca,
}


def _rotas(padroes: "list[URLPattern | URLResolver]", area: str = "") -> Iterator[tuple[str, str, URLPattern]]:
    for padrao in padroes:
        if isinstance(padrao, URLResolver):
            yield from _rotas(padrao.url_patterns, padrao.app_name or area)
        else:
            yield area, str(padrao.name), padrao


ROTAS: Final = list(_rotas(AREAS))
ACESSO: Final = {
    (area, nome): quem
    for area in {area for area, _nome, _padrao in ROTAS}
    for nome, quem in import_module(f"enlace.painel.{area}.tests.quem_pode").QUEM_PODE.items()
}


def endereco(area: str, padrao: URLPattern, mundo: Mundo) -> str:
    nomes = padrao.pattern.converters
    linhas = {nome: (mundo[CHAVES[nome]] if CHAVES[nome] in mundo else CHAVES[nome]._base_manager.first()) for nome in nomes}
    return reverse(f"painel:{area}:{padrao.name}", kwargs={nome: linha.pk for nome, linha in linhas.items() if linha})


@pytest.fixture(params=[*LETRAS, "*"])
def letra(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def alguem(letra: str, entrar: Callable[[Usuario], Client]) -> Client:
    """Somebody with one role, or with none."""
    usuario = Usuario.objects.create(nome="Alguém", email="alguem@exemplo.test", is_staff=True, tecnico=letra == "T")
    if letra in LETRAS:
        usuario.groups.add(Group.objects.get(name=LETRAS[letra]))
    return entrar(usuario)


def test_os_papeis_existem_depois_da_migracao() -> None:
    assert set(LETRAS.values()) == {papel.nome for papel in PAPEIS}
    assert {papel.nome for papel in PAPEIS} <= set(Group.objects.values_list("name", flat=True))


def test_cada_endereco_diz_quem_pode_e_nenhum_a_mais() -> None:
    assert {(area, nome) for area, nome, _padrao in ROTAS} == set(ACESSO)
    assert len(ROTAS) == len({(area, nome) for area, nome, _padrao in ROTAS})


@pytest.mark.parametrize("rota", ROTAS, ids=lambda rota: f"{rota[0]}:{rota[1]}")
def test_cada_pagina_declara_o_que_pede(rota: tuple[str, str, URLPattern]) -> None:
    assert hasattr(rota[2].callback, PERMISSOES)


def test_cada_papel_abre_o_que_pode_e_so_isso(letra: str, alguem: Client, mundo: Mundo) -> None:
    abertos, fechados, quebrados = [], [], []
    for area, nome, padrao in ROTAS:
        pagina = endereco(area, padrao, mundo)
        status = alguem.get(pagina).status_code
        if status >= 500:
            quebrados.append(pagina)
        elif status == 403 and letra in ACESSO[area, nome]:
            fechados.append(f"{area}:{nome}")
        elif letra not in ACESSO[area, nome] and {status, alguem.post(pagina).status_code} != {403}:
            abertos.append(f"{area}:{nome}")

    assert (abertos, fechados, quebrados) == ([], [], [])


def test_quem_nao_entrou_e_quem_nao_e_do_painel_sao_levados_a_entrada(mundo: Mundo, entrar: Callable[[Usuario], Client]) -> None:
    de_fora = entrar(Usuario.objects.create(nome="Programa", email="programa@exemplo.test"))

    for navegador in (Client(), de_fora):
        for area, _nome, padrao in ROTAS:
            pagina = endereco(area, padrao, mundo)
            for resposta in (navegador.get(pagina), navegador.post(pagina)):
                assert resposta.status_code == 302
                assert resposta.headers["Location"].startswith("/admin/login/?next=")
