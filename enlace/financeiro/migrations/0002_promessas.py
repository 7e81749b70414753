"""What the database promises of bills, whichever road a change takes: verbs, panel, psql.

1. No day of a service is in two monthly lines that stand: the monthly run bills a period once, however often and wherever it runs.
2. A bill's amount is the sum of its lines, looked at when a transaction ends.
3. A bill begins unpaid; it is paid when a payment settles it, and unpaid again when that payment was undone. Otherwise a paid or
   cancelled bill and its lines do not change; its link and what the bank knows of it may. None is deleted once paid or cancelled.
4. A payment stays as it came; it can only be undone. Decisions about debt are only added.
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
    quitada boolean;
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
    quitada := exists (select from pagamento p where p.id_fatura = old.id_fatura and p.quitou and p.estornado_em is null);
    if old.situacao = 'aguardando' and quitada then
        return new;
    end if;
    if old.situacao = new.situacao and to_jsonb(old) - livres = to_jsonb(new) - livres then
        return new;
    end if;
    if old.situacao = 'quitado' and new.situacao = 'aguardando' and not quitada
        and to_jsonb(old) - do_pagamento = to_jsonb(new) - do_pagamento then
        return new;
    end if;
    raise exception 'a fatura % está %: não pode mudar', old.id_fatura, old.situacao using errcode = 'restrict_violation';
end
$$;
create trigger fatura_proteger before insert or update or delete on fatura for each row execute function fatura_proteger();

create function cobranca_proteger() returns trigger language plpgsql as $$
declare
    fechada bigint;
begin
    select f.id_fatura into fechada
    from fatura f
    where f.id_fatura in (case when tg_op <> 'INSERT' then old.id_fatura end, case when tg_op <> 'DELETE' then new.id_fatura end)
        and f.situacao <> 'aguardando'
    limit 1;
    if fechada is not null then
        raise exception 'a fatura % está fechada: suas cobranças não mudam', fechada using errcode = 'restrict_violation';
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
    select f.valor, f.situacao into fatura from fatura f where f.id_fatura = chave;
    if not found then
        return;
    end if;
    select coalesce(sum(c.valor), 0) as valor, count(*) filter (where (c.cancelada_em is null) = (fatura.situacao = 'cancelado')) as soltas
    into soma
    from cobranca c
    where c.id_fatura = chave;
    if soma.valor <> fatura.valor then
        raise exception 'a fatura % é de % e suas cobranças somam %', chave, fatura.valor, soma.valor
            using errcode = 'check_violation', constraint = 'fatura_soma_das_cobrancas';
    end if;
    if soma.soltas > 0 then
        raise exception 'a fatura % e suas cobranças não estão na mesma situação', chave
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
create constraint trigger fatura_soma after insert or update of valor, situacao on fatura
    deferrable initially deferred for each row execute function fatura_conferir_linha();
-- A line that comes with a new bill is looked at once, with it: only what joins a bill that was there is looked at here.
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
    livres constant text[] := array['estornado_em', 'motivo_estorno'];
begin
    if tg_op = 'UPDATE' and old.estornado_em is null and to_jsonb(old) - livres = to_jsonb(new) - livres then
        return new;
    end if;
    raise exception 'o pagamento % não muda: só pode ser desfeito, uma vez', old.id_pagamento using errcode = 'restrict_violation';
end
$$;
create trigger pagamento_proteger before update or delete on pagamento for each row execute function pagamento_proteger();

create trigger decisao_inadimplencia_so_acrescenta before update or delete on decisao_inadimplencia
    for each statement execute function auditoria_recusar_mudanca();
"""
_SEM_PAGAMENTO = """
drop trigger decisao_inadimplencia_so_acrescenta on decisao_inadimplencia;
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
