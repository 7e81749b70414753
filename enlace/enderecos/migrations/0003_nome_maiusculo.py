"""Names of cities and states in capitals, kept by the database."""

import django.db.models.expressions
from django.db import migrations, models

import enlace.core.db

# Capitals with Portuguese accents: upper() leaves them alone where the database has no locale ("DIVINóPOLIS").
MAIUSCULAS = """
create function maiusculas(texto text) returns text
language sql immutable parallel safe strict
as $$ select upper(translate(texto, 'áàâãäéêëíïóôõöúüç', 'ÁÀÂÃÄÉÊËÍÏÓÔÕÖÚÜÇ')) $$;
"""


def _campo() -> models.Field:
    return models.GeneratedField(
        db_persist=True,
        expression=enlace.core.db.Maiusculas(django.db.models.expressions.F("nome")),
        output_field=models.TextField(),
    )


class Migration(migrations.Migration):
    dependencies = [("enderecos", "0002_estados")]
    operations = [
        migrations.RunSQL(MAIUSCULAS, "drop function maiusculas(text)"),
        migrations.AddField(model_name="cidade", name="nome_maiusculo", field=_campo()),
        migrations.AddField(model_name="estado", name="nome_maiusculo", field=_campo()),
    ]
