"""The one row of settings for RADIUS: the functions that FreeRADIUS calls read it at every packet and make none."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def criar(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:  # noqa: ARG001 - Django's signature
    apps.get_model("configuracao", "ConfiguracaoRadius").objects.get_or_create(pk=1)


class Migration(migrations.Migration):
    dependencies = [("configuracao", "0003_radius")]
    operations = [migrations.RunPython(criar, migrations.RunPython.noop)]
