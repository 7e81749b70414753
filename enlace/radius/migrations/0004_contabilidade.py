"""The accounting as FreeRADIUS writes it, and the log of accesses.

A closed session never stands among the open ones: a month that is missing is made when a session ends in it. Addresses are indexed
in every month, because who had one at an instant is asked long after (Marco Civil da Internet, art. 13 and 15).
"""

from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

MAC = """
-- As before, in one expression (and not "strict"), which PostgreSQL puts in the place of the call: it is computed for every packet.
create or replace function texto_para_mac(texto text) returns macaddr
language sql immutable parallel safe
as $$
    select case
        when translate(texto, ':-. _/', '') ~ '^[0-9A-Fa-f]{12}$' then translate(texto, ':-. _/', '')::macaddr
    end
$$;
"""
MAC_DE_ANTES = """
create or replace function texto_para_mac(texto text) returns macaddr
language sql immutable parallel safe strict
as $$
    select case when length(puro) = 12 then puro::macaddr end
    from (select regexp_replace(texto, '[^0-9A-Fa-f]', '', 'g') as puro) s
$$;
"""

SESSOES = """
-- The foreign key locked the service's row at every beginning and end of a session; its promise, that no service goes while sessions
-- speak of it, is kept from the other side.
alter table radacct drop constraint radacct_id_cliente_servico_fkey;
create function radacct_guardar_servico() returns trigger
language plpgsql
as $$
begin
    if exists (select from radacct where id_cliente_servico = old.id_cliente_servico) then
        raise foreign_key_violation using
            message = 'update or delete on table "cliente_servico" violates the promise of table "radacct"',
            constraint = 'radacct_id_cliente_servico_fkey',
            table = 'radacct';
    end if;
    return null;
end
$$;
create trigger radacct_guardar_servico after delete on cliente_servico
for each row execute function radacct_guardar_servico();
-- Where the packets came from, which is where a disconnection is asked for; behind a translation it is not the NAS-IP-Address.
alter table radacct add column nas_origem inet;
alter table radacct_aberta add constraint radacct_aberta_so_abertas check (acctstoptime is null);
-- All of its rows are open: the promise needs no condition any more, and is found without one.
drop index radacct_aberta_unica;
create unique index radacct_aberta_unica on radacct_aberta (acctuniqueid);
drop index radacct_aberta_ipv4;
drop index radacct_aberta_mac;
create index radacct_ipv4 on radacct (framedipaddress, acctstarttime desc);
create index radacct_mac on radacct (texto_para_mac(callingstationid), acctstarttime desc);
create index radacct_ipv6_wan on radacct (framedipv6prefix, acctstarttime desc) where framedipv6prefix is not null;
create index radacct_ipv6_lan on radacct (delegatedipv6prefix, acctstarttime desc) where delegatedipv6prefix is not null;
create index radacct_ipv6 on radacct (framedipv6address, acctstarttime desc) where framedipv6address is not null;
"""
SESSOES_DESFEITAS = """
drop trigger radacct_guardar_servico on cliente_servico;
drop function radacct_guardar_servico();
alter table radacct add constraint radacct_id_cliente_servico_fkey foreign key (id_cliente_servico) references cliente_servico;
drop index radacct_ipv4, radacct_mac, radacct_ipv6_wan, radacct_ipv6_lan, radacct_ipv6;
create index radacct_aberta_ipv4 on radacct_aberta (framedipaddress) where acctstoptime is null;
create index radacct_aberta_mac on radacct_aberta (texto_para_mac(callingstationid)) where acctstoptime is null;
drop index radacct_aberta_unica;
create unique index radacct_aberta_unica on radacct_aberta (acctuniqueid) where acctstoptime is null;
alter table radacct_aberta drop constraint radacct_aberta_so_abertas;
alter table radacct drop column nas_origem;
"""

