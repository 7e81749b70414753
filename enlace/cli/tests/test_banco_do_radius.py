"""What FreeRADIUS is told of its database."""

import os

import pytest
from django.db import connection

from enlace.cli import banco_do_radius
from enlace.core.errors import ConfigurationRefused
from enlace.projeto.ambiente import ler_banco, ler_do_radius
from enlace.radius.esquema import PAPEL, fechar_public


def test_endereco_vira_o_ambiente_da_libpq() -> None:
    url = (
        "postgresql://enlace_radius:uma%20senha%40@um.example:5433,outro.example:5434/enlace?sslmode=verify-full"
        "&sslrootcert=/etc/ac.pem&sslcert=/c.pem&sslkey=/c.key&target_session_attrs=read-write&channel_binding=require"
        "&hostaddr=10.0.0.1,10.0.0.2&connect_timeout=7&passfile=/senha"
    )

    variaveis = banco_do_radius.variaveis(ler_banco(url))

    assert variaveis == {
        "PGUSER": "enlace_radius",
        "PGPASSWORD": "uma senha@",
        "PGHOST": "um.example,outro.example",
        "PGHOSTADDR": "10.0.0.1,10.0.0.2",
        "PGPORT": "5433,5434",
        "PGDATABASE": "enlace",
        "PGSSLMODE": "verify-full",
        "PGSSLROOTCERT": "/etc/ac.pem",
        "PGSSLCERT": "/c.pem",
        "PGSSLKEY": "/c.key",
        "PGTARGETSESSIONATTRS": "read-write",
        "PGCHANNELBINDING": "require",
        "PGCONNECT_TIMEOUT": "7",
        "PGPASSFILE": "/senha",
    }


@pytest.mark.parametrize(
    "parametro", ["require_auth=scram-sha-256", "keepalives=1", "client_encoding=latin1", "sslnegotiation=direct"]
)
def test_parametro_que_o_freeradius_nao_recebe_e_recusado_sem_mostrar_a_senha(parametro: str) -> None:
    banco = ler_banco(f"postgresql://enlace_radius:sigilo@db.example/enlace?{parametro}")

    with pytest.raises(ConfigurationRefused, match=parametro.partition("=")[0]) as recusa:
        banco_do_radius.variaveis(banco)

    assert "sigilo" not in str(recusa.value)


def test_autoridades_do_sistema_sao_dadas_por_arquivo() -> None:
    with pytest.raises(ConfigurationRefused, match=r"ca-certificates\.crt"):
        banco_do_radius.variaveis(ler_banco("postgresql://enlace_radius@db.example/enlace?sslmode=verify-full&sslrootcert=system"))


def test_sem_endereco_proprio_vale_o_do_banco_embutido_com_o_papel_do_radius() -> None:
    embutido = ler_banco("postgresql://postgres@/enlace?host=/dados/postgres/soquete")

    assert banco_do_radius.escolher({}, embutido) == {
        "host": "/dados/postgres/soquete",
        "dbname": "enlace",
        "user": "enlace_radius",
    }


@pytest.mark.parametrize(
    "url",
    ["", "postgresql://enlace:x@db.example/enlace", "postgresql://enlace:x@/enlace?host=/run/postgresql", "postgresql:///enlace"],
)
def test_outro_banco_pede_um_endereco_proprio(url: str) -> None:
    with pytest.raises(ConfigurationRefused, match="Defina DATABASE_RADIUS_URL"):
        banco_do_radius.escolher({}, ler_banco(url))


@pytest.mark.parametrize(
    ("variavel", "valor"),
    [
        ("DATABASE_RADIUS_URL", "mysql://localhost/enlace"),
        ("DATABASE_RADIUS_URL", "postgresql://enlace_radius:se/nha@db.example/enlace"),
        ("ENLACE_RADIUS_CLIENTES", "10.0.0.1/8"),
        ("ENLACE_RADIUS_CLIENTES", "::/0"),
        ("ENLACE_RADIUS_CLIENTES_IPV6", "tudo"),
        ("ENLACE_RADIUS_LINHAS", "0"),
        ("ENLACE_RADIUS_LINHAS", "241"),
        ("ENLACE_RADIUS_MEMORIA", "0"),
        ("ENLACE_RADIUS_MEMORIA", "3601"),
        ("ENLACE_RADIUS_MEMORIA", "dez"),
    ],
)
def test_variavel_que_nao_se_le_e_recusada_pelo_nome(monkeypatch: pytest.MonkeyPatch, variavel: str, valor: str) -> None:
    monkeypatch.setenv(variavel, valor)

    with pytest.raises(ConfigurationRefused, match=f"^{variavel} "):
        ler_do_radius()


@pytest.mark.usefixtures("banco_confirmado")
def test_papel_que_pode_criar_funcoes_e_recusado_ate_que_se_migre() -> None:
    banco = {**ler_banco(os.environ["DATABASE_URL"]), "dbname": connection.settings_dict["NAME"], "user": PAPEL}
    with connection.cursor() as cursor:
        cursor.execute("grant create on schema public to public")
    try:
        with pytest.raises(ConfigurationRefused, match="REVOKE CREATE ON SCHEMA public"):
            banco_do_radius.conferir(banco)
    finally:
        fechar_public()

    assert banco_do_radius.conferir(banco) is False
