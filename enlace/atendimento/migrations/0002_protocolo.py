"""Protocol numbers and the bounds of free parameters."""

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
class Migration(migrations.Migration):
    dependencies = [("atendimento", "0001_initial")]
    operations = [
        migrations.RunSQL(_PROTOCOLO, _SEM_PROTOCOLO),
        migrations.RunSQL(_PARAMETROS, _SEM_PARAMETROS),
    ]