MESES = """
-- Makes the partition of the month that holds `mes`, if it is not there yet. Local months: what "October" means to a person.
create or replace function radacct_criar_mes(mes date, fuso text) returns void
language plpgsql
as $$
declare
    inicio date := date_trunc('month', mes);
    nome text := 'radacct_' || to_char(mes, 'YYYYMM');
begin
    -- Two that make the same month at once: the second finds it made.
    perform pg_advisory_xact_lock(hashtextextended('radacct_criar_mes', 0));
    if to_regclass('public.' || nome) is not null then
        return;
    end if;
    execute format(
        'create table public.%I partition of public.radacct for values from (%L) to (%L)',
        nome,
        inicio::timestamp at time zone fuso,
        (inicio + interval '1 month') at time zone fuso
    );
    -- By it a packet that comes after its session's end is known for what it is.
    execute format('create index %I on public.%I (acctuniqueid)', nome || '_unico', nome);
end
$$;

do $$
declare
    mes regclass;
begin
    for mes in select inhrelid::regclass from pg_inherits where inhparent = 'radacct'::regclass loop
        if mes <> 'radacct_aberta'::regclass then
            execute format('create index if not exists %I on %s (acctuniqueid)', mes || '_unico', mes);
        end if;
    end loop;
end
$$;
"""
MESES_DE_ANTES = """
create or replace function radacct_criar_mes(mes date, fuso text) returns void
language plpgsql
as $$
declare
    inicio date := date_trunc('month', mes);
begin
    execute format(
        'create table if not exists radacct_%s partition of radacct for values from (%L) to (%L)',
        to_char(inicio, 'YYYYMM'),
        inicio::timestamp at time zone fuso,
        (inicio + interval '1 month') at time zone fuso
    );
end
$$;
"""

ACESSOS = """
-- Who asked to connect and what was answered. A customer's router that is refused asks again every few seconds: the same refusal
-- within the hour is one row that counts.
create table radius_acesso (
    id_radius_acesso bigint generated by default as identity,
    quando timestamptz not null,
    ultima_vez timestamptz not null,
    vezes integer not null default 1,
    login text not null,
    id_cliente_servico bigint,
    aceito boolean not null,
    motivo text,
    nas_origem inet,
    mac text,
    porta text,
    check (aceito = (motivo is null))
) partition by range (quando);
create index radius_acesso_login on radius_acesso (lower(login), quando desc);
create index radius_acesso_servico on radius_acesso (id_cliente_servico, quando desc);
create index radius_acesso_quando on radius_acesso (quando desc);

create function radius_acesso_criar_mes(mes date, fuso text) returns void
language plpgsql
as $$
declare
    inicio date := date_trunc('month', mes);
    nome text := 'radius_acesso_' || to_char(mes, 'YYYYMM');
begin
    perform pg_advisory_xact_lock(hashtextextended('radius_acesso_criar_mes', 0));
    if to_regclass('public.' || nome) is null then
        execute format(
            'create table public.%I partition of public.radius_acesso for values from (%L) to (%L)',
            nome,
            inicio::timestamp at time zone fuso,
            (inicio + interval '1 month') at time zone fuso
        );
    end if;
end
$$;
"""
ACESSOS_DESFEITOS = "drop function radius_acesso_criar_mes(date, text); drop table radius_acesso;"


def guardar_encerradas(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:  # noqa: ARG001 - Django's signature
    """Sessions that ended in a month that had no table stood among the open ones: each gets its month."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("create temporary table encerradas on commit drop as select * from radacct_aberta where acctstoptime is not null")
        cursor.execute("delete from radacct_aberta where acctstoptime is not null")
        cursor.execute(
            "select radacct_criar_mes(mes, %(fuso)s) "
            "from (select distinct (acctstoptime at time zone %(fuso)s)::date as mes from encerradas) m",
            {"fuso": settings.TIME_ZONE},
        )
        cursor.execute("insert into radacct overriding system value select * from encerradas")


class Migration(migrations.Migration):
    dependencies = [("radius", "0003_nas")]
    operations = [
        migrations.RunPython(guardar_encerradas, migrations.RunPython.noop),
        migrations.RunSQL(MAC, MAC_DE_ANTES),
        migrations.RunSQL(SESSOES, SESSOES_DESFEITAS),
        migrations.RunSQL(MESES, MESES_DE_ANTES),
        migrations.RunSQL(ACESSOS, ACESSOS_DESFEITOS),
    ]
