"""What keeps the technicians' agenda true."""

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
class Migration(migrations.Migration):
    dependencies = [("ordens_servico", "0001_initial")]
    operations = [
        migrations.RunSQL(_AGENDA, _SEM_AGENDA),
    ]
