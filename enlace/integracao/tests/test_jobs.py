from datetime import UTC, datetime, timedelta

import pytest

from enlace.integracao.idempotencia import esquecer
from enlace.integracao.models import RespostaGuardada

AGORA = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.mark.django_db
def test_so_as_respostas_de_mais_de_um_dia_sao_esquecidas() -> None:
    for horas in (0, 23, 24, 48):
        RespostaGuardada.objects.create(
            cliente_api="3", chave=str(horas), impressao="x", resposta=b"{}", quando=AGORA - timedelta(hours=horas)
        )

    assert esquecer(agora=AGORA) == 2
    assert set(RespostaGuardada.objects.values_list("chave", flat=True)) == {"0", "23"}
