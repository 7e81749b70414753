"""How far each prospect has come.

The table is written anew for the computed column (a second for a hundred thousand prospects); the version before goes on working:
what it registers is new, whom it converts is converted.
"""

import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('clientes', '0004_permissoes_do_painel'),
        ('prospectos', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='prospecto',
            name='etapa',
            field=models.CharField(choices=[('novo', 'Novo'), ('em_contato', 'Em contato'), ('proposta', 'Proposta feita'), ('perdido', 'Perdido')], db_default='novo', default='novo', max_length=20, verbose_name='etapa'),
        ),
        migrations.AddField(
            model_name='prospecto',
            name='etapa_desde',
            field=models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name='nesta etapa desde'),
        ),
        migrations.AddField(
            model_name='prospecto',
            name='motivo_perda',
            field=models.CharField(blank=True, db_default='', default='', max_length=200, verbose_name='motivo da perda'),
        ),
        migrations.AddField(
            model_name='prospecto',
            name='situacao',
            field=models.GeneratedField(db_persist=True, expression=models.Case(models.When(cliente__isnull=False, then=models.Value('convertido')), default=models.F('etapa')), output_field=models.CharField(choices=[('novo', 'Novo'), ('em_contato', 'Em contato'), ('proposta', 'Proposta feita'), ('convertido', 'Convertido'), ('perdido', 'Perdido')], max_length=20), verbose_name='situação'),
        ),
        migrations.AddConstraint(
            model_name='prospecto',
            constraint=models.CheckConstraint(condition=models.Q(('etapa__in', ['novo', 'em_contato', 'proposta', 'perdido'])), name='prospecto_etapa'),
        ),
        migrations.AddConstraint(
            model_name='prospecto',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('etapa', 'perdido'), models.Q(('motivo_perda', ''), _negated=True)), models.Q(models.Q(('etapa', 'perdido'), _negated=True), ('motivo_perda', '')), _connector='OR'), name='prospecto_perdido_tem_motivo'),
        ),
        migrations.AddIndex(
            model_name='prospecto',
            index=models.Index(models.F('situacao'), models.OrderBy(models.F('etapa_desde'), descending=True), models.OrderBy(models.F('id_prospecto'), descending=True), name='prospecto_funil'),
        ),
        migrations.AddIndex(
            model_name='prospecto',
            index=models.Index(models.F('vendedor'), models.OrderBy(models.F('id_prospecto'), descending=True), condition=models.Q(('vendedor__isnull', False)), name='prospecto_vendedor'),
        ),
    ]
