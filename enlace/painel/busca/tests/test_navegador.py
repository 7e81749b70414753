"""The first page and the box in a real browser."""

import pytest
from selenium.webdriver.common.keys import Keys

from tests.chromium import Navegador

pytestmark = pytest.mark.xdist_group("navegador")

_CORES = """
    const tela = arguments[0];
    const pontos = tela.getContext("2d").getImageData(0, 0, tela.width, tela.height).data;
    return new Set(new Uint32Array(pontos.buffer)).size;
"""


def test_a_barra_o_nome_a_seta_e_enter_abrem_a_ficha(navegador: Navegador) -> None:
    navegador.entrar()

    navegador.achar("body").send_keys("/")
    navegador.janela.switch_to.active_element.send_keys("maria")
    nome = navegador.achar("#sugestoes a[role=option] strong").text
    navegador.janela.switch_to.active_element.send_keys(Keys.ARROW_DOWN)
    navegador.achar('#sugestoes a[aria-selected="true"]')
    navegador.janela.switch_to.active_element.send_keys(Keys.ENTER)

    navegador.esperar_endereco("/painel/clientes/")
    assert nome in navegador.achar("h1").text
    assert navegador.erros_do_console() == []


def test_o_inicio_mostra_os_numeros_e_desenha_o_grafico(navegador: Navegador) -> None:
    navegador.entrar()

    servicos = int(navegador.achar(".contagem strong.bom").text)
    tela = navegador.achar(".grafico canvas")

    assert servicos > 0
    assert tela.size["width"] > 300
    # Something is drawn: not all of its points are of one colour.
    assert navegador.janela.execute_script(_CORES, tela) > 1
    assert navegador.erros_do_console() == []
