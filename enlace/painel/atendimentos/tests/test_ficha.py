"""One ticket, read whole."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from enlace.atendimento.models import Atendimento, AtendimentoMensagem
from enlace.contas.models import Usuario
from enlace.painel.conftest import AGORA, Mundo

pytestmark = pytest.mark.django_db


@pytest.fixture
def este(mundo: Mundo) -> Atendimento:
    return Atendimento.objects.get(pk=mundo[Atendimento].pk)


def ficha(navegador: Client, este: Atendimento, **pedido: str) -> str:
    resposta = navegador.get(reverse("painel:atendimentos:atendimento", args=[este.pk]), pedido)
    assert resposta.status_code == 200
    return resposta.content.decode()


def test_a_ficha_conta_a_historia_do_comeco_ao_fim(balcao: Client, este: Atendimento) -> None:
    pagina = ficha(balcao, este)

    assert pagina.index("Sem conexão desde ontem.") < pagina.index("Reiniciei o rádio.")
    assert "MARIA DA CONCEIÇÃO" in pagina
    assert f'data-copiar="{este.protocolo}"' in pagina
    assert 'href="tel:37999912222"' in pagina
    assert "OS " in pagina


def test_o_que_pessoas_escreveram_e_texto(balcao: Client, este: Atendimento) -> None:
    AtendimentoMensagem.objects.create(
        atendimento=este, usuario=este.usuario_abertura, mensagem="<script>alert(1)</script>", data_cadastro=AGORA
    )

    assert "<script>alert" not in ficha(balcao, este)


def test_quem_acabou_de_abrir_ve_o_protocolo_grande(balcao: Client, este: Atendimento) -> None:
    assert "Diga o protocolo ao cliente" in ficha(balcao, este, aberto="1")
    assert "Diga o protocolo ao cliente" not in ficha(balcao, este)


def test_tecnico_le_e_nao_acha_botoes_que_nao_pode_usar(entrar: Callable[[Usuario], Client], este: Atendimento) -> None:
    tecnico = Usuario.objects.create(nome="Zé da Rede", email="rede@exemplo.test", is_staff=True, tecnico=True)
    tecnico.groups.add(Group.objects.get(name="Técnico"))

    pagina = ficha(entrar(tecnico), este)

    assert "Reiniciei o rádio." in pagina
    for ato in ("responder", "encaminhar", "fechar", "classificar"):
        assert reverse(f"painel:atendimentos:{ato}", args=[este.pk]) not in pagina


def test_uma_historia_longa_custa_o_mesmo_que_uma_curta(
    painel: Client, este: Atendimento, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(12) as curta:
        ficha(painel, este)
    AtendimentoMensagem.objects.bulk_create(
        AtendimentoMensagem(atendimento=este, usuario=este.usuario_abertura, mensagem=f"{numero}", data_cadastro=AGORA)
        for numero in range(30)
    )

    with django_assert_max_num_queries(12) as longa:
        ficha(painel, este)

    assert len(curta) == len(longa)


def test_atendimento_que_nao_existe_nao_e_achado(balcao: Client) -> None:
    assert balcao.get(reverse("painel:atendimentos:atendimento", args=[0])).status_code == 404
