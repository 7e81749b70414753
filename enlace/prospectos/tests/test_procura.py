import pytest

from enlace.prospectos.models import Prospecto
from enlace.prospectos.procura import procurar_prospectos
from enlace.prospectos.tests.fabrica import CNPJ, um_plano, um_prospecto

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("termo", ["xpto", "EMPRESA X", "pt", "x", CNPJ, "68.346.567/0001-58", "(37) 3281-8000", "553732818000"])
def test_prospecto_e_achado_por_nome_documento_e_telefone(termo: str) -> None:
    prospecto = um_prospecto()

    assert list(procurar_prospectos(Prospecto.objects.all(), termo)) == [prospecto]


def test_codigo_acha_o_prospecto_e_cnpj_com_letras_tambem() -> None:
    plano = um_plano()
    um_prospecto(plano)
    com_letras = um_prospecto(plano, cpf_cnpj="12ABC34501DE35")

    assert [list(procurar_prospectos(Prospecto.objects.all(), t)) for t in (str(com_letras.pk), "12.abc.345/01DE-35")] == [
        [com_letras]
    ] * 2


@pytest.mark.parametrize("termo", ["jose", "%", "zz", "68346567000159", "9" * 30, "()"])
def test_o_que_nao_e_de_ninguem_nao_acha(termo: str) -> None:
    um_prospecto()

    assert list(procurar_prospectos(Prospecto.objects.all(), termo)) == []
