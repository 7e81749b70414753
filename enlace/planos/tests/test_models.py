import pytest
from django.db import connection

from enlace.planos.models import Plano, Tecnologia


@pytest.mark.django_db
def test_plano_que_um_processo_da_versao_anterior_inclui_entra_com_o_padrao_das_colunas_novas() -> None:
    tecnologia = Tecnologia.objects.create(nome="FIBRA")

    with connection.cursor() as cursor:
        cursor.execute(
            "insert into servico (nome, id_tecnologia, valor, velocidade_download, velocidade_upload, ativo)"
            " values ('FIBRA 100', %s, 99.90, 102400, 51200, true)",
            [tecnologia.pk],
        )

    plano = Plano.objects.get()
    assert (plano.disponivel_prospecto, plano.nome_radius) == (False, "")
