"""The monthly run in a real browser: chosen, shown, issued while the page tells how far it is."""

import re
from datetime import date

import psycopg
import pytest

from enlace.core.datas import hoje, meses_depois
from tests.chromium import Navegador
from tests.demonstracao import Api

pytestmark = pytest.mark.xdist_group("navegador")


def _emitidas(api: Api, vencimento: date) -> int:
    with psycopg.connect(api.banco) as conexao:
        linha = conexao.execute("select count(*) from fatura where data_vencimento = %s", [vencimento]).fetchone()
        assert linha is not None
        return int(linha[0])


def test_o_faturamento_mensal_e_previsto_e_feito_com_andamento(navegador: Navegador, api: Api) -> None:
    # One of the demonstration's due days, too far for the timetable to have run it.
    vencimento = meses_depois(hoje(), 2, dia=15)
    navegador.entrar()
    navegador.abrir(f"/painel/cobranca/?vencimento={vencimento.isoformat()}")
    botao = navegador.achar("button", com="Emitir")
    previstas = int(re.findall(r"\d+", botao.text)[0])
    assert previstas > 0
    assert _emitidas(api, vencimento) == 0

    botao.click()

    navegador.esperar_endereco("/painel/cobranca/faturamentos/")
    navegador.achar("#andamento", com="Terminado.")
    assert f"{previstas}\nfaturas emitidas" in navegador.texto
    assert _emitidas(api, vencimento) == previstas
    assert navegador.erros_do_console() == []
