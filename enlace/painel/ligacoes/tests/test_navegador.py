"""The window of a call in a real browser: from the exchange's call over the API to the attendant's screen and back."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

import psutil
import psycopg
import pytest
import requests
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from enlace.painel.eventos.difusao import FLUXOS_POR_USUARIO
from tests.chromium import PRAZO, Navegador
from tests.demonstracao import Api

pytestmark = pytest.mark.xdist_group("navegador")
BASE: Final = "/api/v1/integracao/pbx/ligacao"
QUEM: Final = "suporte@enlace.exemplo"
RAMAL: Final = 112
JANELA: Final = "section[role=dialog]"
# Somebody who owes, whose service is in force, and whose telephone is nobody else's.
_DEVEDOR = """
select c.codigo_cliente, c.nome_razaosocial, c.telefone_primario
from cliente c
join fatura f on f.id_cliente = c.id_cliente and f.situacao = 'aguardando' and f.data_vencimento < current_date - 10
join cliente_servico s on s.id_cliente = c.id_cliente and s.status_prefixo <> 'cancelado'
where c.telefone_primario <> ''
order by c.id_cliente
limit 1
"""


@dataclass(frozen=True)
class Devedor:
    codigo: int
    nome: str
    telefone: str


@pytest.fixture
def central(api: Api) -> Callable[..., None]:
    """The telephone exchange: what it says of the attendant's extension."""

    def _dizer(que: str, **chamada: object) -> None:
        resposta = api.pedir("POST", f"{BASE}/{que}", json={"ramal": RAMAL, **chamada})
        assert resposta.json()["status"] == "success", resposta.text

    return _dizer


@pytest.fixture
def devedor(api: Api) -> Devedor:
    with psycopg.connect(api.banco) as conexao:
        linha = conexao.execute(_DEVEDOR).fetchone()
    assert linha is not None
    return Devedor(*linha)


@pytest.fixture
def atendente(navegador: Navegador, central: Callable[..., None]) -> Iterator[Navegador]:
    """The attendant at the panel, without calls, before and after."""
    central("cancelar")
    navegador.entrar(QUEM)
    yield navegador
    central("cancelar")
    for aba in navegador.janela.window_handles[1:]:
        navegador.janela.switch_to.window(aba)
        navegador.janela.close()
    navegador.janela.switch_to.window(navegador.janela.window_handles[0])
    navegador.janela.execute_script("sessionStorage.clear()")
    # The stream that was cut is told of there, and is no other test's fault.
    navegador.erros_do_console()


@pytest.mark.parametrize("pagina", ["/painel/ligacoes/minhas/", "/admin/clientes/cliente/"])
def test_a_janela_abre_e_fecha_pela_api_nas_telas_e_nos_cadastros(
    atendente: Navegador, central: Callable[..., None], devedor: Devedor, pagina: str
) -> None:
    atendente.abrir(pagina)

    central("notificar", telefone=devedor.telefone, codigo_cliente=devedor.codigo, identificador_interno="suporte112")
    texto = atendente.achar(JANELA, com=devedor.nome).text
    central("cancelar", telefone=devedor.telefone)
    atendente.sumir(JANELA)

    for dito in ("vencida", f"Ramal {RAMAL}", "suporte112", f"código {devedor.codigo}", "Abrir atendimento"):
        assert dito in texto, dito
    assert atendente.erros_do_console() == []


def test_um_clique_da_o_protocolo_que_a_api_acha_e_o_fim_da_ligacao_nao_o_leva(
    api: Api, atendente: Navegador, central: Callable[..., None], devedor: Devedor
) -> None:
    central("notificar", telefone=devedor.telefone, codigo_cliente=devedor.codigo)

    atendente.achar(f"{JANELA} button", com="Abrir atendimento").click()
    protocolo = atendente.achar(f"{JANELA} [data-ligacao-protocolo]").text
    central("cancelar")
    atendente.achar(f"{JANELA} summary", com="Terminou")
    atendente.abrir("/admin/clientes/cliente/")
    ainda = atendente.achar(f"{JANELA} [data-ligacao-protocolo]").text
    atendente.achar(f"{JANELA} button", com="Fechar").click()
    atendente.sumir(JANELA)

    assert ainda == protocolo
    achados = api.consultar("cliente/atendimento", busca="protocolo", termo_busca=protocolo).json()["atendimentos"]
    assert [achado["protocolo"] for achado in achados] == [protocolo]
    assert atendente.erros_do_console() == []


def test_quem_liga_e_achado_na_janela_sem_tirar_o_foco_de_quem_escreve(
    atendente: Navegador, central: Callable[..., None], devedor: Devedor
) -> None:
    busca = atendente.achar("#busca")
    busca.send_keys("9")

    central("notificar", telefone="37900990099")
    atendente.achar(JANELA, com="não foi reconhecido")
    escrevendo = atendente.janela.switch_to.active_element.get_attribute("id")
    atendente.janela.switch_to.active_element.send_keys(Keys.ALT + "l")
    na_janela = atendente.janela.execute_script(f"return document.querySelector('{JANELA}').contains(document.activeElement)")
    atendente.achar(f"{JANELA} input[name=q]").send_keys(str(devedor.codigo))
    atendente.achar(f"{JANELA} button[aria-label='É este: {devedor.nome}']").click()
    atendente.achar(f"{JANELA} summary", com=devedor.nome)
    atendente.janela.switch_to.active_element.send_keys(Keys.ESCAPE)
    atendente.sumir(JANELA)

    assert (escrevendo, na_janela) == ("busca", True)
    assert atendente.achar(".ligacao-canto button").text == "1 ligação"


