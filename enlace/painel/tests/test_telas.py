"""What every daily screen owes its users: statements, weight, a policy that holds, no secret, words beside its fields."""

import gzip
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, reverse

from enlace.painel.conftest import CHAVE_DO_MAPA, SEGREDO_DO_NAS, SEGREDOS_DAS_MENSAGENS, SENHA_DA_TV, SENHA_DE_ACESSO, Mundo
from enlace.painel.tests.test_papeis import ROTAS, endereco

pytestmark = pytest.mark.django_db

MAIS_COMANDOS: Final = 12
MAIS_PESO: Final = 60_000
_SEGREDOS: Final = (SENHA_DE_ACESSO, SENHA_DA_TV, CHAVE_DO_MAPA, SEGREDO_DO_NAS, *SEGREDOS_DAS_MENSAGENS)
_Rota = tuple[str, str, URLPattern]

cada_rota = pytest.mark.parametrize("rota", ROTAS, ids=lambda rota: f"{rota[0]}:{rota[1]}")


class _Leitor(HTMLParser):
    """What a page loads, which fields it has, and which of them have words."""

    def __init__(self) -> None:
        super().__init__()
        self.arquivos: set[str] = set()
        self.campos: dict[str, bool] = {}
        self.rotulados: set[str] = set()
        self.ids: list[str] = []
        self._dentro_de_rotulo = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        atributos = {nome: valor or "" for nome, valor in attrs}
        if "id" in atributos:
            self.ids.append(atributos["id"])
        if tag == "script" or (tag == "link" and atributos.get("rel") == "stylesheet"):
            self.arquivos.add(atributos.get("src", "") or atributos.get("href", ""))
        elif tag == "label":
            self._dentro_de_rotulo += 1
            self.rotulados.add(atributos.get("for", ""))
        elif tag in {"input", "select", "textarea"} and atributos.get("type") not in {"hidden", "submit", "button"}:
            dito = bool(self._dentro_de_rotulo or atributos.get("aria-label") or atributos.get("aria-labelledby"))
            self.campos[atributos.get("id", atributos.get("name", ""))] = dito

    def handle_endtag(self, tag: str) -> None:
        if tag == "label":
            self._dentro_de_rotulo -= 1

    @property
    def sem_rotulo(self) -> list[str]:
        return [campo for campo, dito in self.campos.items() if not dito and campo not in self.rotulados]


def _ler(corpo: str) -> _Leitor:
    leitor = _Leitor()
    leitor.feed(corpo)
    return leitor


def _peso(corpo: str, arquivos: set[str]) -> int:
    """Bytes of a page with its scripts and styles, each compressed as a proxy does it."""
    partes = [corpo.encode()]
    for arquivo in arquivos:
        achado = finders.find(arquivo.removeprefix("/static/").partition("?")[0])
        assert isinstance(achado, str), arquivo
        partes.append(Path(achado).read_bytes())
    return sum(len(gzip.compress(parte, 6)) for parte in partes)


@cada_rota
def test_cada_tela_cabe_no_orcamento_e_cumpre_a_politica(rota: _Rota, mundo: Mundo, painel: Client) -> None:
    area, _nome, padrao = rota
    painel.get("/painel/")

    with CaptureQueriesContext(connection) as comandos:
        resposta = painel.get(endereco(area, padrao, mundo))

    assert resposta.status_code < 500
    # A test runs inside a transaction, so that what would be a transaction of its own shows as two savepoints.
    contados = [c["sql"] for c in comandos.captured_queries if "SAVEPOINT" not in c["sql"]]
    assert len(contados) <= MAIS_COMANDOS, "\n".join(contados)
    if resposta.status_code == 200 and resposta.headers["Content-Type"].startswith("text/html"):
        _conferir_pagina(resposta.content.decode(), resposta.headers["Content-Security-Policy"])


def _conferir_pagina(corpo: str, politica: str) -> None:
    lida = _ler(corpo)
    assert _peso(corpo, lida.arquivos) <= MAIS_PESO
    assert "'unsafe" not in politica
    assert "script-src 'self'" in politica
    assert not re.search(r"<script(?![^>]*\bsrc=)", corpo)
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=", corpo)
    assert not re.search(r'(?:src|href)="(?:https?:)?//', re.sub(r'<a [^>]*href="https?://[^>]*>', "", corpo))
    assert not [segredo for segredo in _SEGREDOS if segredo in corpo]
    assert "pbkdf2" not in corpo
    assert "scrypt" not in corpo
    assert lida.sem_rotulo == []
    assert len(lida.ids) == len(set(lida.ids))


@cada_rota
def test_numeros_e_textos_absurdos_nao_derrubam_tela_nenhuma(rota: _Rota, mundo: Mundo, painel: Client) -> None:
    area, _nome, padrao = rota
    pagina = endereco(area, padrao, mundo)
    absurdos = ["9" * 5_000, "-1", "2026-02-31", "0" * 30, "%", "_", "'", "\\", "\u0000", "ção" * 50, "1e999", "NaN", "../../etc"]
    nomes = ("q", "pagina", "ordem", "dia", "situacao", "quem", "idade", "volta", "id_cliente", "id_cliente_servico", "prospecto")

    respostas = {absurdo: painel.get(pagina, dict.fromkeys(nomes, absurdo)).status_code for absurdo in absurdos}

    assert [absurdo[:20] for absurdo, status in respostas.items() if status >= 500] == []


@cada_rota
def test_o_que_nao_existe_e_404(rota: _Rota, painel: Client) -> None:
    """With an empty database: every address that names a row."""
    _area, _nome, padrao = rota
    if not padrao.pattern.converters:
        return
    for numero in (999_999_999, 10**30):
        resposta = painel.get(_com(rota, numero))
        assert resposta.status_code in {404, 405}


def _com(rota: _Rota, numero: int) -> str:
    area, nome, padrao = rota
    return reverse(f"painel:{area}:{nome}", kwargs=dict.fromkeys(padrao.pattern.converters, numero))
