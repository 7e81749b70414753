"""The file of a customer in a real browser: from the list, through the tabs, to the chart."""

import pytest
from selenium.webdriver.common.by import By

from tests.chromium import Navegador

pytestmark = pytest.mark.xdist_group("navegador")

ABAS = ("Faturas", "Atendimentos", "Ordens de serviço", "Mensagens", "Histórico", "Conexões")
# Of the demonstration's own customers one with connections (`demo/povoamento`): enabled and online.
SITUACAO = "servico_habilitado"


def test_da_lista_a_ficha_pelas_abas_ate_o_grafico(navegador: Navegador) -> None:
    navegador.entrar()

    navegador.abrir(f"/painel/clientes/?situacao={SITUACAO}&ordem=1")
    nome = navegador.achar("td.principal a")
    quem = nome.text
    nome.click()
    navegador.achar("h1", com=quem)
    for aba in ABAS:
        navegador.achar(".abas a", com=aba).click()
        navegador.achar(".abas a[aria-current]", com=aba)
        navegador.achar("main h1", com=aba)

    # Something was drawn: a chart that failed is a blank canvas, or none.
    tela = navegador.achar("#grafico-de-uso canvas")
    pintados = navegador.janela.execute_script(
        "const t = arguments[0]; return t.getContext('2d').getImageData(0, 0, t.width, t.height).data.some((valor) => valor !== 0)",
        tela,
    )
    assert pintados
    assert len(navegador.janela.find_elements(By.CSS_SELECTOR, "#uso-por-dia tbody tr")) == 30
    assert navegador.erros_do_console() == []


def test_um_contato_e_incluido_na_janela_sobre_a_ficha(navegador: Navegador) -> None:
    navegador.entrar()
    navegador.abrir(f"/painel/clientes/?situacao={SITUACAO}&ordem=1")
    navegador.achar("td.principal a").click()

    navegador.achar("a", com="Incluir contato").click()
    navegador.achar("#janela [name=nome]").send_keys("Vizinha da frente")
    navegador.achar("#janela [name=telefone]").send_keys("(37) 98888-7777")
    navegador.achar("#janela button", com="Incluir").click()

    navegador.achar(".aviso.bom", com="Contato incluído: Vizinha da frente.")
    navegador.achar('a[href="tel:37988887777"]')
    assert navegador.erros_do_console() == []
