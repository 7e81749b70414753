"""Protocol numbers, the bounds of free parameters, and the classifications that programs mean by themselves."""

from django.db import migrations

# The moment, on the provider's clocks, and a number of the sequence. Two at one time draw different numbers; a number can only come
# back a million openings later, or when clocks are set back: then the next one is taken.
_PROTOCOLO = """
create sequence atendimento_protocolo_seq minvalue 1 maxvalue 999999 cycle;
create function proximo_protocolo(quando timestamptz) returns text
language plpgsql volatile strict
as $$
declare
    protocolo_novo text;
begin
    loop
        protocolo_novo := to_char(quando, 'YYYYMMDDHH24MISS') || nextval('atendimento_protocolo_seq');
        exit when not exists (select from atendimento a where a.protocolo = protocolo_novo);
    end loop;
    return protocolo_novo;
end
$$;
"""
_SEM_PROTOCOLO = """
drop function proximo_protocolo(timestamptz);
drop sequence atendimento_protocolo_seq;
"""
# 64 KiB for other programs' own data; the links and numbers of a conversation are some hundred.
_PARAMETROS = """
alter table atendimento
    add constraint atendimento_parametros_objeto check (jsonb_typeof(parametros) = 'object'),
    add constraint atendimento_parametros_tamanho check (octet_length(parametros::text) <= 65536);
"""
_SEM_PARAMETROS = """
alter table atendimento drop constraint atendimento_parametros_objeto, drop constraint atendimento_parametros_tamanho;
"""
# Numbered as the published examples number them, so that programs that know these numbers need not be told others.
_CLASSIFICACOES = """
insert into tipo_atendimento (id_tipo_atendimento, prefixo, descricao, prazo_minutos, ativo) values (1, 'sac', 'SAC', 1440, true);
insert into atendimento_status (id_atendimento_status, prefixo, descricao, ativo) values
    (22, 'pendente', 'Pendente', true),
    (23, 'aguardando_analise', 'Aguardando Análise', true),
    (24, 'resolvido', 'Resolvido', true);
insert into motivo_fechamento_atendimento (id_motivo_fechamento_atendimento, prefixo, descricao, ativo)
values (5, 'automatico', 'Fechamento automático', true);
select setval(pg_get_serial_sequence('tipo_atendimento', 'id_tipo_atendimento'), 1);
select setval(pg_get_serial_sequence('atendimento_status', 'id_atendimento_status'), 24);
select setval(pg_get_serial_sequence('motivo_fechamento_atendimento', 'id_motivo_fechamento_atendimento'), 5);
"""


class Migration(migrations.Migration):
    dependencies = [("atendimento", "0001_initial")]
    operations = [
        migrations.RunSQL(_PROTOCOLO, _SEM_PROTOCOLO),
        migrations.RunSQL(_PARAMETROS, _SEM_PARAMETROS),
        migrations.RunSQL(_CLASSIFICACOES, migrations.RunSQL.noop),
    ]
