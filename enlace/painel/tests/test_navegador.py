"""The panel in a real browser: the way in."""

import pytest

from tests.chromium import Navegador

pytestmark = pytest.mark.xdist_group("navegador")


def test_quem_entra_chega_ao_inicio_e_a_barra_leva_a_busca(navegador: Navegador) -> None:
    navegador.entrar()

    navegador.janela.find_element("tag name", "body").send_keys("/")

    assert navegador.janela.switch_to.active_element.get_attribute("id") == "busca"
    assert navegador.erros_do_console() == []
