"""Pages of the panel as a browser asks for them, and forms as it sends them."""

from html.parser import HTMLParser
from typing import Any

from django.db import models
from django.test import Client
from django.urls import reverse

Campos = dict[str, list[str]]


class _Leitor(HTMLParser):
    """Collects what would be sent: inputs, ticked boxes, chosen options, texts."""

    def __init__(self) -> None:
        super().__init__()
        self.campos: Campos = {}
        self._texto: str | None = None
        self._escolha: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        atributos = dict(attrs)
        nome = atributos.get("name")
        if tag == "input" and nome and "disabled" not in atributos:
            self._entrada(nome, atributos)
        elif tag == "textarea" and nome:
            self._texto = nome
            self._por(nome, "")
        elif tag == "select":
            self._escolha = nome
        elif tag == "option" and self._escolha and "selected" in atributos:
            self._por(self._escolha, atributos.get("value") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._texto = None
        elif tag == "select":
            self._escolha = None

    def handle_data(self, data: str) -> None:
        if self._texto is not None:
            # The first line break after the tag is not part of the text (HTML, 4.10.11).
            self.campos[self._texto] = [(self.campos[self._texto][-1] + data).removeprefix("\n")]

    def _entrada(self, nome: str, atributos: dict[str, str | None]) -> None:
        tipo = atributos.get("type", "text")
        if tipo in {"checkbox", "radio"}:
            if "checked" in atributos:
                self._por(nome, atributos.get("value") or "on")
        elif tipo not in {"submit", "button", "image"}:
            self._por(nome, atributos.get("value") or "")

    def _por(self, nome: str, valor: str) -> None:
        self.campos.setdefault(nome, []).append(valor)


def formulario(navegador: Client, endereco: str) -> Campos:
    """What would be sent if the person pressed "save" without touching anything."""
    leitor = _Leitor()
    leitor.feed(navegador.get(endereco).content.decode())
    modelos = [nome for nome in leitor.campos if "__prefix__" in nome]
    return {nome: valores for nome, valores in leitor.campos.items() if nome not in modelos}


def pagina(linha: models.Model, qual: str = "change") -> str:
    """The address of a page about one row."""
    return reverse(f"admin:{linha._meta.app_label}_{linha._meta.model_name}_{qual}", args=[linha.pk])


def listados(painel: Client, lista: str, **consulta: object) -> list[Any]:
    """The rows that a list shows when it is asked with these parameters."""
    resposta = painel.get(reverse(lista), {nome: str(valor) for nome, valor in consulta.items()})
    assert resposta.status_code == 200
    return list(resposta.context["cl"].result_list)
