"""Look-ups of who had an address, which are only added to (as the audit), and since when this server hears of sessions."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

SO_ACRESCENTA = """
create trigger consulta_de_endereco_so_acrescenta before update or delete on consulta_de_endereco
for each statement execute function auditoria_recusar_mudanca();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('auditoria', '0003_so_acrescenta'),
        ('radius', '0006_pedido_ao_nas'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Acesso',
            fields=[
                ('id_radius_acesso', models.BigAutoField(primary_key=True, serialize=False)),
                ('quando', models.DateTimeField(verbose_name='quando')),
                ('ultima_vez', models.DateTimeField(verbose_name='última vez')),
                ('vezes', models.PositiveIntegerField(default=1, verbose_name='vezes')),
                ('login', models.TextField(verbose_name='login')),
                ('aceito', models.BooleanField(verbose_name='aceito')),
                ('motivo', models.TextField(null=True, verbose_name='motivo')),
                ('nas_origem', models.GenericIPAddressField(null=True, verbose_name='origem dos pacotes')),
                ('mac', models.TextField(null=True, verbose_name='MAC')),
                ('porta', models.TextField(null=True, verbose_name='porta')),
            ],
            options={
                'verbose_name': 'tentativa de acesso',
                'verbose_name_plural': 'tentativas de acesso',
                'db_table': 'radius_acesso',
                'ordering': ['-id_radius_acesso'],
                'managed': False,
            },
        ),
        migrations.CreateModel(
            name='ConsultaDeEndereco',
            fields=[
                ('id_consulta_de_endereco', models.BigAutoField(primary_key=True, serialize=False, verbose_name='código')),
                ('quando', models.DateTimeField(verbose_name='quando')),
                ('porta', models.CharField(choices=[('painel', 'Painel'), ('api', 'API'), ('job', 'Tarefa automática'), ('cli', 'Linha de comando')], max_length=10, verbose_name='porta')),
                ('endereco_ip', models.GenericIPAddressField(null=True, verbose_name='consultado de')),
                ('endereco', models.CharField(max_length=43, verbose_name='endereço procurado')),
                ('instante', models.DateTimeField(verbose_name='instante procurado')),
                ('margem_minutos', models.PositiveSmallIntegerField(default=0, verbose_name='margem (min)')),
                ('motivo', models.CharField(max_length=500, verbose_name='motivo')),
                ('mostradas', models.JSONField(verbose_name='conexões mostradas')),
                ('usuario', models.ForeignKey(db_column='id_usuario', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='usuário')),
            ],
            options={
                'verbose_name': 'consulta de endereço',
                'verbose_name_plural': 'consultas de endereço',
                'db_table': 'consulta_de_endereco',
                'ordering': ['-id_consulta_de_endereco'],
                'permissions': [('identificar_conexao', 'Pode saber quem usava um endereço IP')],
                'default_permissions': ('view',),
            },
        ),
        migrations.CreateModel(
            name='Escuta',
            fields=[
                ('id_escuta', models.SmallIntegerField(default=1, primary_key=True, serialize=False)),
                ('desde', models.DateTimeField()),
                ('conferida_em', models.DateTimeField()),
            ],
            options={
                'verbose_name': 'escuta',
                'verbose_name_plural': 'escuta',
                'db_table': 'radius_escuta',
                'constraints': [models.CheckConstraint(condition=models.Q(('id_escuta', 1)), name='radius_escuta_uma_so')],
            },
        ),
        migrations.RunSQL(SO_ACRESCENTA, "drop trigger consulta_de_endereco_so_acrescenta on consulta_de_endereco"),
    ]
