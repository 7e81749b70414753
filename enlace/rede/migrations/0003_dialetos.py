"""Makers that are known by name speak their dialect from the start; the provider may choose otherwise."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

DIALETOS = ("mikrotik", "huawei", "juniper", "cisco")


def reconhecer(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:  # noqa: ARG001 - Django's signature
    fabricante = apps.get_model("rede", "Fabricante")
    for dialeto in DIALETOS:
        fabricante.objects.filter(nome__icontains=dialeto).update(dialeto_radius=dialeto)


class Migration(migrations.Migration):
    dependencies = [("rede", "0002_dialeto_radius")]
    operations = [migrations.RunPython(reconhecer, migrations.RunPython.noop)]
