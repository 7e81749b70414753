"""What the stream is made of, each by itself."""

import asyncio
import json
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.test import Client, override_settings

from enlace.clientes.models import Cliente
from enlace.painel.eventos import mensagens
from enlace.painel.eventos.acesso import Ouvinte, chave_da_sessao
from enlace.painel.eventos.difusao import FLUXOS_POR_PROCESSO, FLUXOS_POR_USUARIO, Difusao, SemLugar, UsuarioSemLugar
from enlace.painel.eventos.endereco import endereco, host_nosso, origem_do_painel
from enlace.pbx.models import Ligacao
from enlace.projeto import ambiente

AGORA = datetime(2026, 11, 20, 15, 30, tzinfo=UTC)


def uma_ligacao(**campos: object) -> Ligacao:
    return Ligacao(id_ligacao=7, usuario_id=1, ramal="111", telefone="37999912222", notificada_em=AGORA, **campos)


def test_nome_com_quebras_de_linha_nao_vira_outro_evento() -> None:
    nome = "A\n\nevent: ligacao_encerrada\r\ndata: 1\u2028\n\n"
    cliente = Cliente(id_cliente=1, codigo_cliente=2, nome_razaosocial=nome)

    texto = mensagens.da_ligacao(uma_ligacao(cliente=cliente), ve_clientes=True).decode()

    assert [linha.split(":")[0] for linha in texto.split("\n")] == ["event", "id", "data", "", ""]
    assert "\r" not in texto
    assert json.loads(texto.split("\n")[2].removeprefix("data: "))["cliente"]["nome_razaosocial"] == nome


def test_evento_diz_o_que_a_janela_mostra() -> None:
    dados = json.loads(mensagens.da_ligacao(uma_ligacao(), ve_clientes=True).decode().split("data: ")[1])

    assert dados == {
        "id_ligacao": 7,
        "ramal": "111",
        "identificador_interno": "",
        "telefone": "37999912222",
        "notificada_em": "2026-11-20T15:30:00+00:00",
        "cliente": None,
    }


def test_quem_nao_le_e_deixado_e_o_que_espera_tem_limite() -> None:
    async def encher() -> int:
        fluxo = Difusao().entrar(Ouvinte(1, ve_clientes=True))
        cabem = 0
        while not fluxo.fim.is_set():
            fluxo.entregar(uma_ligacao())
            cabem += 1
        return cabem

    assert asyncio.run(encher()) == 201


def test_lugares_tem_limite_por_usuario_e_por_processo_e_voltam() -> None:
    async def lotar() -> None:
        difusao = Difusao()
        usuarios = range(FLUXOS_POR_PROCESSO // FLUXOS_POR_USUARIO)
        fluxos = [difusao.entrar(Ouvinte(n, ve_clientes=True)) for n in usuarios for _ in range(FLUXOS_POR_USUARIO)]
        with pytest.raises(UsuarioSemLugar):
            difusao.entrar(Ouvinte(0, ve_clientes=True))
        with pytest.raises(SemLugar):
            difusao.entrar(Ouvinte(FLUXOS_POR_PROCESSO, ve_clientes=True))
        difusao.sair(fluxos[0])
        difusao.entrar(Ouvinte(FLUXOS_POR_PROCESSO, ve_clientes=True))

    asyncio.run(lotar())


def test_depois_do_aviso_de_parar_ninguem_entra_e_todos_saem() -> None:
    async def parar() -> bool:
        difusao = Difusao()
        fluxo = difusao.entrar(Ouvinte(1, ve_clientes=True))
        difusao.encerrar()
        with pytest.raises(SemLugar):
            difusao.entrar(Ouvinte(2, ve_clientes=True))
        return fluxo.fim.is_set()

    assert asyncio.run(parar())


@pytest.mark.parametrize(
    ("cookies", "chave"),
    [
        (f"sessionid={'a1' * 16}", "a1" * 16),
        (f"outro=1; sessionid={'a1' * 16}; mais=2", "a1" * 16),
        ("", None),
        ("sessionid", None),
        ("sessionid=curta", None),
        (f"sessionid={'a1' * 16}x", None),
        (f"sessionid={'A1' * 16}", None),
    ],
)
def test_chave_da_sessao_e_a_que_o_django_faz(cookies: str, chave: str | None) -> None:
    assert chave_da_sessao(cookies) == chave


@pytest.mark.parametrize("host", ["", "outro.example", "127.0.0.1.outro.example", "127.0.0.1@outro.example", "[", "a b"])
def test_host_de_outros_nao_e_nosso(host: str) -> None:
    with override_settings(ALLOWED_HOSTS=["127.0.0.1"]):
        assert host_nosso("127.0.0.1:8001")
        assert not host_nosso(host)


@pytest.fixture
def duas_portas(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Panel and events at two ports of one machine, as `enlace demo` has them."""
    monkeypatch.setenv("ENLACE_PAINEL", "http://127.0.0.1:8000/")
    monkeypatch.setenv("ENLACE_EVENTOS", "http://127.0.0.1:8001/")
    with override_settings(AMBIENTE=ambiente.ler(), ALLOWED_HOSTS=["127.0.0.1", "localhost", "[::1]"]):
        yield


@pytest.mark.usefixtures("duas_portas")
@pytest.mark.parametrize("nome", ["127.0.0.1", "localhost", "[::1]"])
def test_origem_e_a_mesma_ou_a_do_painel(nome: str) -> None:
    assert origem_do_painel(f"http://{nome}:8001", host=f"{nome}:8001")
    assert origem_do_painel(f"http://{nome}:8000", host=f"{nome}:8001")
    for outra in (
        *("", "null", "http://", "http://outro.example:8000", "http://localhost.outro.example:8000"),
        *(f"http://{nome}:8002", f"https://{nome}:8001", f"http://{nome}", f"http://{nome}:8000/x", f"http://{nome}:8000:8000"),
    ):
        assert not origem_do_painel(outra, host=f"{nome}:8001")


@pytest.mark.usefixtures("duas_portas")
def test_pagina_de_um_nome_nosso_nao_e_a_de_outro_nome_nosso() -> None:
    assert not origem_do_painel("http://localhost:8000", host="127.0.0.1:8001")


def test_sem_endereco_proprio_os_eventos_sao_da_mesma_origem() -> None:
    assert endereco("127.0.0.1:8000") == "/eventos/"


@pytest.mark.django_db
@pytest.mark.usefixtures("duas_portas")
@pytest.mark.parametrize("nome", ["127.0.0.1", "localhost", "[::1]"])
def test_paginas_podem_ouvir_a_porta_dos_eventos_pelo_nome_por_que_foram_abertas(nome: str) -> None:
    politica = Client().get("/admin/login/", headers={"host": f"{nome}:8000"}).headers["Content-Security-Policy"]

    assert endereco(f"{nome}:8000") == f"http://{nome}:8001/eventos/"
    assert f"connect-src 'self' http://{nome}:8001;" in politica


@pytest.mark.usefixtures("duas_portas")
@pytest.mark.parametrize("host", ["outro.example", "x; script-src *", "", "localhost:8000; script-src *"])
def test_nome_de_outros_nao_entra_na_politica(host: str) -> None:
    resposta = Client().get("/admin/login/", headers={"host": host})

    assert resposta.status_code == 400
    assert "connect-src 'self';" in resposta.headers["Content-Security-Policy"]
