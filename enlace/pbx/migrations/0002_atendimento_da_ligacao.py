"""What the person called did with a call: who it was, and the ticket that it became."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('atendimento', '0003_classificacoes'),
        ('pbx', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='ligacao',
            name='atendimento',
            field=models.ForeignKey(blank=True, db_column='id_atendimento', db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='atendimento.atendimento', verbose_name='atendimento'),
        ),
        migrations.AddField(
            model_name='ligacao',
            name='identificada_em',
            field=models.DateTimeField(blank=True, help_text='Quando a pessoa chamada disse quem liga; antes, é suposição.', null=True, verbose_name='identificada em'),
        ),
    ]
