"""The page of an address keeps coordinates only while they are the place's."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from enlace.enderecos.models import Endereco
from enlace.enderecos.tests.fabrica import um_endereco
from enlace.painel.conftest import AGORA
from enlace.painel.tests.navegador import formulario

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("digitado", "coordenadas"),
    [
        ({"numero": "87"}, (None, None)),
        ({"complemento": "FUNDOS"}, (Decimal("-20.1000000"), Decimal("-44.9000000"))),
        ({"numero": "87", "latitude": "-20.2", "longitude": "-44.8"}, (Decimal("-20.2000000"), Decimal("-44.8000000"))),
    ],
)
def test_coordenadas_achadas_para_outro_lugar_somem_e_as_digitadas_ficam(
    painel: Client, digitado: dict[str, str], coordenadas: tuple[Decimal | None, Decimal | None]
) -> None:
    endereco = um_endereco(latitude="-20.1", longitude="-44.9", geocodificado_em=AGORA)
    pagina = reverse("admin:enderecos_endereco_change", args=[endereco.pk])

    resposta = painel.post(pagina, {**formulario(painel, pagina), **digitado})

    assert resposta.status_code == 302
    guardado = Endereco.objects.get()
    assert (guardado.latitude, guardado.longitude) == coordenadas


@pytest.mark.parametrize("digitado", ["35500-000", "35.500-000", "35500000"])
def test_cep_com_mascara_e_guardado_sem_ela(painel: Client, digitado: str) -> None:
    endereco = um_endereco()
    pagina = reverse("admin:enderecos_endereco_change", args=[endereco.pk])

    resposta = painel.post(pagina, {**formulario(painel, pagina), "cep": digitado})

    assert resposta.status_code == 302
    assert Endereco.objects.get().cep == "35500000"
