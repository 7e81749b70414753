"""What the database promises of bills, whichever road a change takes: verbs, panel, psql.

1. No day of a service is in two monthly lines that stand: the monthly run bills a period once, however often and wherever it runs.
2. A bill has lines, all of its own customer, and its amount is their sum, looked at when a transaction ends.
3. A bill begins unpaid; it is paid exactly while a payment settles it, on that payment's day and with its amount. Otherwise a paid
   or cancelled bill and its lines do not change; its link and what the bank knows of it may. None is deleted once paid or cancelled.
4. The lines of a cancelled bill are cancelled with it, which frees the days that they charged. Those of a renegotiated one stand:
   their days are paid for by the bills that took its place.
5. A payment stays as it came; it can only be undone. Decisions about debt are only added.
"""

from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations

_PERIODOS = """
alter table cobranca add constraint cobranca_um_dia_uma_vez exclude using gist (
    id_cliente_servico with =,
    daterange(periodo_inicio, periodo_fim) with &&
) where (tipo = 'mensalidade' and cancelada_em is null);
"""
_SEM_PERIODOS = "alter table cobranca drop constraint cobranca_um_dia_uma_vez;"

_FATURA = """
create function fatura_proteger() returns trigger language plpgsql as $$
declare
    livres constant text[] := array['token', 'registro'];
    do_pagamento constant text[] := livres || array['situacao', 'data_pagamento', 'valor_pago'];
    quitacao record;
begin
    if tg_op = 'INSERT' then
        if new.situacao <> 'aguardando' then
            raise exception 'uma fatura nasce em aberto' using errcode = 'restrict_violation';
        end if;
        return new;
    end if;
    if tg_op = 'DELETE' then
        if old.situacao <> 'aguardando' then
            raise exception 'a fatura % está %: não pode ser apagada', old.id_fatura, old.situacao using errcode = 'restrict_violation';
        end if;
        return old;
    end if;
    if old.situacao = 'aguardando' and new.situacao <> 'quitado' then
        return new;
    end if;
    if old.situacao = new.situacao and to_jsonb(old) - livres = to_jsonb(new) - livres then
        return new;
    end if;
    if to_jsonb(old) - do_pagamento = to_jsonb(new) - do_pagamento then
        select p.data_pagamento, p.valor into quitacao
        from pagamento p
        where p.id_fatura = old.id_fatura and p.quitou and p.estornado_em is null;
        if found and old.situacao = 'aguardando' and (new.data_pagamento, new.valor_pago) = (quitacao.data_pagamento, quitacao.valor) then
            return new;
        end if;
        if not found and old.situacao = 'quitado' and new.situacao = 'aguardando' then
            return new;
        end if;
    end if;
    raise exception 'a fatura % está %: não pode mudar assim', old.id_fatura, old.situacao using errcode = 'restrict_violation';
end
$$;
create trigger fatura_proteger before insert or update or delete on fatura for each row execute function fatura_proteger();

create function cobranca_proteger() returns trigger language plpgsql as $$
declare
    antes constant bigint := case when tg_op <> 'INSERT' then old.id_fatura end;
    depois constant bigint := case when tg_op <> 'DELETE' then new.id_fatura end;
    fechada bigint;
begin
    if coalesce(antes, depois) is not null then
        -- Locked, so that nobody settles or cancels the bill between this look and the end of the transaction. Without a condition
        -- on the state, which PostgreSQL would look at before it waits for the lock.
        select min(f.id_fatura) filter (where f.situacao <> 'aguardando') into fechada
        from (select id_fatura, situacao from fatura where id_fatura in (antes, depois) order by id_fatura for share) f;
        if fechada is not null then
            raise exception 'a fatura % está fechada: suas cobranças não mudam', fechada using errcode = 'restrict_violation';
        end if;
    end if;
    return case when tg_op = 'DELETE' then old else new end;
end
$$;
create trigger cobranca_proteger before insert or update or delete on cobranca for each row execute function cobranca_proteger();
"""
_SEM_FATURA = """
drop trigger cobranca_proteger on cobranca;
drop function cobranca_proteger();
drop trigger fatura_proteger on fatura;
drop function fatura_proteger();
"""

