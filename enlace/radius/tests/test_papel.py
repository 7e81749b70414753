"""The role by which FreeRADIUS enters the database: it may call what it needs, and nothing else."""

import pytest
from django.db import ProgrammingError, connection, transaction

from enlace.radius.esquema import CHAMADAS, PAPEL, fechar_public, refazer

pytestmark = pytest.mark.django_db


def consultar(sql: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())


def test_executa_as_funcoes_que_freeradius_chama_e_nenhuma_outra_nossa() -> None:
    permitidas = consultar(
        f"""select p.proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace
            where n.nspname = 'radius' and has_function_privilege('{PAPEL}', p.oid, 'execute')"""
    )

    assert {nome for (nome,) in permitidas} == set(CHAMADAS)


def test_nao_le_nem_escreve_nenhuma_tabela_ou_visao() -> None:
    alcancadas = consultar(
        f"""select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname not in ('pg_catalog', 'information_schema') and c.relkind in ('r', 'p', 'v', 'm', 'f')
                and (has_table_privilege('{PAPEL}', c.oid, 'select, insert, update, delete, truncate, references, trigger')
                    or has_any_column_privilege('{PAPEL}', c.oid, 'select, insert, update, references'))"""
    )

    assert alcancadas == []


def test_nao_usa_nenhuma_sequencia() -> None:
    alcancadas = consultar(
        f"""select seqrelid::regclass::text from pg_sequence
            where has_sequence_privilege('{PAPEL}', seqrelid, 'usage, select, update')"""
    )

    assert alcancadas == []


def test_nao_cria_nada_e_nao_tem_poderes() -> None:
    (poderes,) = consultar(
        f"""select rolsuper, rolcreatedb, rolcreaterole, rolreplication, rolbypassrls, rolpassword is null,
                has_schema_privilege('{PAPEL}', 'public', 'create'), has_schema_privilege('{PAPEL}', 'radius', 'create')
            from pg_authid where rolname = '{PAPEL}'"""
    )

    assert poderes == (False, False, False, False, False, True, False, False)
    assert consultar(f"select 1 from pg_auth_members m join pg_roles r on r.oid = m.member where r.rolname = '{PAPEL}'") == []


def test_funcoes_com_poderes_do_dono_fixam_onde_procuram() -> None:
    soltas = consultar(
        """select p.proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace
           where n.nspname = 'radius' and p.prosecdef
               and not coalesce('search_path=public, pg_temp' = any(p.proconfig), false)"""
    )

    assert soltas == []


@pytest.mark.parametrize(
    "sql", ["select senha from cliente_servico", "select segredo from nas", "delete from radacct", "select radius.varrer('1 s')"]
)
def test_o_que_nao_e_seu_e_negado(sql: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"set local role {PAPEL}")
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            cursor.execute(sql)
        cursor.execute("reset role")


def test_o_que_e_seu_responde() -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"set local role {PAPEL}")
        cursor.execute("select radius.segredo_do_nas('192.0.2.1')")
        assert cursor.fetchone() == (None,)
        cursor.execute("reset role")


def pode_criar_em_public() -> bool:
    ((pode,),) = consultar(f"select has_schema_privilege('{PAPEL}', 'public', 'create')")
    return bool(pode)


def test_banco_trazido_de_um_servidor_antigo_deixa_de_deixar_todos_criarem_funcoes() -> None:
    with connection.cursor() as cursor:
        cursor.execute("grant create on schema public to public")
    antes = pode_criar_em_public()

    refazer()

    assert (antes, pode_criar_em_public()) == (True, False)


@pytest.mark.parametrize("aberto", [True, False])
def test_quem_nao_pode_fechar_o_esquema_migra_assim_mesmo(*, aberto: bool) -> None:
    with connection.cursor() as cursor:
        # Who may use it is warned, who may nothing is refused.
        cursor.execute("grant create on schema public to public" if aberto else "revoke all on schema public from public")
        cursor.execute(f"set local role {PAPEL}")
        fechar_public()
        cursor.execute("reset role")

    assert pode_criar_em_public() is aberto
