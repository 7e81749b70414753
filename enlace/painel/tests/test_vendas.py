"""The pages of business units and prospects."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from enlace.auditoria.models import Registro
from enlace.contas.models import Usuario
from enlace.enderecos.models import Endereco
from enlace.painel.conftest import Mundo, um_prospecto
from enlace.painel.tests.navegador import formulario
from enlace.planos.models import Plano
from enlace.prospectos.models import FaixaDeCep, Prospecto, ProspectoServico, UnidadeNegocio

pytestmark = pytest.mark.django_db

LISTA = reverse("admin:prospectos_prospecto_changelist")


def a_unidade(mundo: Mundo) -> str:
    return reverse("admin:prospectos_unidadenegocio_change", args=[mundo[UnidadeNegocio].pk])


def test_faixa_de_cep_digitada_com_mascara_e_guardada_sem_ela_e_registrada(mundo: Mundo, painel: Client) -> None:
    pagina = a_unidade(mundo)
    nova = {"faixas_de_cep-TOTAL_FORMS": "2", "faixas_de_cep-1-inicio": "35.510-000", "faixas_de_cep-1-fim": "35519-999"}

    resposta = painel.post(pagina, {**formulario(painel, pagina), **nova, "faixas_de_cep-1-unidade": str(mundo[UnidadeNegocio].pk)})

    assert resposta.status_code == 302
    assert list(FaixaDeCep.objects.values_list("inicio", "fim")) == [("35500000", "35509999"), ("35510000", "35519999")]
    assert Registro.objects.filter(tabela="faixa_cep", acao="incluir").count() == 1


@pytest.mark.parametrize(
    ("digitado", "frase"),
    [
        ({"inicio": "35510000", "fim": "35500000"}, "O primeiro CEP da faixa vem antes do último."),
        ({"inicio": "3550", "fim": "35500000"}, "Informe os oito números do CEP."),
    ],
)
def test_faixa_que_nao_atende_ninguem_e_recusada_com_uma_frase(
    mundo: Mundo, painel: Client, digitado: dict[str, str], frase: str
) -> None:
    pagina = a_unidade(mundo)
    mudanca = {f"faixas_de_cep-0-{nome}": valor for nome, valor in digitado.items()}

    resposta = painel.post(pagina, {**formulario(painel, pagina), **mudanca})

    assert frase in resposta.content.decode()
    assert FaixaDeCep.objects.get().inicio == "35500000"


def test_prospecto_mostra_o_plano_ofertado_e_nao_se_altera(mundo: Mundo, painel: Client) -> None:
    pagina = reverse("admin:prospectos_prospecto_change", args=[mundo[Prospecto].pk])

    corpo = painel.get(pagina).content.decode()

    assert "FIBRA 100 - R$ 1.089,90" in corpo
    assert painel.post(pagina, {"nome_razaosocial": "OUTRO"}).status_code == 403
    assert Prospecto.objects.get().nome_razaosocial == "PADARIA SÃO JOÃO LTDA"


def test_prospecto_sem_plano_ofertado_tambem_se_mostra(mundo: Mundo, painel: Client) -> None:
    ProspectoServico.objects.all().delete()

    for pagina in (LISTA, reverse("admin:prospectos_prospecto_change", args=[mundo[Prospecto].pk])):
        assert painel.get(pagina).status_code == 200


@pytest.mark.parametrize("termo", ["sao joao", "PADARIA", "68.346.567/0001-58", "(37) 3281-8000", "553732818000", "37999990000"])
def test_prospecto_e_achado_pelo_que_tem_indice(mundo: Mundo, painel: Client, termo: str) -> None:
    Prospecto.objects.update(telefone_secundario="37999990000")

    resposta = painel.get(LISTA, {"q": termo})

    assert list(resposta.context["cl"].result_list) == [mundo[Prospecto]]


@pytest.mark.usefixtures("mundo")
@pytest.mark.parametrize("termo", ["jose", "%", "68346567000159", "9" * 30, "()"])
def test_o_que_nao_e_de_ninguem_nao_acha_prospecto(painel: Client, termo: str) -> None:
    assert list(painel.get(LISTA, {"q": termo}).context["cl"].result_list) == []


def test_a_lista_faz_o_mesmo_numero_de_consultas_com_um_prospecto_ou_com_trinta(
    mundo: Mundo, painel: Client, administradora: Usuario, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    plano, endereco = Plano.objects.get(), Endereco.objects.get(pk=mundo[Endereco].pk)
    for numero in range(30):
        um_prospecto(plano, endereco, administradora, cpf_cnpj=f"{numero:011}")

    with django_assert_max_num_queries(14):
        resposta = painel.get(LISTA)

    assert resposta.context["cl"].result_count == 31
