"""The map of a day: with tiles of the provider's choice, and without any."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from enlace.configuracao.models import Provedor
from enlace.contas.models import Usuario
from enlace.enderecos.models import Endereco
from enlace.painel.conftest import uma_ordem
from enlace.painel.ordens.tests.conftest import AMANHA, as_
from enlace.servicos.models import ClienteServico

pytestmark = pytest.mark.django_db


@pytest.fixture
def no_mapa(servico: ClienteServico) -> ClienteServico:
    """A service whose address has coordinates."""
    endereco = Endereco.objects.create(
        endereco="BRASIL", bairro=servico.endereco_instalacao.bairro, cep="35500001", latitude="-20.1446", longitude="-44.8912"
    )
    servico.endereco_instalacao = endereco
    servico.save(update_fields=["endereco_instalacao"])
    return servico


def abrir(navegador: Client) -> tuple[str, str]:
    """The page, and what its policy lets pictures come from."""
    resposta = navegador.get(reverse("painel:ordens:mapa"), {"dia": AMANHA.isoformat()})
    assert resposta.status_code == 200
    politica = dict(parte.split(" ", 1) for parte in resposta["Content-Security-Policy"].split("; "))
    return resposta.content.decode(), politica["img-src"]


def test_sem_ladrilhos_os_lugares_estao_sobre_um_fundo_liso_e_nada_vem_de_fora(
    na_rua: Client, no_mapa: ClienteServico, ze: Usuario
) -> None:
    uma_ordem(no_mapa, ze, inicio=as_(9))

    pagina, imagens = abrir(na_rua)

    assert 'data-latitude="-20.1446000" data-longitude="-44.8912000"' in pagina
    assert 'data-ladrilhos=""' in pagina
    assert imagens == "'self' data:"
    assert not re.search(r'(?:src|href)="https?://', pagina)


def test_com_ladrilhos_as_imagens_vem_daquele_servidor_e_de_nenhum_outro(
    na_rua: Client, no_mapa: ClienteServico, ze: Usuario
) -> None:
    uma_ordem(no_mapa, ze, inicio=as_(9))
    Provedor.atual()
    Provedor.objects.update(mapa_ladrilhos="https://mapas.exemplo.test/{z}/{x}/{y}.png", mapa_creditos="© Mapas & Cia")

    pagina, imagens = abrir(na_rua)

    assert imagens == "'self' data: https://mapas.exemplo.test"
    assert 'data-ladrilhos="https://mapas.exemplo.test/{z}/{x}/{y}.png"' in pagina
    assert "Mapa: © Mapas &amp; Cia" in pagina


def test_o_que_nao_tem_coordenadas_esta_na_lista(
    na_rua: Client, no_mapa: ClienteServico, outro_servico: ClienteServico, ze: Usuario
) -> None:
    no_lugar = uma_ordem(no_mapa, ze, inicio=as_(9))
    sem_lugar = uma_ordem(outro_servico, ze, inicio=as_(11))

    pagina, _imagens = abrir(na_rua)

    assert pagina.index(f"OS {no_lugar.numero_ordem_servico}") < pagina.index("Sem coordenadas")
    assert pagina.index("Sem coordenadas") < pagina.index(f"OS {sem_lugar.numero_ordem_servico}")


def test_cada_tecnico_tem_seu_caminho_na_ordem_do_relogio(na_rua: Client, no_mapa: ClienteServico, ze: Usuario) -> None:
    ana = Usuario.objects.create(nome="Ana da Torre", email="torre@exemplo.test", tecnico=True)
    tarde, manha, dela = (uma_ordem(no_mapa, quem, inicio=as_(hora)) for quem, hora in ((ze, 15), (ze, 9), (ana, 10)))

    rotas = na_rua.get(reverse("painel:ordens:mapa"), {"dia": AMANHA.isoformat()}).context["rotas"]

    assert [(nome, [parada.ordem for parada in paradas]) for nome, paradas in rotas] == [
        ("Ana da Torre", [dela]),
        ("Zé da Rede", [manha, tarde]),
    ]
    assert [parada.numero for _nome, paradas in rotas for parada in paradas] == [1, 2, 3]


def test_dia_sem_os_diz_o_que_fazer(na_rua: Client) -> None:
    assert "Nenhuma OS neste dia" in abrir(na_rua)[0]


def test_dia_sem_os_leva_ao_proximo_que_tem(na_rua: Client, no_mapa: ClienteServico, ze: Usuario) -> None:
    uma_ordem(no_mapa, ze, inicio=as_(9))

    dois_dias_antes = na_rua.get(reverse("painel:ordens:mapa"), {"dia": str(AMANHA - timedelta(days=2))})

    assert f'href="?dia={AMANHA}"' in dois_dias_antes.content.decode()


def test_um_dia_cheio_no_mapa_custa_o_mesmo_que_um_vazio(
    painel: Client, no_mapa: ClienteServico, ze: Usuario, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    uma_ordem(no_mapa, ze, inicio=as_(0))
    with django_assert_max_num_queries(12) as com_uma:
        abrir(painel)
    for hora in range(1, 24):
        uma_ordem(no_mapa, ze, inicio=as_(hora))

    with django_assert_max_num_queries(12) as com_muitas:
        abrir(painel)

    assert len(com_uma) == len(com_muitas)


def test_leaflet_so_vem_quando_ha_o_que_mostrar(na_rua: Client, no_mapa: ClienteServico, ze: Usuario) -> None:
    assert "leaflet" not in abrir(na_rua)[0]

    uma_ordem(no_mapa, ze, inicio=as_(9))

    assert "leaflet" in abrir(na_rua)[0]
    assert "vendor/htmx" not in abrir(na_rua)[0]