def test_o_que_se_escrevia_fica_quando_a_ligacao_termina_e_a_pagina_muda(
    atendente: Navegador, central: Callable[..., None], devedor: Devedor
) -> None:
    central("notificar", telefone=devedor.telefone, codigo_cliente=devedor.codigo)

    atendente.achar(f"{JANELA} textarea").send_keys(" Luz vermelha na ONU.")
    central("cancelar")
    atendente.achar(f"{JANELA} summary", com="Terminou")
    atendente.abrir("/painel/ligacoes/minhas/")

    escrito = atendente.achar(f"{JANELA} textarea").get_attribute("value") or ""
    assert escrito.endswith("no ramal 112. Luz vermelha na ONU.")


def test_duas_abas_ouvem_um_so_fluxo_que_passa_a_outra_quando_uma_fecha(
    atendente: Navegador, central: Callable[..., None], devedor: Devedor
) -> None:
    porta = porta_dos_eventos(atendente)
    primeira = atendente.janela.current_window_handle
    atendente.janela.switch_to.new_window("tab")
    atendente.abrir("/painel/ligacoes/minhas/")
    segunda = atendente.janela.current_window_handle

    central("notificar", telefone=devedor.telefone, codigo_cliente=devedor.codigo)
    for aba in (segunda, primeira):
        atendente.janela.switch_to.window(aba)
        atendente.achar(JANELA, com=devedor.nome)
    esperar(lambda: fluxos_abertos(porta) == 1, "um só fluxo")
    # The first page holds the stream.
    atendente.janela.close()
    atendente.janela.switch_to.window(segunda)
    central("cancelar")
    atendente.sumir(JANELA)

    esperar(lambda: fluxos_abertos(porta) == 1, "um só fluxo, da outra aba")


def test_a_pagina_acha_os_eventos_de_novo_depois_que_o_processo_deles_cai(
    atendente: Navegador, central: Callable[..., None], devedor: Devedor
) -> None:
    porta = porta_dos_eventos(atendente)
    esperar(lambda: fluxos_abertos(porta) == 1, "o fluxo")

    atendeu = quem_atende(porta)
    atendeu.kill()
    central("notificar", telefone=devedor.telefone, codigo_cliente=devedor.codigo)

    atendente.achar(JANELA, com=devedor.nome)
    assert not atendeu.is_running()


def test_a_pagina_que_nao_achou_lugar_no_fluxo_tenta_ate_achar(
    atendente: Navegador, central: Callable[..., None], devedor: Devedor
) -> None:
    porta = porta_dos_eventos(atendente)
    cookies = {biscoito["name"]: biscoito["value"] for biscoito in atendente.janela.get_cookies()}
    atendente.abrir("/api/documentacao")
    esperar(lambda: fluxos_abertos(porta) == 0, "nenhum fluxo")

    with ExitStack() as lugares:
        for _ in range(FLUXOS_POR_USUARIO):
            fluxo = requests.get(f"http://127.0.0.1:{porta}/eventos/", cookies=cookies, stream=True, timeout=PRAZO)
            assert lugares.enter_context(fluxo).status_code == 200
        atendente.abrir("/painel/ligacoes/minhas/")
        esperar(lambda: any("429" in linha for linha in atendente.erros_do_console()), "a recusa")
    central("notificar", telefone=devedor.telefone, codigo_cliente=devedor.codigo)

    atendente.achar(JANELA, com=devedor.nome)


def test_quem_sai_nao_deixa_o_que_escreveu_a_quem_entra_depois(
    atendente: Navegador, central: Callable[..., None], devedor: Devedor
) -> None:
    central("notificar", telefone=devedor.telefone, codigo_cliente=devedor.codigo)
    atendente.achar(f"{JANELA} textarea").send_keys(" Luz vermelha na ONU.")
    lembrado = "return sessionStorage.getItem('enlace-ligacoes') || ''"
    escrito = atendente.janela.execute_script(lembrado)

    atendente.janela.execute_cdp_cmd("Network.clearBrowserCookies", {})
    atendente.abrir("/painel/")

    assert "Luz vermelha" in escrito
    atendente.achar("#login-form")
    esperar(lambda: atendente.janela.execute_script(lembrado) == "", "o esquecimento")


def porta_dos_eventos(navegador: Navegador) -> int:
    endereco = navegador.janela.find_element(By.CSS_SELECTOR, "script[data-eventos]").get_attribute("data-eventos")
    porta = urlsplit(endereco or "").port
    assert porta is not None
    return porta


def quem_atende(porta: int) -> psutil.Process:
    """The process that holds the streams: a child of the command, which starts another one in its place."""
    return psutil.Process(_do_lado_dos_eventos(porta)[0])


def fluxos_abertos(porta: int) -> int:
    """How many connections the process of events has."""
    return len(_do_lado_dos_eventos(porta))


def _do_lado_dos_eventos(porta: int) -> list[int]:
    """The process of each connection that is open at that port."""
    abertas = [c for c in psutil.net_connections("tcp") if c.status == psutil.CONN_ESTABLISHED and c.pid]
    return [c.pid for c in abertas if c.laddr and c.laddr.port == porta and c.pid]


def esperar(chegou: Callable[[], bool], que: str) -> None:
    limite = time.monotonic() + PRAZO
    while not chegou():
        assert time.monotonic() < limite, que
        time.sleep(0.1)
