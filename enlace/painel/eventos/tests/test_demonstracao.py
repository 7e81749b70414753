"""From the exchange's call over the API to the open page, through everything that `enlace demo` starts."""

import pytest
import requests

from enlace.painel.eventos.tests.apoio import PRAZO, Pagina, entrar, onde_estao_os_eventos, sair
from tests.demonstracao import Api

pytestmark = pytest.mark.xdist_group("demo")
BASE = "/api/v1/integracao/pbx/ligacao"
# The telephone of customer 11201 in the demonstration.
CHAMADA = {"ramal": 111, "telefone": 37999912222}


def test_ligacao_notificada_chega_a_pagina_aberta_e_a_cancelada_a_fecha(api: Api) -> None:
    navegador = entrar(api.url)
    eventos = onde_estao_os_eventos(api.url)
    api.pedir("POST", f"{BASE}/cancelar", json={"ramal": 111})

    with Pagina(eventos, dict(navegador.cookies), origem=api.url) as pagina:
        assert api.pedir("POST", f"{BASE}/notificar", json={**CHAMADA, "id_cliente": 11201}).json()["status"] == "success"
        chegou = pagina.esperar("ligacao")
        assert api.pedir("POST", f"{BASE}/cancelar", json=CHAMADA).json()["status"] == "success"
        fechou = pagina.esperar("ligacao_encerrada")

    assert chegou.dados["ramal"] == "111"
    assert chegou.dados["cliente"]["id_cliente"] == 11201
    assert fechou.dados == chegou.dados["id_ligacao"]
    assert pagina.resposta.headers["Access-Control-Allow-Origin"] == api.url
    assert pagina.resposta.headers["Access-Control-Allow-Credentials"] == "true"


def test_pagina_de_outro_endereco_nao_le_eventos_nem_com_a_sessao(api: Api) -> None:
    navegador = entrar(api.url)
    eventos = onde_estao_os_eventos(api.url)

    for origem in ("https://outro.example", "http://127.0.0.1:1", "null", api.url.replace("http:", "https:")):
        resposta = requests.get(eventos, cookies=navegador.cookies, headers={"Origin": origem}, timeout=PRAZO)

        assert resposta.status_code == 403, origem
        assert "Access-Control-Allow-Origin" not in resposta.headers
