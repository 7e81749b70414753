"""Sessions and accesses are listed newest first and opened by their numbers, which grow: without a walk through every month."""

from django.db import migrations

CHAVES = """
create index radacct_chave on radacct (radacctid);
create index radius_acesso_chave on radius_acesso (id_radius_acesso);
-- Refusals are few among the accepted.
create index radius_acesso_recusas on radius_acesso (id_radius_acesso) where not aceito;
-- The numbers grow with the instants: nothing asks by these alone.
drop index radius_acesso_quando;
"""
CHAVES_DE_ANTES = """
create index radius_acesso_quando on radius_acesso (quando desc);
drop index radius_acesso_recusas, radius_acesso_chave, radacct_chave;
"""


class Migration(migrations.Migration):
    dependencies = [("radius", "0007_consultas")]
    operations = [migrations.RunSQL(CHAVES, CHAVES_DE_ANTES)]
