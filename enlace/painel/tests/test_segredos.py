"""A secret is shown to nobody: neither as an entry nor, to those who may only look, as text."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from enlace.configuracao.models import Provedor
from enlace.contas.models import Usuario
from enlace.painel.conftest import CHAVE_DO_MAPA, SENHA_DA_TV, SENHA_DE_ACESSO, Mundo, dar_permissoes
from enlace.servicos.models import ClienteServico, ClienteServicoSenha

pytestmark = pytest.mark.django_db

OCULTO = "•••"
SENHAS = "servicos.view_clienteservicosenha"
# An inline that may be added to has entries for new rows and shows those that are there.
INCLUIR_SENHAS = "servicos.add_clienteservicosenha"
ALTERAR_SENHAS = "servicos.change_clienteservicosenha"


@pytest.fixture
def ficha_do_servico(mundo: Mundo) -> str:
    return reverse("admin:servicos_clienteservico_change", args=[mundo[ClienteServico].pk])


@pytest.mark.parametrize(
    ("permissoes", "ocultos"),
    [
        (["servicos.view_clienteservico"], 1),
        (["servicos.view_clienteservico", SENHAS], 2),
        (["servicos.view_clienteservico", SENHAS, INCLUIR_SENHAS], 2),
        (["servicos.view_clienteservico", SENHAS, ALTERAR_SENHAS], 2),
        (["servicos.change_clienteservico", SENHAS], 1),
        (["servicos.change_clienteservico", SENHAS, INCLUIR_SENHAS], 1),
        (["servicos.change_clienteservico", SENHAS, ALTERAR_SENHAS], 0),
    ],
)
def test_a_senha_de_um_servico_nao_chega_a_quem_so_olha(
    permissoes: list[str], ocultos: int, ficha_do_servico: str, atendente: Usuario, entrar: Callable[[Usuario], Client]
) -> None:
    dar_permissoes(atendente, *permissoes)

    resposta = entrar(atendente).get(ficha_do_servico)

    corpo = resposta.content.decode()
    assert resposta.status_code == 200
    assert SENHA_DE_ACESSO not in corpo
    assert SENHA_DA_TV not in corpo
    assert corpo.count(OCULTO) == ocultos


def test_quem_so_olha_ve_que_nao_ha_senha(
    mundo: Mundo, ficha_do_servico: str, atendente: Usuario, entrar: Callable[[Usuario], Client]
) -> None:
    ClienteServico.objects.filter(pk=mundo[ClienteServico].pk).update(senha="")
    ClienteServicoSenha.objects.all().delete()
    dar_permissoes(atendente, "servicos.view_clienteservico", SENHAS)

    corpo = entrar(atendente).get(ficha_do_servico).content.decode()

    assert OCULTO not in corpo


def test_a_chave_do_mapa_nao_chega_a_quem_so_olha(mundo: Mundo, atendente: Usuario, entrar: Callable[[Usuario], Client]) -> None:
    dar_permissoes(atendente, "configuracao.view_provedor")

    corpo = entrar(atendente).get(reverse("admin:configuracao_provedor_change", args=[mundo[Provedor].pk])).content.decode()

    assert CHAVE_DO_MAPA not in corpo
    assert OCULTO in corpo
