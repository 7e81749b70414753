"""The trust unblock in a real browser: from the customer's file, over it, back to it."""

import re

import psycopg
import pytest

from tests.chromium import Navegador
from tests.demonstracao import Api

pytestmark = pytest.mark.xdist_group("navegador")


def estado(api: Api, id_servico: int) -> str:
    with psycopg.connect(api.banco) as conexao:
        linha = conexao.execute("select status_prefixo from cliente_servico where id_cliente_servico = %s", [id_servico]).fetchone()
    return str(linha and linha[0])


def test_quem_esta_suspenso_e_desbloqueado_em_confianca_pela_ficha(navegador: Navegador, api: Api) -> None:
    navegador.entrar()
    navegador.abrir("/painel/clientes/?situacao=suspenso_debito")
    navegador.achar("td.principal a").click()
    botao = navegador.achar("a", com="Desbloquear em confiança")
    achado = re.search(r"/servicos/(\d+)/desbloquear/", botao.get_attribute("href") or "")
    assert achado
    id_servico = int(achado[1])
    antes = estado(api, id_servico)

    botao.click()
    navegador.achar("#janela li", com="Até 3 dias, 1 vez a cada 30 dias por serviço.")
    navegador.achar("#janela button", com="Desbloquear").click()

    navegador.achar(".aviso.bom", com="Desbloqueado em confiança até o fim de")
    navegador.achar(f"#servico-{id_servico}", com="Serviço Habilitado")
    assert (antes, estado(api, id_servico)) == ("suspenso_debito", "servico_habilitado")
    assert navegador.erros_do_console() == []


def test_a_senha_so_aparece_depois_de_confirmar_na_janela(navegador: Navegador) -> None:
    navegador.entrar()
    navegador.abrir("/painel/clientes/?situacao=servico_habilitado")
    navegador.achar("td.principal a").click()
    navegador.achar("section.cartao h2 a").click()

    navegador.achar("a", com="Ver a senha").click()
    navegador.achar("#janela button", com="Mostrar a senha")
    antes = navegador.texto
    navegador.achar("#janela button", com="Mostrar a senha").click()

    navegador.achar("#janela .aviso", com="Esta consulta ficou registrada com o seu nome.")
    assert "Senha de acesso" not in antes
    assert "Senha de acesso" in navegador.texto
    assert navegador.erros_do_console() == []
