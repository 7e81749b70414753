"""What keeps the technicians' agenda true, and the kinds of order that the system opens by itself."""

from django.db import migrations

# The technician's copy of the interval cannot differ from the order's: it is part of the key, and follows it.
_AGENDA = """
alter table ordem_servico add constraint ordem_servico_reserva unique (id_ordem_servico, reserva);
alter table ordem_servico_tecnico add constraint ordem_servico_tecnico_reserva
    foreign key (id_ordem_servico, reserva) references ordem_servico (id_ordem_servico, reserva)
    on update cascade on delete cascade;
"""
_SEM_AGENDA = """
alter table ordem_servico_tecnico drop constraint ordem_servico_tecnico_reserva;
alter table ordem_servico drop constraint ordem_servico_reserva;
"""
_TIPOS = """
insert into tipo_ordem_servico (prefixo, descricao, ativo)
values ('abertura_via_api', 'ABERTURA VIA API', true), ('instalacao', 'INSTALAÇÃO', true);
"""


class Migration(migrations.Migration):
    dependencies = [("ordens_servico", "0001_initial")]
    operations = [
        migrations.RunSQL(_AGENDA, _SEM_AGENDA),
        migrations.RunSQL(_TIPOS, migrations.RunSQL.noop),
    ]
