from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from enlace.atendimento.tests.fabrica import um_autor
from enlace.ordens_servico.agenda import desmarcar
from enlace.ordens_servico.tests.fabrica import um_tecnico, uma_agendada
from enlace.ordens_servico.vagas import vagas_livres

pytestmark = pytest.mark.django_db

# A Friday, eight in the evening in Brasília.
SEXTA_A_NOITE = datetime(2026, 11, 20, 23, tzinfo=UTC)
SABADO_AS_OITO = datetime(2026, 11, 21, 11, tzinfo=UTC)


def horas(agora: datetime, dias: int) -> list[str]:
    return [f"{timezone.localtime(vaga.inicio):%a %d %H:%M}" for vaga in vagas_livres(agora=agora, dias=dias)]


def test_sabado_so_de_manha_e_domingo_ninguem_vai() -> None:
    um_tecnico()

    assert horas(SEXTA_A_NOITE, 2) == [
        "Sat 21 08:00",
        "Sat 21 10:00",
        "Mon 23 08:00",
        "Mon 23 10:00",
        "Mon 23 13:00",
        "Mon 23 15:00",
    ]


def test_ninguem_vai_antes_de_o_cliente_poder_esperar() -> None:
    um_tecnico()

    assert horas(SABADO_AS_OITO - timedelta(minutes=60), 0) == ["Sat 21 08:00", "Sat 21 10:00"]
    assert horas(SABADO_AS_OITO - timedelta(minutes=59), 0) == ["Sat 21 10:00"]


def test_ocupado_nao_e_oferecido_e_quem_tem_menos_visitas_vem_antes() -> None:
    ze, ana = um_tecnico("Zé"), um_tecnico("Ana")
    ordem = uma_agendada(ana, inicio=SABADO_AS_OITO + timedelta(minutes=90))

    oito, dez = vagas_livres(agora=SEXTA_A_NOITE, dias=1)[:2]
    # Until half past ten.
    assert ([t.nome for t in oito.livres], [t.nome for t in dez.livres]) == (["Zé"], ["Zé"])

    desmarcar(ordem.pk, autor=um_autor())
    uma_agendada(ana, inicio=SABADO_AS_OITO)

    dez = vagas_livres(agora=SEXTA_A_NOITE, dias=1)[1]
    assert dez.livres == (ze, ana)


def test_sem_tecnicos_e_sem_ninguem_livre_nao_ha_vagas() -> None:
    assert vagas_livres(agora=SEXTA_A_NOITE, dias=5) == []

    tecnico = um_tecnico()
    for inicio in (SABADO_AS_OITO, SABADO_AS_OITO + timedelta(hours=2)):
        uma_agendada(tecnico, inicio=inicio)

    assert horas(SEXTA_A_NOITE, 1) == []


def test_inativo_nao_vai() -> None:
    tecnico = um_tecnico()
    tecnico.is_active = False
    tecnico.save()

    assert vagas_livres(agora=SEXTA_A_NOITE, dias=1) == []
