"""Since when: what was there before the funnel has been where it is since it was last changed."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('prospectos', '0002_funil'),
    ]

    operations = [
        migrations.RunSQL("update prospecto set etapa_desde = updated_at", migrations.RunSQL.noop),
    ]
