"""Fixtures for tests in a real browser: Debian's Chromium, headless, at the running demonstration.

On CI a browser that is missing is a failure; elsewhere these tests are skipped and say how to install it.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

from enlace.demo import credenciais
from tests.demonstracao import Api

PRAZO = 15
_T = TypeVar("_T")
_OPCOES = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--lang=pt-BR",
)


class Navegador:
    """A browser window at one panel; what it looks for it waits for, up to `PRAZO` seconds."""

    def __init__(self, janela: webdriver.Chrome, url: str) -> None:
        self.janela = janela
        self.url = url

    def entrar(self, email: str = credenciais.PAINEL_USUARIO, senha: str = credenciais.PAINEL_SENHA) -> None:
        """Sign in as a person does."""
        # Of every page, whichever is open now.
        self.janela.execute_cdp_cmd("Network.clearBrowserCookies", {})
        self.abrir("/")
        self.achar("[name=username]").send_keys(email)
        self.achar("[name=password]").send_keys(senha)
        self.achar("#login-form button").click()
        self.achar("main#conteudo")

    def abrir(self, caminho: str) -> None:
        """Go to a page of the panel."""
        self.janela.get(f"{self.url}{caminho}")

    def achar(self, seletor: str, *, com: str = "") -> WebElement:
        """The first element that is shown, fits the CSS selector and holds the text `com`; waited for."""
        return self._esperar(lambda: self._visiveis(seletor, com), f"{seletor!r} com {com!r}")

    def sumir(self, seletor: str) -> None:
        """Wait until nothing that fits the selector is shown."""
        self._esperar(lambda: [True] if not self._visiveis(seletor, "") else [], f"o fim de {seletor!r}")

    def esperar_endereco(self, parte: str) -> None:
        """Wait until the address holds a text."""
        self._esperar(lambda: [True] if parte in self.janela.current_url else [], f"o endereço {parte!r}")

    @property
    def texto(self) -> str:
        """What the page says."""
        return self.janela.find_element(By.TAG_NAME, "body").text

    def erros_do_console(self) -> list[str]:
        """What the browser complained of since it was asked last: scripts that failed, what the policy of content refused."""
        linhas = self.janela.get_log("browser")  # type: ignore[no-untyped-call]  # selenium gives this one no types
        return [linha["message"] for linha in linhas if linha["level"] == "SEVERE"]

    def _visiveis(self, seletor: str, com: str) -> list[WebElement]:
        achados = self.janela.find_elements(By.CSS_SELECTOR, seletor)
        return [elemento for elemento in achados if elemento.is_displayed() and com in elemento.text]

    def _esperar(self, achar: Callable[[], list[_T]], que: str) -> _T:
        espera = WebDriverWait(self.janela, PRAZO, poll_frequency=0.1, ignored_exceptions=[StaleElementReferenceException])
        achados: list[_T] = espera.until(lambda _janela: achar(), f"{que} em {self.janela.current_url}")
        return achados[0]


@pytest.fixture(scope="session")
def _chromium() -> str:
    achado = shutil.which("chromium")
    if achado is None or shutil.which("chromedriver") is None:
        motivo = "Falta o Chromium: apt-get install --no-install-recommends chromium chromium-driver"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(motivo)
    return achado


@pytest.fixture(scope="session")
def janela_do_chromium(_chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    """One browser for all tests of a worker; each gets it without cookies."""
    pasta = tmp_path_factory.mktemp("chromium")
    janela = abrir_chromium(_chromium, pasta)
    yield janela
    janela.quit()


@pytest.fixture
def navegador(janela_do_chromium: webdriver.Chrome, api: Api) -> Iterator[Navegador]:
    """The browser at the demonstration's panel, signed in as nobody."""
    janela_do_chromium.set_window_size(1280, 900)
    janela_do_chromium.get("about:blank")
    navegador = Navegador(janela_do_chromium, api.url)
    yield navegador
    janela_do_chromium.get("about:blank")


def abrir_chromium(programa: str, pasta: Path) -> webdriver.Chrome:
    """A browser with a profile of its own; it speaks to nobody but the pages that it is sent to."""
    opcoes = webdriver.ChromeOptions()
    opcoes.binary_location = programa
    for opcao in (*_OPCOES, f"--user-data-dir={pasta}"):
        opcoes.add_argument(opcao)
    opcoes.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    return webdriver.Chrome(options=opcoes, service=Service(shutil.which("chromedriver")))
