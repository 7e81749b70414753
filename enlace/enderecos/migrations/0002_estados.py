"""The 27 federative units, with the codes of the IBGE (Divisão Territorial Brasileira)."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

ESTADOS = [
    ("AC", "Acre", "12"), ("AL", "Alagoas", "27"), ("AM", "Amazonas", "13"), ("AP", "Amapá", "16"), ("BA", "Bahia", "29"),
    ("CE", "Ceará", "23"), ("DF", "Distrito Federal", "53"), ("ES", "Espírito Santo", "32"), ("GO", "Goiás", "52"),
    ("MA", "Maranhão", "21"), ("MG", "Minas Gerais", "31"), ("MS", "Mato Grosso do Sul", "50"), ("MT", "Mato Grosso", "51"),
    ("PA", "Pará", "15"), ("PB", "Paraíba", "25"), ("PE", "Pernambuco", "26"), ("PI", "Piauí", "22"), ("PR", "Paraná", "41"),
    ("RJ", "Rio de Janeiro", "33"), ("RN", "Rio Grande do Norte", "24"), ("RO", "Rondônia", "11"), ("RR", "Roraima", "14"),
    ("RS", "Rio Grande do Sul", "43"), ("SC", "Santa Catarina", "42"), ("SE", "Sergipe", "28"), ("SP", "São Paulo", "35"),
    ("TO", "Tocantins", "17"),
]  # fmt: skip


def inserir(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:  # noqa: ARG001 - Django's signature
    estado = apps.get_model("enderecos", "Estado")
    estado.objects.bulk_create(
        [estado(uf=uf, nome=nome, ibge=ibge) for uf, nome, ibge in ESTADOS], ignore_conflicts=True
    )


class Migration(migrations.Migration):
    dependencies = [("enderecos", "0001_initial")]
    operations = [migrations.RunPython(inserir, migrations.RunPython.noop)]
