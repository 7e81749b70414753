"""A prospect becomes a customer, in a real browser at the demonstration."""

import pytest
from selenium.webdriver.support.ui import Select

from tests.chromium import Navegador

pytestmark = pytest.mark.xdist_group("navegador")


def test_prospecto_vira_cliente_em_tres_passos(navegador: Navegador) -> None:
    navegador.entrar()
    navegador.abrir("/painel/prospectos/lista/?situacao=novo&origem=API")
    navegador.achar("td.principal a").click()
    nome = navegador.achar("h1").text.removesuffix("Novo").strip()
    navegador.achar("a.primario", com="Transformar em cliente").click()

    # 1. Who: everything is there.
    navegador.achar("[aria-current=step]", com="Quem compra")
    navegador.achar("button.primario", com="Continuar").click()

    # 2. Where: nobody answers about another CEP here, so it is typed; the plans follow it.
    navegador.achar("[aria-current=step]", com="Onde e o quê")
    rua = navegador.achar("#id_endereco")
    rua.clear()
    rua.send_keys("Rua da Prova")
    plano = Select(navegador.achar("#id_plano"))
    plano.select_by_index(1)
    escolhido = plano.first_selected_option.text.split(" · ")[0]
    navegador.achar("#id_dia_vencimento").send_keys("10")
    Select(navegador.achar("#id_forma")).select_by_index(1)
    navegador.achar("button.primario", com="Continuar").click()

    # 3. Access and installation.
    navegador.achar("[aria-current=step]", com="Acesso e instalação")
    assert navegador.achar("#id_login").get_attribute("value")
    Select(navegador.achar("#id_vaga")).select_by_index(1)
    navegador.achar("button.primario", com="Confirmar a venda").click()

    pronto = navegador.achar("h1", com="Pronto")
    assert nome in pronto.text
    assert escolhido in navegador.texto
    assert "RUA DA PROVA" in navegador.texto
    assert navegador.erros_do_console() == []
    navegador.achar("a.botao", com="Abrir a OS").click()
    navegador.achar("h1", com="OS")
    navegador.janela.back()
    navegador.achar("a.botao", com="Abrir a ficha").click()
    navegador.achar("h1", com=nome)
