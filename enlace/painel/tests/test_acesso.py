"""Who gets in, and where people are led."""

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from enlace.contas.models import Usuario
from enlace.painel.acesso import em_parte, ir_para, pagina, volta
from enlace.painel.conftest import dar_permissoes

HTMX = {"HX-Request": "true"}


@pagina("clientes.view_cliente", "clientes.change_cliente")
def de_todas(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("entrou")


@pagina("clientes.view_cliente", "clientes.change_cliente", alguma=True)
def de_alguma(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("entrou")


def pedido(usuario: Usuario, **cabecalhos: str) -> HttpRequest:
    request = RequestFactory().get("/painel/x/?a=1", headers=cabecalhos)
    request.user = usuario
    return request


@pytest.mark.django_db
def test_pagina_pede_todas_as_permissoes_ou_alguma(atendente: Usuario) -> None:
    dar_permissoes(atendente, "clientes.view_cliente")

    assert de_alguma(pedido(atendente)).status_code == 200
    with pytest.raises(PermissionDenied):
        de_todas(pedido(atendente))


@pytest.mark.django_db
def test_o_que_e_de_pessoas_nao_fica_guardado_no_navegador(administradora: Usuario) -> None:
    resposta = de_todas(pedido(administradora))

    assert {"no-store", "private"} <= {parte.strip() for parte in resposta.headers["Cache-Control"].split(",")}


def test_uma_parte_pedida_sem_sessao_leva_a_entrada_e_de_la_a_pagina_aberta() -> None:
    cabecalhos = {**HTMX, "HX-Current-URL": "http://testserver/painel/clientes/?q=maria"}

    resposta = Client().get("/painel/busca/sugestoes/?q=x", headers=cabecalhos)

    assert resposta.status_code == 204
    assert resposta.headers["HX-Redirect"] == "/admin/login/?next=%2Fpainel%2Fclientes%2F%3Fq%3Dmaria"


def test_a_pagina_aberta_noutro_servidor_nao_e_destino_da_entrada() -> None:
    cabecalhos = {**HTMX, "HX-Current-URL": "http://mau.example/painel/"}

    resposta = Client().get("/painel/busca/sugestoes/?q=x", headers=cabecalhos)

    assert resposta.headers["HX-Redirect"] == "/admin/login/?next=%2F"


def test_quem_pediu_uma_parte_e_levado_pelo_cabecalho_que_o_htmx_entende() -> None:
    pagina_inteira = RequestFactory().get("/")
    parte = RequestFactory().get("/", headers=HTMX)

    assert ir_para(pagina_inteira, "/painel/").headers["Location"] == "/painel/"
    assert ir_para(parte, "/painel/").headers["HX-Redirect"] == "/painel/"
    assert not em_parte(RequestFactory().get("/", headers={**HTMX, "HX-History-Restore-Request": "true"}))


@pytest.mark.parametrize(
    "endereco", ["//mau.example/", "https://mau.example/", "javascript:alert(1)", "/\\mau.example", "\\\\mau.example", "mau", ""]
)
def test_ninguem_e_levado_de_volta_a_outro_servidor(endereco: str) -> None:
    assert volta(RequestFactory().get("/", {"volta": endereco}), "/painel/") == "/painel/"


@pytest.mark.parametrize("endereco", ["/painel/\r\nX-Mau: 1", "/painel/\n", "/painel/\t", "/painel/\0", "/painel/ç"])
def test_o_que_nenhum_cabecalho_diz_nao_e_volta(endereco: str) -> None:
    # Said only after the act was done: a failure there would make people do it again.
    assert volta(RequestFactory().get("/", {"volta": endereco}), "/painel/") == "/painel/"


def test_a_volta_e_a_pagina_de_onde_se_veio() -> None:
    assert volta(RequestFactory().get("/", {"volta": "/painel/clientes/1/?a=2"}), "/") == "/painel/clientes/1/?a=2"


@pytest.mark.django_db
def test_o_menu_mostra_so_as_telas_que_a_pessoa_abre(atendente: Usuario, entrar: Callable[[Usuario], Client]) -> None:
    dar_permissoes(atendente, "financeiro.view_fatura")

    corpo = entrar(atendente).get("/painel/").content.decode()

    assert '<a href="/painel/faturas/">' in corpo
    assert '<a href="/painel/clientes/">' not in corpo
    assert '<a href="/painel/" aria-current="page">' in corpo
