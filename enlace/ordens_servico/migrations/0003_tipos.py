"""The kinds of order that the system opens by itself; people may change their labels."""

from django.db import migrations

_TIPOS = """
insert into tipo_ordem_servico (prefixo, descricao, ativo)
values ('abertura_via_api', 'ABERTURA VIA API', true), ('instalacao', 'INSTALAÇÃO', true)
on conflict do nothing;
"""


class Migration(migrations.Migration):
    dependencies = [("ordens_servico", "0002_agenda")]
    # Backwards they stay: orders point at them. So forwards they may be there already.
    operations = [migrations.RunSQL(_TIPOS, migrations.RunSQL.noop)]
