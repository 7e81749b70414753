"""Tickets and orders in a real browser: a ticket with its order, and the map of a day."""

from datetime import timedelta

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from enlace.core import datas
from tests.chromium import Navegador

pytestmark = pytest.mark.xdist_group("navegador")

# Visits of the demonstration are agreed for the days to come, and there are more of them than a day takes.
_DIAS = 10


def test_um_atendimento_com_os_se_abre_e_diz_o_protocolo(navegador: Navegador) -> None:
    navegador.entrar()
    navegador.abrir("/painel/atendimentos/novo/?cliente=bianca")
    navegador.achar("main .itens a").click()
    servico = navegador.achar("input[name=servico]").get_attribute("value")
    navegador.abrir(f"/painel/atendimentos/novo/?id_cliente_servico={servico}")

    navegador.achar("[name=descricao]").send_keys("Sem internet desde cedo.")
    navegador.achar("[name=com_os]").click()
    navegador.achar("[name=tipo_os] option:not([value=''])").click()
    navegador.achar("form[data-ato] button", com="Abrir o atendimento").click()

    protocolo = navegador.achar(".protocolo").text
    assert protocolo.isdecimal()
    assert navegador.achar("main .itens li", com="Espera uma data")
    assert navegador.achar("h1", com=protocolo)
    assert navegador.erros_do_console() == []


def test_o_mapa_do_dia_marca_cada_os_e_o_teclado_abre_cada_marca(navegador: Navegador) -> None:
    navegador.entrar()
    _abrir_um_dia_com_mapa(navegador)

    marca = navegador.achar(".leaflet-marker-icon")
    marcas = navegador.janela.find_elements(By.CSS_SELECTOR, ".leaflet-marker-icon")
    paradas = navegador.janela.find_elements(By.CSS_SELECTOR, "[data-rota] > li")
    marca.send_keys(Keys.ENTER)

    assert len(marcas) == len(paradas)
    assert "/painel/ordens/" in str(navegador.achar(".leaflet-popup-content a").get_attribute("href"))
    assert navegador.erros_do_console() == []


def _abrir_um_dia_com_mapa(navegador: Navegador) -> None:
    for mais in range(_DIAS):
        navegador.abrir(f"/painel/ordens/mapa/?dia={datas.hoje() + timedelta(days=mais)}")
        if navegador.janela.find_elements(By.ID, "mapa"):
            return
    pytest.fail("the demonstration has no visit at an address with coordinates")
