"""What surrounds the pages: the front door, the policy of content, the pages of errors, the language."""

import gettext as gettext_do_python
import re
from datetime import datetime
from pathlib import Path

import pytest
import unfold
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils import formats, timezone
from django.utils.translation import gettext, override

from enlace.contas.models import Usuario
from enlace.painel.middleware import PoliticaDeConteudo

CATALOGO = Path(__file__).parents[1] / "locale" / "pt_BR" / "LC_MESSAGES"


def politica(resposta: HttpResponseBase) -> dict[str, str]:
    partes = (parte.split(" ", 1) for parte in resposta["Content-Security-Policy"].split("; "))
    return {diretiva: valor for diretiva, valor in partes if diretiva}


@pytest.mark.django_db
def test_a_porta_da_frente_leva_ao_painel_ou_a_entrada(painel: Client) -> None:
    assert painel.get("/").headers["Location"] == "/painel/"
    assert Client().get("/").headers["Location"] == "/admin/login/?next=/"


@pytest.mark.django_db
def test_quem_nao_clica_por_doze_horas_entra_de_novo_e_cada_clique_conta(painel: Client) -> None:
    for _clique in range(2):
        cookie = painel.get("/admin/").cookies["sessionid"]

        assert cookie["max-age"] == 12 * 3600
        assert cookie["httponly"]


@pytest.mark.django_db
def test_a_espera_depois_de_senhas_erradas_e_dita_no_formulario(administradora: Usuario) -> None:
    for _tentativa in range(6):
        resposta = Client().post("/admin/login/", {"username": administradora.email, "password": "errada"})

    assert "Muitas tentativas" in resposta.content.decode()


@pytest.mark.django_db
def test_no_admin_nada_vem_de_fora_e_nenhum_script_esta_na_pagina(painel: Client) -> None:
    for pagina in ("/admin/", "/admin/login/", "/admin/clientes/cliente/", "/admin/servicos/clienteservico/add/"):
        resposta = painel.get(pagina, follow=True)
        corpo = resposta.content.decode()

        assert politica(resposta)["script-src"] == "'self' 'unsafe-eval'"
        assert politica(resposta)["default-src"] == "'none'"
        assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>", corpo)
        assert not re.search(r'(?:src|href)="(?:https?:)?//', corpo)
        assert not re.search(r"\son[a-z]+=", corpo)


def test_fora_do_admin_a_politica_nao_tem_excecoes() -> None:
    guarda = PoliticaDeConteudo(lambda _pedido: HttpResponse("<p>"))

    resposta = guarda(RequestFactory().get("/painel/"))

    assert isinstance(resposta, HttpResponse)
    assert politica(resposta)["script-src"] == "'self'"
    assert "unsafe" not in resposta["Content-Security-Policy"]


def test_uma_pagina_pode_ter_politica_propria_e_dados_nao_tem_nenhuma() -> None:
    def responder(pedido: HttpRequest) -> HttpResponse:
        if pedido.path == "/json":
            return HttpResponse("{}", content_type="application/json")
        return HttpResponse("<p>", headers={"Content-Security-Policy": "default-src 'none'"})

    guarda = PoliticaDeConteudo(responder)

    assert guarda(RequestFactory().get("/pagina"))["Content-Security-Policy"] == "default-src 'none'"
    assert "Content-Security-Policy" not in guarda(RequestFactory().get("/json"))


@pytest.mark.django_db
def test_pagina_que_nao_existe_responde_em_portugues_e_sem_detalhes(painel: Client) -> None:
    resposta = painel.get("/admin/nada/")

    assert resposta.status_code == 404
    assert "Página não encontrada" in resposta.content.decode()
    assert "Traceback" not in resposta.content.decode()


@pytest.mark.parametrize("numero", ["400", "403", "403_csrf", "404", "500"])
def test_as_paginas_de_erro_se_fazem_sem_nada_alem_delas(numero: str) -> None:
    pagina = render_to_string(f"{numero}.html")

    assert '<html lang="pt-BR">' in pagina
    assert "<h1>" in pagina
    assert not re.search(r"<style|style=|<script", pagina)


def test_os_arquivos_que_as_paginas_pedem_existem() -> None:
    assert all(finders.find(arquivo) for arquivo in ("painel/erro.css", "painel/painel.css", "painel/favicon.svg"))


def test_o_catalogo_compilado_e_o_do_texto() -> None:
    with (CATALOGO / "django.mo").open("rb") as arquivo:
        compilado = gettext_do_python.GNUTranslations(arquivo)
    texto = (CATALOGO / "django.po").read_text()
    pares = re.findall(r'^msgid "(.+)"\nmsgstr "(.+)"$', texto, re.MULTILINE)

    assert len(pares) > 50
    assert [msgid for msgid, msgstr in pares if compilado.gettext(_sem_escape(msgid)) != _sem_escape(msgstr)] == []


def test_unfold_nao_diz_nada_em_ingles() -> None:
    """Found in its templates, so that a new version cannot bring English unnoticed."""
    modelos = Path(unfold.__file__).parent / "templates"
    frases = {
        frase
        for arquivo in modelos.rglob("*.html")
        if "crispy" not in arquivo.parts[-3]
        for _aspas, frase in re.findall(r"""{%\s*trans(?:late)?\s+(['"])(.*?)\1""", arquivo.read_text())
    }

    with override("pt-br"):
        sem_traducao = {frase for frase in frases if gettext(frase) == frase}

    assert len(frases) > 50
    assert sem_traducao == set()


def _sem_escape(texto: str) -> str:
    return texto.replace('\\"', '"')


def test_datas_se_escrevem_como_no_balcao() -> None:
    quando = datetime(2026, 11, 21, 7, 56, tzinfo=timezone.get_current_timezone())

    assert formats.localize(quando) == "21/11/2026 07:56"
    assert formats.localize(quando.date()) == "21/11/2026"
