"""The first page of the configuration, and the settings of one row each."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from enlace.auditoria.models import Registro
from enlace.configuracao.models import ConfiguracaoRadius, Provedor, RegraDesbloqueio
from enlace.core.datas import hoje
from enlace.financeiro.models import RegraCobranca
from enlace.mensagens.models import ServidorEmail
from enlace.painel.conftest import CHAVE_DO_MAPA, SEGREDOS_DAS_MENSAGENS, Mundo
from enlace.painel.tests.navegador import formulario

pytestmark = pytest.mark.django_db

INICIO = reverse("painel:configuracao:inicio")
PROVEDOR = reverse("painel:configuracao:provedor")
DESBLOQUEIO = reverse("painel:configuracao:desbloqueio")
RADIUS = reverse("painel:configuracao:radius")
REGRAS = reverse("painel:configuracao:regras_de_cobranca")
NOVA = reverse("painel:configuracao:nova_regra")


def test_inicio_diz_o_que_falta_em_ordem(painel: Client) -> None:
    itens = painel.get(INICIO).context["itens"]

    assert [item.titulo for item in itens if item.tom == "ruim"] == [
        "Dados do provedor",
        "Formas de cobrança",
        "Unidades de negócio",
        "Concentradores",
        "Servidor de e-mail",
    ]


def test_inicio_diz_o_que_esta_configurado_sem_mostrar_segredos(painel: Client, mundo: Mundo) -> None:
    ServidorEmail.objects.update(usado_pela_api=True)

    resposta = painel.get(INICIO)

    tons = {item.titulo: item.tom for item in resposta.context["itens"]}
    assert (tons["Servidor de e-mail"], tons["Mapas"], tons["Concentradores"]) == ("bom", "bom", "bom"), mundo[Provedor]
    assert not [segredo for segredo in (CHAVE_DO_MAPA, *SEGREDOS_DAS_MENSAGENS) if segredo in resposta.content.decode()]


def test_inicio_diz_o_ultimo_erro_do_servidor_de_email(painel: Client, mundo: Mundo) -> None:
    ServidorEmail.objects.update(usado_pela_api=True, ultimo_erro="O servidor recusou o usuário ou a senha (535).")

    assert "recusou o usuário ou a senha" in painel.get(INICIO).content.decode(), mundo[Provedor]


def test_inicio_faz_poucas_consultas(painel: Client, mundo: Mundo, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    painel.get(INICIO)

    with django_assert_max_num_queries(12):
        painel.get(INICIO)

    assert mundo[Provedor].pk


def test_chave_do_mapa_se_escreve_e_nao_se_le(painel: Client, mundo: Mundo) -> None:
    assert CHAVE_DO_MAPA not in painel.get(PROVEDOR).content.decode(), mundo[Provedor]

    painel.post(PROVEDOR, {**formulario(painel, PROVEDOR), "nome": "Enlace Telecom"})
    assert Provedor.atual().google_maps_chave == CHAVE_DO_MAPA
    painel.post(PROVEDOR, {**formulario(painel, PROVEDOR), "google_maps_chave": "OUTRA-CHAVE"})
    assert Provedor.atual().google_maps_chave == "OUTRA-CHAVE"

    registros = list(Registro.objects.filter(tabela="provedor").order_by("pk").values_list("depois", flat=True))
    assert registros == [{"nome": "Enlace Telecom"}, {"google_maps_chave": "(oculto)"}]


@pytest.mark.parametrize(
    ("campo", "valor", "erro"),
    [
        ("cnpj", "11.111.111/1111-12", "Os dígitos verificadores não conferem."),
        ("endereco_publico", "https://central.exemplo.test/fatura", "Informe só o começo do endereço"),
        ("mapa_ladrilhos", "javascript:alert(1)", "erro"),
    ],
)
def test_dado_do_provedor_que_nao_serve_e_recusado(painel: Client, campo: str, valor: str, erro: str) -> None:
    resposta = painel.post(PROVEDOR, {**formulario(painel, PROVEDOR), campo: valor})

    assert resposta.status_code == 422
    assert erro in resposta.content.decode()


def test_regra_do_desbloqueio_muda_com_rastro(painel: Client) -> None:
    painel.post(DESBLOQUEIO, {**formulario(painel, DESBLOQUEIO), "maximo_de_dias": "5"})

    assert RegraDesbloqueio.atual().maximo_de_dias == 5
    assert Registro.objects.get(tabela="regra_desbloqueio").depois == {"maximo_de_dias": 5}


def test_regra_que_nunca_vence_e_recusada(painel: Client) -> None:
    resposta = painel.post(DESBLOQUEIO, {**formulario(painel, DESBLOQUEIO), "maximo_de_dias": "31"})

    assert resposta.status_code == 422
    assert RegraDesbloqueio.atual().maximo_de_dias == 3


def test_menos_de_um_ano_de_conexoes_e_recusado(painel: Client) -> None:
    resposta = painel.post(RADIUS, {**formulario(painel, RADIUS), "meses_de_sessoes": "6"})

    assert resposta.status_code == 422
    assert ConfiguracaoRadius.atual().meses_de_sessoes == 13


def test_guardar_sem_mudar_nao_deixa_rastro(painel: Client) -> None:
    painel.post(RADIUS, formulario(painel, RADIUS))

    assert not Registro.objects.filter(tabela="configuracao_radius").exists()


def test_regras_de_cobranca_novas_comecam_como_as_de_hoje(painel: Client) -> None:
    amanha = hoje() + timedelta(days=1)
    atual = RegraCobranca.em(hoje())

    painel.post(NOVA, {**formulario(painel, NOVA), "vigente_desde": amanha.isoformat(), "dias_para_suspender": "20"})

    nova = RegraCobranca.objects.get(vigente_desde=amanha)
    assert (nova.dias_para_suspender, nova.dias_de_antecedencia) == (20, atual.dias_de_antecedencia)
    assert RegraCobranca.em(hoje()) == atual
    assert "Por vir" in painel.get(REGRAS).content.decode()
    assert Registro.objects.get(tabela="regra_cobranca").acao == "incluir"


def test_regras_de_hoje_nao_se_fazem_nem_se_mudam(painel: Client) -> None:
    hoje_mesmo = painel.post(NOVA, {**formulario(painel, NOVA), "vigente_desde": hoje().isoformat()})
    em_vigor = painel.get(reverse("painel:configuracao:regra", args=[RegraCobranca.em(hoje()).pk]))

    assert "As regras valem a partir de amanhã ou depois." in hoje_mesmo.content.decode()
    assert em_vigor.status_code == 404


def test_regras_por_vir_se_mudam(painel: Client) -> None:
    futura = RegraCobranca.objects.create(vigente_desde=hoje() + timedelta(days=9))
    endereco = reverse("painel:configuracao:regra", args=[futura.pk])

    painel.post(endereco, {**formulario(painel, endereco), "ufs_sem_restricao": "mg, sp"})

    futura.refresh_from_db()
    assert futura.ufs_sem_restricao == ["MG", "SP"]