_SOMA = """
create function fatura_conferir(chave bigint) returns void language plpgsql as $$
declare
    fatura record;
    soma record;
begin
    select f.valor, f.id_cliente, f.situacao = 'cancelado' and f.id_fatura_renegociacao is null as cancelada
    into fatura
    from fatura f
    where f.id_fatura = chave;
    if not found then
        return;
    end if;
    select
        coalesce(sum(c.valor), 0) as valor,
        count(*) as linhas,
        count(*) filter (where (c.cancelada_em is null) = fatura.cancelada or c.id_cliente <> fatura.id_cliente) as soltas
    into soma
    from cobranca c
    where c.id_fatura = chave;
    if soma.valor <> fatura.valor or soma.linhas = 0 then
        raise exception 'a fatura % é de % e suas % cobranças somam %', chave, fatura.valor, soma.linhas, soma.valor
            using errcode = 'check_violation', constraint = 'fatura_soma_das_cobrancas';
    end if;
    if soma.soltas > 0 then
        raise exception 'a fatura % e suas cobranças não são do mesmo cliente ou não estão na mesma situação', chave
            using errcode = 'check_violation', constraint = 'fatura_soma_das_cobrancas';
    end if;
end
$$;

create function fatura_conferir_linha() returns trigger language plpgsql as $$
begin
    if tg_table_name = 'fatura' then
        perform fatura_conferir(new.id_fatura);
        return null;
    end if;
    if tg_op <> 'INSERT' and old.id_fatura is not null then
        perform fatura_conferir(old.id_fatura);
    end if;
    if tg_op <> 'DELETE' and new.id_fatura is not null and (tg_op = 'INSERT' or new.id_fatura is distinct from old.id_fatura) then
        perform fatura_conferir(new.id_fatura);
    end if;
    return null;
end
$$;
create constraint trigger fatura_soma after insert or update of valor, situacao, id_cliente, id_fatura_renegociacao on fatura
    deferrable initially deferred for each row execute function fatura_conferir_linha();
create constraint trigger cobranca_soma_inclusao after insert on cobranca
    deferrable initially deferred for each row when (new.id_fatura is not null) execute function fatura_conferir_linha();
create constraint trigger cobranca_soma after update or delete on cobranca
    deferrable initially deferred for each row when (old.id_fatura is not null) execute function fatura_conferir_linha();
create constraint trigger cobranca_soma_entrada after update on cobranca
    deferrable initially deferred for each row when (old.id_fatura is null and new.id_fatura is not null)
    execute function fatura_conferir_linha();
"""
_SEM_SOMA = """
drop trigger cobranca_soma_entrada on cobranca;
drop trigger cobranca_soma on cobranca;
drop trigger cobranca_soma_inclusao on cobranca;
drop trigger fatura_soma on fatura;
drop function fatura_conferir_linha();
drop function fatura_conferir(bigint);
"""

_PAGAMENTO = """
create function pagamento_proteger() returns trigger language plpgsql as $$
declare
    do_estorno constant text[] := array['estornado_em', 'motivo_estorno'];
begin
    if tg_op = 'UPDATE' and old.estornado_em is null and new.estornado_em is not null
        and to_jsonb(old) - do_estorno = to_jsonb(new) - do_estorno then
        return new;
    end if;
    raise exception 'o pagamento % não muda: só pode ser desfeito, uma vez', old.id_pagamento using errcode = 'restrict_violation';
end
$$;
create trigger pagamento_proteger before update or delete on pagamento for each row execute function pagamento_proteger();

create function pagamento_conferir() returns trigger language plpgsql as $$
declare
    fatura record;
    vivos record;
begin
    select f.situacao, f.data_pagamento, f.valor_pago into fatura from fatura f where f.id_fatura = new.id_fatura;
    select
        count(*) as todos,
        count(*) filter (
            where p.quitou and p.data_pagamento = fatura.data_pagamento and p.valor = fatura.valor_pago
        ) as que_quitam
    into vivos
    from pagamento p
    where p.id_fatura = new.id_fatura and p.estornado_em is null;
    if vivos.todos > 0 and vivos.que_quitam <> 1 or fatura.situacao = 'quitado' and vivos.todos = 0 then
        raise exception 'a fatura % está % e seus pagamentos dizem outra coisa', new.id_fatura, fatura.situacao
            using errcode = 'check_violation', constraint = 'pagamento_quita_a_fatura';
    end if;
    return null;
end
$$;
create constraint trigger pagamento_quita_a_fatura after insert or update on pagamento
    deferrable initially deferred for each row execute function pagamento_conferir();

create trigger decisao_inadimplencia_so_acrescenta before update or delete on decisao_inadimplencia
    for each statement execute function auditoria_recusar_mudanca();
"""
_SEM_PAGAMENTO = """
drop trigger decisao_inadimplencia_so_acrescenta on decisao_inadimplencia;
drop trigger pagamento_quita_a_fatura on pagamento;
drop function pagamento_conferir();
drop trigger pagamento_proteger on pagamento;
drop function pagamento_proteger();
"""

# In force since the resolution is: 1 September 2025.
_REGRA = """
insert into regra_cobranca (
    vigente_desde, dias_do_periodo_ao_vencimento, dias_de_antecedencia, cobra_durante_suspensao, dias_para_avisar,
    dias_para_suspender, suspende_de_sexta_a_domingo, suspende_em_feriado, ufs_sem_restricao
) values ('2025-09-01', 1, 10, false, 1, 15, false, false, '{}');
"""


class Migration(migrations.Migration):
    dependencies = [("financeiro", "0001_initial"), ("auditoria", "0003_so_acrescenta")]
    operations = [
        BtreeGistExtension(),
        migrations.RunSQL(_PERIODOS, _SEM_PERIODOS),
        migrations.RunSQL(_FATURA, _SEM_FATURA),
        migrations.RunSQL(_SOMA, _SEM_SOMA),
        migrations.RunSQL(_PAGAMENTO, _SEM_PAGAMENTO),
        migrations.RunSQL(_REGRA, "delete from regra_cobranca where vigente_desde = '2025-09-01';"),
    ]
