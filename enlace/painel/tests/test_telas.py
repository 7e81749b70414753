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

cada_area = pytest.mark.parametrize("area", sorted({area for area, _nome, _padrao in ROTAS}))


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


def _da_area(area: str) -> list[_Rota]:
    return [rota for rota in ROTAS if rota[0] == area]


@cada_area
def test_cada_tela_cabe_no_orcamento_e_cumpre_a_politica(area: str, mundo: Mundo, painel: Client) -> None:
    painel.get("/painel/")

    faltas = {nome: _faltas(painel, endereco(area, padrao, mundo)) for _area, nome, padrao in _da_area(area)}

    assert {nome: ditas for nome, ditas in faltas.items() if ditas} == {}


def _faltas(painel: Client, pagina: str) -> list[str]:
    """What is wrong with a page, in words."""
    with CaptureQueriesContext(connection) as comandos:
        resposta = painel.get(pagina)
    # A test runs inside a transaction, so that what would be a transaction of its own shows as two savepoints.
    contados = [comando["sql"] for comando in comandos.captured_queries if "SAVEPOINT" not in comando["sql"]]
    faltas = [f"{len(contados)} comandos"] if len(contados) > MAIS_COMANDOS else []
    if resposta.status_code >= 500:
        faltas.append(f"status {resposta.status_code}")
    if resposta.status_code == 200 and resposta.headers["Content-Type"].startswith("text/html"):
        faltas += _da_pagina(resposta.content.decode(), resposta.headers["Content-Security-Policy"])
    return faltas


def _da_pagina(corpo: str, politica: str) -> list[str]:
    lida = _ler(corpo)
    sem_links_de_fora = re.sub(r'<a [^>]*href="https?://[^>]*>', "", corpo)
    proibidos = {
        "script na página": r"<script(?![^>]*\bsrc=)",
        "estilo na página": r"<style|\sstyle=",
        "script num atributo": r"\son[a-z]+=",
        "arquivo de fora": r'(?:src|href)="(?:https?:)?//',
        "hash de senha": r"pbkdf2|scrypt",
    }
    faltas = [falta for falta, padrao in proibidos.items() if re.search(padrao, sem_links_de_fora)]
    if (peso := _peso(corpo, lida.arquivos)) > MAIS_PESO:
        faltas.append(f"{peso} bytes")
    if "'unsafe" in politica or "script-src 'self'" not in politica:
        faltas.append(politica)
    faltas += [f"campo sem rótulo: {campo}" for campo in lida.sem_rotulo]
    faltas += [f"id repetido: {um}" for um in set(lida.ids) if lida.ids.count(um) > 1]
    return faltas + [f"segredo: {segredo}" for segredo in _SEGREDOS if segredo in corpo]


@cada_area
def test_numeros_e_textos_absurdos_nao_derrubam_tela_nenhuma(area: str, mundo: Mundo, painel: Client) -> None:
    absurdos = ["9" * 5_000, "-1", "2026-02-31", "0" * 30, "%", "'", "\\", "\u0000", "ção" * 50, "1e999", "../../etc"]
    nomes = ("q", "pagina", "ordem", "dia", "situacao", "quem", "idade", "volta", "id_cliente", "id_cliente_servico", "prospecto")

    caidas = [
        (nome, absurdo[:20])
        for _area, nome, padrao in _da_area(area)
        for absurdo in absurdos
        if painel.get(endereco(area, padrao, mundo), dict.fromkeys(nomes, absurdo)).status_code >= 500
    ]

    assert caidas == []


@cada_area
def test_o_que_nao_existe_e_404(area: str, painel: Client) -> None:
    """With an empty database: every address that names a row."""
    pedidos = [(nome, padrao, numero) for _area, nome, padrao in _da_area(area) for numero in (999_999_999, 10**30)]

    respostas = {
        (nome, numero): painel.get(reverse(f"painel:{area}:{nome}", kwargs=dict.fromkeys(padrao.pattern.converters, numero)))
        for nome, padrao, numero in pedidos
        if padrao.pattern.converters
    }

    assert [qual for qual, resposta in respostas.items() if resposta.status_code not in {404, 405}] == []
