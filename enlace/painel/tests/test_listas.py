"""Lists: filters, order, pages, CSV."""

import csv
import io
from typing import Any

import pytest
from django import forms
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.test import RequestFactory
from django.utils.html import format_html
from pytest_django import DjangoAssertNumQueries

from enlace.auditoria.models import Registro
from enlace.clientes.models import GrupoCliente
from enlace.contas.models import Usuario
from enlace.painel.celulas import link
from enlace.painel.listas import Coluna, Filtro, Lista, Vazio

pytestmark = pytest.mark.django_db


class PorNome(Filtro):
    q = forms.CharField(label="Nome")
    quantos = forms.IntegerField(label="Quantos")


def _grupos(_request: HttpRequest, pedido: dict[str, Any]) -> "models.QuerySet[GrupoCliente]":
    grupos = GrupoCliente.objects.all()
    return grupos.filter(descricao__icontains=pedido["q"]) if pedido["q"] else grupos


LISTA = Lista[GrupoCliente](
    titulo="Grupos",
    arquivo="grupos",
    linhas=_grupos,
    filtro=PorNome,
    colunas=(
        Coluna(titulo="Descrição", valor=lambda g: link(g.descricao, f"/g/{g.pk}/"), ordem=("descricao",), principal=True),
        Coluna(titulo="Ativo", valor=lambda g: format_html("<b>{}</b>", "sim" if g.ativo else "não"), csv=lambda g: g.ativo),
        Coluna(titulo="Código", valor=lambda g: g.pk, so_csv=True),
    ),
    ordem=("id_grupo_cliente",),
    vazio=Vazio("Nenhum grupo", "Crie o primeiro.", "Novo grupo", lambda: "/novo/"),
    por_pagina=3,
)


def pedir(usuario: Usuario, endereco: str = "", **cabecalhos: str) -> HttpResponseBase:
    request = RequestFactory().get(f"/grupos/{endereco}", headers=cabecalhos)
    request.user = usuario
    request.resolver_match = None
    return LISTA.responder(request)


def corpo(usuario: Usuario, endereco: str = "", **cabecalhos: str) -> str:
    return str(pedir(usuario, endereco, **cabecalhos).content.decode())  # type: ignore[attr-defined]


def criar(*nomes: str) -> None:
    GrupoCliente.objects.all().delete()
    for nome in nomes:
        GrupoCliente.objects.create(descricao=nome)


def na_ordem(pagina: str, *nomes: str) -> bool:
    lugares = [pagina.find(f">{nome}<") for nome in nomes]
    return -1 not in lugares and lugares == sorted(lugares)


def test_a_lista_pagina_e_conserva_o_filtro(administradora: Usuario) -> None:
    criar("A1", "A2", "A3", "A4", "B")

    primeira, segunda = corpo(administradora, "?q=A"), corpo(administradora, "?q=A&pagina=2")

    assert na_ordem(primeira, "A1", "A2", "A3")
    assert "?q=A&amp;pagina=2" in primeira
    assert ">A4<" in segunda
    assert ">B<" not in primeira + segunda
    assert "4 a 4 de 4" in segunda


def test_um_clique_no_titulo_ordena_e_outro_inverte(administradora: Usuario) -> None:
    criar("B", "C", "A")

    assert na_ordem(corpo(administradora), "B", "C", "A")
    assert na_ordem(corpo(administradora, "?ordem=0"), "A", "B", "C")
    invertida = corpo(administradora, "?ordem=-0")
    assert na_ordem(invertida, "C", "B", "A")
    assert 'aria-sort="descending"' in invertida


@pytest.mark.parametrize("ordem", ["1", "-1", "9", "x", "--0", "99999999999", "descricao"])
def test_uma_ordem_que_nao_ha_e_a_da_lista(administradora: Usuario, ordem: str) -> None:
    criar("B", "C", "A")

    assert na_ordem(corpo(administradora, f"?ordem={ordem}"), "B", "C", "A")


def test_o_filtro_errado_e_dito_ao_lado_do_campo_e_nada_se_lista(administradora: Usuario) -> None:
    criar("A")

    pagina = corpo(administradora, "?quantos=muitos")

    assert 'id="id_quantos_error"' in pagina
    assert ">A<" not in pagina


def test_vazia_a_lista_diz_o_que_fazer(administradora: Usuario) -> None:
    criar()

    pagina = corpo(administradora)

    assert "Nenhum grupo" in pagina
    assert '<a class="botao primario" href="/novo/">Novo grupo</a>' in pagina


def test_o_htmx_recebe_so_a_tabela(administradora: Usuario) -> None:
    criar("A")

    pagina = corpo(administradora, **{"HX-Request": "true"})

    assert "<!DOCTYPE" not in pagina
    assert ">A<" in pagina


def test_o_csv_traz_tudo_o_que_foi_filtrado_e_deixa_rastro(administradora: Usuario) -> None:
    criar("A1", "A2", "A3", "A4", "B;C", '=cmd("x")')

    resposta = pedir(administradora, "?formato=csv&ordem=-0")
    assert isinstance(resposta, StreamingHttpResponse)
    texto = b"".join(resposta).decode("utf-8")

    assert texto.startswith("\ufeff")
    linhas = list(csv.reader(io.StringIO(texto.removeprefix("\ufeff")), delimiter=";"))
    assert linhas[0] == ["Descrição", "Ativo", "Código"]
    assert [linha[0] for linha in linhas[1:]] == ["B;C", "A4", "A3", "A2", "A1", '\'=cmd("x")']
    assert {linha[1] for linha in linhas[1:]} == {"sim"}
    assert "attachment" in resposta.headers["Content-Disposition"]
    rastro = Registro.objects.get(acao="exportar")
    assert rastro.chave == str(administradora.pk)
    assert rastro.depois == {"lista": "grupos", "filtros": {"ordem": "-0"}}


def test_sem_a_permissao_nada_se_exporta_nem_se_oferece(atendente: Usuario) -> None:
    criar("A")

    assert "formato=csv" not in corpo(atendente)
    with pytest.raises(PermissionDenied):
        pedir(atendente, "?formato=csv")
    assert not Registro.objects.filter(acao="exportar").exists()


def test_a_lista_faz_o_mesmo_numero_de_consultas_com_qualquer_tamanho(
    administradora: Usuario, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    criar("A", "B", "C")

    with django_assert_num_queries(2):
        corpo(administradora)
