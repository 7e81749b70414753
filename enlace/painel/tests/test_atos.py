"""An act: asked, refused, done, in a page and in a window."""

from typing import Any

import pytest
from django import forms
from django.contrib.messages import get_messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from enlace.auditoria.registro import Autor
from enlace.contas.models import Usuario
from enlace.core.errors import RuleRefused
from enlace.painel import atos
from enlace.painel.formularios import Formulario

pytestmark = pytest.mark.django_db


class Perguntas(Formulario):
    dias = forms.IntegerField(label="Dias", min_value=1)


def pedido(usuario: Usuario, dados: dict[str, str] | None = None, *, em_janela: bool = False) -> HttpRequest:
    fabrica = RequestFactory(headers={"HX-Request": "true"} if em_janela else {})
    request = fabrica.get("/painel/ato/") if dados is None else fabrica.post("/painel/ato/", dados)
    request.user = usuario
    request.resolver_match = None
    request._messages = CookieStorage(request)  # type: ignore[attr-defined]
    return request


def agir(request: HttpRequest, feitos: list[tuple[dict[str, Any], Autor]], *, recusa: str = "") -> HttpResponse:
    def fazer(dados: dict[str, Any], autor: Autor) -> int:
        if recusa:
            raise RuleRefused(recusa)
        feitos.append((dados, autor))
        return len(feitos)

    return atos.responder(
        request,
        atos.Ato(titulo="Desbloquear", regra="Até 3 dias.", botao="Desbloquear já"),
        formulario=Perguntas(atos.enviado(request)),
        fazer=fazer,
        feito=lambda quantos: f"Feito {quantos} vez.",
        volta="/painel/volta/",
    )


def test_aberto_o_ato_explica_a_regra_e_nada_faz(administradora: Usuario) -> None:
    feitos: list[Any] = []

    resposta = agir(pedido(administradora), feitos)

    corpo = resposta.content.decode()
    assert resposta.status_code == 200
    assert "Até 3 dias." in corpo
    assert "Desbloquear já" in corpo
    assert "csrfmiddlewaretoken" in corpo
    assert corpo.lstrip().startswith("<!DOCTYPE")
    assert feitos == []


def test_na_janela_vem_so_o_ato(administradora: Usuario) -> None:
    corpo = agir(pedido(administradora, em_janela=True), []).content.decode()

    assert "<!DOCTYPE" not in corpo
    assert "Desbloquear já" in corpo


def test_o_que_falta_e_dito_ao_lado_do_campo(administradora: Usuario) -> None:
    feitos: list[Any] = []

    resposta = agir(pedido(administradora, {"dias": "0"}), feitos)

    corpo = resposta.content.decode()
    assert resposta.status_code == 422
    assert 'id="id_dias_error"' in corpo
    assert "maior ou igual a 1" in corpo
    assert 'aria-invalid="true"' in corpo
    assert feitos == []


def test_a_recusa_da_regra_e_dita_e_o_digitado_fica(administradora: Usuario) -> None:
    resposta = agir(pedido(administradora, {"dias": "9"}), [], recusa="São no máximo 3 dias.")

    corpo = resposta.content.decode()
    assert resposta.status_code == 422
    assert "São no máximo 3 dias." in corpo
    assert 'value="9"' in corpo


@pytest.mark.parametrize("em_janela", [False, True])
def test_feito_o_ato_tem_autor_mensagem_e_volta(administradora: Usuario, *, em_janela: bool) -> None:
    feitos: list[tuple[dict[str, Any], Autor]] = []
    request = pedido(administradora, {"dias": "2"}, em_janela=em_janela)

    resposta = agir(request, feitos)

    assert resposta.headers["HX-Redirect" if em_janela else "Location"] == "/painel/volta/"
    assert [str(mensagem) for mensagem in get_messages(request)] == ["Feito 1 vez."]
    assert feitos == [({"dias": 2}, Autor(porta="painel", id_usuario=administradora.pk, endereco_ip="127.0.0.1"))]
