"""The database as FreeRADIUS reaches it: by the environment of libpq, as a role that may call its functions and nothing else."""

from typing import Final

import psycopg
from psycopg.conninfo import make_conninfo
from psycopg.pq import PGconn, Ping

from enlace.core.errors import ConfigurationRefused
from enlace.radius.esquema import CHAMADAS, PAPEL

# PostgreSQL's documentation, 34.15, as far as the libpq of Debian 12 (15) knows it: what it does not read would be lost without a
# word, and some of it protects. Those that the configuration of FreeRADIUS sets itself (deploy/raddb/sql.conf) may be given.
VARIAVEIS: Final = {
    "service": "PGSERVICE",
    "host": "PGHOST",
    "hostaddr": "PGHOSTADDR",
    "port": "PGPORT",
    "dbname": "PGDATABASE",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "passfile": "PGPASSFILE",
    "channel_binding": "PGCHANNELBINDING",
    "connect_timeout": "PGCONNECT_TIMEOUT",
    "application_name": "PGAPPNAME",
    "options": "PGOPTIONS",
    "sslmode": "PGSSLMODE",
    "sslcompression": "PGSSLCOMPRESSION",
    "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY",
    "sslrootcert": "PGSSLROOTCERT",
    "sslcrl": "PGSSLCRL",
    "sslcrldir": "PGSSLCRLDIR",
    "sslsni": "PGSSLSNI",
    "ssl_min_protocol_version": "PGSSLMINPROTOCOLVERSION",
    "ssl_max_protocol_version": "PGSSLMAXPROTOCOLVERSION",
    "requirepeer": "PGREQUIREPEER",
    "gssencmode": "PGGSSENCMODE",
    "krbsrvname": "PGKRBSRVNAME",
    "gsslib": "PGGSSLIB",
    "target_session_attrs": "PGTARGETSESSIONATTRS",
}
_PRAZO = "5"
_PERGUNTA = """
select
    current_user,
    (
        select count(distinct p.proname)
        from pg_proc p
        join pg_namespace n on n.oid = p.pronamespace
        where n.nspname = 'radius'
            and p.proname = any(%s)
            and has_schema_privilege(n.oid, 'usage')
            and has_function_privilege(p.oid, 'execute')
    ),
    exists (select from pg_class where oid = to_regclass('public.cliente_servico') and has_table_privilege(oid, 'select')),
    exists (select from pg_namespace where nspname = 'public' and has_schema_privilege(oid, 'create'))
"""


def e_embutido(banco: dict[str, str]) -> bool:
    """Whether it is reached as the embedded PostgreSQL is: through a socket of this computer, without a password."""
    return banco.get("host", "").startswith("/") and "password" not in banco


def escolher(do_radius: dict[str, str], do_enlace: dict[str, str]) -> dict[str, str]:
    """The parameters of FreeRADIUS's connection, from those of DATABASE_RADIUS_URL and of DATABASE_URL."""
    if do_radius:
        return do_radius
    if e_embutido(do_enlace):
        return {**do_enlace, "user": PAPEL}
    raise ConfigurationRefused(
        f"Defina DATABASE_RADIUS_URL com o endereço do banco para o papel {PAPEL}: "
        f"postgresql://{PAPEL}:senha@servidor:porta/banco (docs/radius.md)."
    )


def variaveis(banco: dict[str, str]) -> dict[str, str]:
    """The same parameters as libpq reads them from the environment. Raises ConfigurationRefused for one that it does not read."""
    if outros := sorted(banco.keys() - VARIAVEIS.keys()):
        raise ConfigurationRefused(
            f"DATABASE_RADIUS_URL tem parâmetro(s) que o FreeRADIUS não recebe: {', '.join(outros)}. Retire-os (docs/radius.md)."
        )
    if banco.get("sslrootcert") == "system":
        raise ConfigurationRefused(
            "DATABASE_RADIUS_URL: a libpq de alguns FreeRADIUS não conhece sslrootcert=system; dê o arquivo das autoridades, em "
            "Debian e Ubuntu sslrootcert=/etc/ssl/certs/ca-certificates.crt."
        )
    return {VARIAVEIS[nome]: valor for nome, valor in banco.items()}


def conferir(banco: dict[str, str]) -> bool | None:
    """Whether it is the demonstration's database; None when it is away, which is no reason not to start.

    Raises ConfigurationRefused when it is there and does not let the role in, or grants it less or more than FreeRADIUS needs.
    """
    try:
        with psycopg.connect(_endereco(banco)) as conexao:
            _conferir_papel(conexao)
            resposta = conexao.execute("select radius.e_demonstracao()").fetchone()
            return bool(resposta and resposta[0])
    except psycopg.OperationalError as erro:
        motivo = _motivo(erro, banco)
    if _responde(banco):
        raise ConfigurationRefused(f"O banco de dados não deixa o FreeRADIUS entrar{motivo}")
    return None


def _conferir_papel(conexao: psycopg.Connection) -> None:
    papel, quantas, le_tabelas, cria = conexao.execute(_PERGUNTA, [list(CHAMADAS)]).fetchone() or (None, 0, False, False)
    if quantas < len(CHAMADAS):
        raise ConfigurationRefused(
            f"O papel {papel} não pode executar as funções do RADIUS neste banco: rode enlace migrar nesta versão (docs/radius.md)."
        )
    if le_tabelas:
        raise ConfigurationRefused(
            f"O papel {papel} pode mais do que o FreeRADIUS precisa: use {PAPEL}, que só executa as funções (docs/radius.md)."
        )
    if cria:
        raise ConfigurationRefused(
            f"O papel {papel} pode criar funções no esquema public, e elas seriam executadas com os direitos do Enlace. No banco, "
            "como dono do esquema: REVOKE CREATE ON SCHEMA public FROM PUBLIC (docs/radius.md)."
        )


def _responde(banco: dict[str, str]) -> bool:
    """Whether a server is there and takes connections, if not ours."""
    return PGconn.ping(_endereco(banco).encode()) == Ping.OK


def _endereco(banco: dict[str, str]) -> str:
    return make_conninfo("", **{**banco, "connect_timeout": _PRAZO})


def _motivo(erro: Exception, banco: dict[str, str]) -> str:
    """What the driver says, unless the password is in it."""
    senha = banco.get("password")
    return "." if senha and senha in str(erro) else f": {str(erro).strip()}"
