"""Calls of the telephone exchange: who may look at them, and how they are found."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from enlace.clientes.models import Cliente
from enlace.contas.models import Usuario
from enlace.painel.conftest import AGORA, Mundo, dar_permissoes
from enlace.pbx.models import Ligacao

pytestmark = pytest.mark.django_db
LISTA = "admin:pbx_ligacao_changelist"
TELEFONE = "3732221111"


def achadas(painel: Client, **consulta: str) -> list[Ligacao]:
    return list(painel.get(reverse(LISTA), consulta).context["cl"].result_list)


@pytest.mark.parametrize(
    ("permissoes", "ve"),
    [
        ((), False),
        (("pbx.view_ligacao",), False),
        (("clientes.view_cliente",), False),
        (("pbx.view_ligacao", "clientes.view_cliente"), True),
    ],
)
def test_ligacoes_sao_de_quem_pode_ver_ligacoes_e_clientes(
    mundo: Mundo, atendente: Usuario, entrar: Callable[[Usuario], Client], permissoes: tuple[str, ...], *, ve: bool
) -> None:
    dar_permissoes(atendente, *permissoes)
    navegador = entrar(atendente)
    enderecos = [reverse(LISTA), reverse("admin:pbx_ligacao_change", args=[mundo[Ligacao].pk])]

    respostas = [navegador.get(endereco) for endereco in enderecos]

    assert [resposta.status_code for resposta in respostas] == [200 if ve else 403] * 2
    assert all((TELEFONE in resposta.content.decode()) is ve for resposta in respostas)
    assert (reverse(LISTA) in navegador.get(reverse("admin:index")).content.decode()) is ve


def test_ninguem_muda_nem_apaga_uma_ligacao(mundo: Mundo, painel: Client) -> None:
    ligacao = mundo[Ligacao]

    for pagina in ("change", "delete"):
        endereco = reverse(f"admin:pbx_ligacao_{pagina}", args=[ligacao.pk])
        assert painel.post(endereco, {"telefone": "1", "post": "yes"}).status_code == 403
    assert painel.get(reverse("admin:pbx_ligacao_add")).status_code == 403

    assert Ligacao.objects.get().telefone == TELEFONE


def test_ligacao_e_achada_pelo_telefone_de_qualquer_modo_e_pelo_codigo_do_cliente(mundo: Mundo, painel: Client) -> None:
    ligacao, cliente = mundo[Ligacao], Cliente.objects.get(pk=mundo[Cliente].pk)
    outra = Ligacao.objects.create(usuario=ligacao.usuario, telefone="112", notificada_em=AGORA)  # type: ignore[attr-defined]

    for termo in (TELEFONE, f"55{TELEFONE}", "(37) 3222-1111", "0 37 3222-1111", str(cliente.codigo_cliente)):
        assert achadas(painel, q=termo) == [ligacao], termo
    assert achadas(painel, q="112") == [outra]
    for termo in ("3732221112", "ninguém", "9" * 30):
        assert achadas(painel, q=termo) == [], termo


def test_a_lista_le_o_mesmo_com_uma_ligacao_ou_com_trinta(mundo: Mundo, painel: Client) -> None:
    ligacao = Ligacao.objects.get(pk=mundo[Ligacao].pk)
    painel.get(reverse(LISTA))
    with CaptureQueriesContext(connection) as uma:
        painel.get(reverse(LISTA))
    for numero in range(30):
        Ligacao.objects.create(usuario=ligacao.usuario, telefone=str(numero), cliente=ligacao.cliente, notificada_em=AGORA)

    with CaptureQueriesContext(connection) as trinta:
        painel.get(reverse(LISTA))

    assert len(trinta) == len(uma)
