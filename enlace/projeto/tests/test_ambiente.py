import traceback

import pytest

from enlace.core.errors import ConfigurationRefused
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
