import traceback

import pytest

from enlace.core.errors import ConfigurationRefused
from enlace.projeto import ambiente
from enlace.projeto.ambiente import ler_banco


@pytest.mark.parametrize(
    ("url", "parametros"),
    [
        ("", {}),
        (
            "postgresql://enlace:x%40y%2Fz@h:5433/db",
            {"user": "enlace", "password": "x@y/z", "host": "h", "port": "5433", "dbname": "db"},
        ),
        ("postgres://enlace:a?b#c@h/db", {"user": "enlace", "password": "a?b#c", "host": "h", "dbname": "db"}),
        ("postgresql://enlace@/db?host=/run/postgresql", {"user": "enlace", "dbname": "db", "host": "/run/postgresql"}),
        ("postgresql:///db?user=a@b", {"dbname": "db", "user": "a@b"}),
        ("postgresql://a@[::1]:5432,[::2]/db", {"user": "a", "host": "::1,::2", "port": "5432,", "dbname": "db"}),
        ("postgresql:///?dbname=db&port=5432", {"dbname": "db", "port": "5432"}),
    ],
)
def test_endereco_do_banco_e_lido(url: str, parametros: dict[str, str]) -> None:
    assert ler_banco(url) == parametros


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://enlace:segredo%zz@h/db",
        "postgresql://enlace:segredo@[::1/db",
        "postgresql://enlace:[segredo@[::1/db",
        "postgresql://enlace:seg@segredo@h:x",
        "postgresql://enlace:seg@segredo@h/db",
        "postgresql://enlace:se?g@segredo@h/db",
        "postgresql://enlace:segredo/x@h/db",
        "postgresql://enlace:segredo?x/y@h/db",
        "postgresql://enlace:x/segredo?y@h/db",
        "postgresql://enlace:segredo",
        "postgresql://enlace:segredo@h/db?port=segredo",
        "postgresql://enlace:segredo@h/db?segredo=1",
        "postgresql://enlace:segredo\udcff@h/db",
        "segredo",
        "mysql://enlace:segredo@h/db",
        "postgresql//enlace:segredo@h/db",
        "http://[segredo",
    ],
)
def test_endereco_do_banco_que_nao_se_le_e_recusado_sem_mostrar_a_senha(url: str) -> None:
    with pytest.raises(ConfigurationRefused, match="DATABASE_URL") as recusa:
        ler_banco(url)

    # What a log of a server that does not start would hold; the lines of this file itself do not count.
    registro = "".join(traceback.format_exception(recusa.value.with_traceback(None)))
    assert "segredo" not in registro


@pytest.mark.parametrize(
    ("texto", "origem"),
    [
        ("", ""),
        ("https://enlace.provedor.example:8443", "https://enlace.provedor.example:8443"),
        ("https://enlace.provedor.example:443", "https://enlace.provedor.example"),
        ("http://enlace.provedor.example:0080", "http://enlace.provedor.example"),
        ("http://enlace.provedor.example:443", "http://enlace.provedor.example:443"),
        (" HTTP://127.0.0.1:8001/ ", "http://127.0.0.1:8001"),
        ("http://[::1]:8001", "http://[::1]:8001"),
    ],
)
def test_origem_e_lida_como_os_navegadores_a_escrevem(monkeypatch: pytest.MonkeyPatch, texto: str, origem: str) -> None:
    monkeypatch.setenv("ENLACE_HOSTS", "enlace.provedor.example,127.0.0.1,[::1]")
    monkeypatch.setenv("ENLACE_EVENTOS", texto)
    monkeypatch.setenv("ENLACE_PAINEL", texto)

    assert (ambiente.ler().eventos, ambiente.ler().painel) == (origem, origem)


@pytest.mark.parametrize(
    "texto",
    [
        *("eventos.example", "ftp://x", "https://x/eventos", "https://x; script-src *", "https://*", "https://u@x"),
        *("https://x:y", "https://x:99999", "https://x:0", "https://x:", "https://x:65536", "https://x:443:1"),
    ],
)
@pytest.mark.parametrize("nome", ["ENLACE_EVENTOS", "ENLACE_PAINEL"])
def test_origem_que_nao_e_uma_e_recusada_com_uma_frase(monkeypatch: pytest.MonkeyPatch, nome: str, texto: str) -> None:
    monkeypatch.setenv(nome, texto)

    with pytest.raises(ConfigurationRefused, match=f"{nome} deve ser uma origem"):
        ambiente.ler()


@pytest.mark.parametrize(
    ("hosts", "texto", "serve"),
    [
        ("enlace.example", "https://eventos.example", False),
        ("enlace.example", "https://eventos.enlace.example", False),
        ("enlace.example", "https://enlace.example:8443", True),
        (".enlace.example", "https://enlace.example:8443", True),
        ("127.0.0.1,[::1]", "http://localhost:8001", False),
        ("127.0.0.1,[::1]", "http://[::1]:8001", True),
    ],
)
@pytest.mark.parametrize("nome", ["ENLACE_EVENTOS", "ENLACE_PAINEL"])
def test_origem_de_outro_nome_em_que_a_sessao_nao_vale_e_recusada(
    monkeypatch: pytest.MonkeyPatch, nome: str, hosts: str, texto: str, *, serve: bool
) -> None:
    monkeypatch.setenv("ENLACE_HOSTS", hosts)
    monkeypatch.setenv(nome, texto)

    if serve:
        ambiente.ler()
    else:
        with pytest.raises(ConfigurationRefused, match=f"{nome} deve ter um dos nomes de ENLACE_HOSTS"):
            ambiente.ler()
