"""The classifications that programs mean by themselves; people may change their labels."""

from django.db import migrations

# Numbered as the published examples number them, so that programs that know these numbers need not be told others.
_CLASSIFICACOES = """
insert into tipo_atendimento (id_tipo_atendimento, prefixo, descricao, prazo_minutos, ativo) values (1, 'sac', 'SAC', 1440, true)
on conflict do nothing;
insert into atendimento_status (id_atendimento_status, prefixo, descricao, ativo) values
    (22, 'pendente', 'Pendente', true),
    (23, 'aguardando_analise', 'Aguardando Análise', true),
    (24, 'resolvido', 'Resolvido', true)
on conflict do nothing;
insert into motivo_fechamento_atendimento (id_motivo_fechamento_atendimento, prefixo, descricao, ativo)
values (5, 'automatico', 'Fechamento automático', true)
on conflict do nothing;
select setval(pg_get_serial_sequence('tipo_atendimento', 'id_tipo_atendimento'), (select max(id_tipo_atendimento) from tipo_atendimento));
select setval(pg_get_serial_sequence('atendimento_status', 'id_atendimento_status'), (select max(id_atendimento_status) from atendimento_status));
select setval(pg_get_serial_sequence('motivo_fechamento_atendimento', 'id_motivo_fechamento_atendimento'), (select max(id_motivo_fechamento_atendimento) from motivo_fechamento_atendimento));
"""


class Migration(migrations.Migration):
    dependencies = [("atendimento", "0002_protocolo")]
    # Backwards they stay: tickets point at them. So forwards they may be there already.
    operations = [migrations.RunSQL(_CLASSIFICACOES, migrations.RunSQL.noop)]
