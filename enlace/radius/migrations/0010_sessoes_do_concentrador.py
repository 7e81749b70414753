"""The live sessions of one concentrator, newest first, are listed and counted without a walk through those of all others."""

from django.db import migrations

INDICE = "create index radacct_aberta_nas on radacct_aberta (coalesce(nas_origem, nasipaddress), radacctid desc);"


class Migration(migrations.Migration):
    dependencies = [("radius", "0009_enderecos_de_antes")]
    operations = [migrations.RunSQL(INDICE, "drop index radacct_aberta_nas;")]
