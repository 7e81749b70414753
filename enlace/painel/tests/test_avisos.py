"""The page of the notices of debt: a letter is noted there, and the customer's days count from its day."""

from datetime import datetime, time, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from enlace.financeiro.models import AvisoDebito
from enlace.financeiro.tests.fabrica import uma_fatura

pytestmark = pytest.mark.django_db

HA_DIAS = timezone.localdate() - timedelta(days=3)


def um_aviso_por_entregar() -> AvisoDebito:
    fatura = uma_fatura(vencimento=timezone.localdate() - timedelta(days=10))
    return AvisoDebito.objects.create(fatura=fatura, criado_em=timezone.now() - timedelta(days=9), texto="Carta")


def registrar(painel: Client, aviso: AvisoDebito, dia: datetime) -> str:
    pagina = reverse("admin:financeiro_avisodebito_registrar_entrega", args=[aviso.pk])
    return painel.post(pagina, {"canal": "carta", "dia": f"{dia:%d/%m/%Y}"}).content.decode()


def test_a_carta_conta_do_fim_do_dia_em_que_foi_entregue(painel: Client) -> None:
    aviso = um_aviso_por_entregar()

    registrar(painel, aviso, datetime.combine(HA_DIAS, time.min))

    aviso.refresh_from_db()
    assert aviso.notificado_em == timezone.make_aware(datetime.combine(HA_DIAS, time.max))
    assert aviso.canal == "carta"


def test_a_de_hoje_conta_de_agora(painel: Client) -> None:
    aviso = um_aviso_por_entregar()

    registrar(painel, aviso, timezone.localtime())

    aviso.refresh_from_db()
    assert aviso.notificado_em is not None
    assert aviso.notificado_em <= timezone.now()


@pytest.mark.parametrize("dias", [-11, 1])
def test_nem_antes_do_vencimento_nem_amanha(painel: Client, dias: int) -> None:
    aviso = um_aviso_por_entregar()

    pagina = registrar(painel, aviso, timezone.localtime() + timedelta(days=dias))

    aviso.refresh_from_db()
    assert "A data da entrega fica entre o vencimento da fatura e agora." in pagina
    assert aviso.notificado_em is None
