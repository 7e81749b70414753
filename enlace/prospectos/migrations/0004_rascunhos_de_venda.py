"""Sales that are being made."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('clientes', '0004_permissoes_do_painel'),
        ('ordens_servico', '0004_permissoes_do_painel'),
        ('prospectos', '0003_desde_quando'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='RascunhoDeVenda',
            fields=[
                ('id_rascunho_venda', models.BigAutoField(primary_key=True, serialize=False, verbose_name='código')),
                ('passos', models.JSONField(default=dict, verbose_name='passos')),
                ('criado_em', models.DateTimeField(verbose_name='começado em')),
                ('atualizado_em', models.DateTimeField(verbose_name='continuado em')),
            ],
            options={
                'verbose_name': 'rascunho de venda',
                'verbose_name_plural': 'rascunhos de vendas',
                'db_table': 'rascunho_venda',
                'ordering': ['-atualizado_em'],
            },
        ),
        migrations.AddField(
            model_name='rascunhodevenda',
            name='cliente',
            field=models.ForeignKey(db_column='id_cliente', help_text='A quem se vende mais um serviço.', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='clientes.cliente', verbose_name='cliente'),
        ),
        migrations.AddField(
            model_name='rascunhodevenda',
            name='ordem',
            field=models.ForeignKey(db_column='id_ordem_servico', help_text='A instalação que a venda abriu; dela se chega ao serviço e ao cliente.', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='ordens_servico.ordemservico', verbose_name='ordem de serviço'),
        ),
        migrations.AddField(
            model_name='rascunhodevenda',
            name='prospecto',
            field=models.ForeignKey(db_column='id_prospecto', help_text='De quem partiu.', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='prospectos.prospecto', verbose_name='prospecto'),
        ),
        migrations.AddField(
            model_name='rascunhodevenda',
            name='usuario',
            field=models.ForeignKey(db_column='id_usuario', db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='de quem'),
        ),
        migrations.AddIndex(
            model_name='rascunhodevenda',
            index=models.Index(models.F('usuario'), models.OrderBy(models.F('atualizado_em'), descending=True), name='rascunho_venda_de_quem'),
        ),
        migrations.AddIndex(
            model_name='rascunhodevenda',
            index=models.Index(models.F('atualizado_em'), name='rascunho_venda_vencimento'),
        ),
        migrations.AddConstraint(
            model_name='rascunhodevenda',
            constraint=models.CheckConstraint(condition=models.Q(('ordem__isnull', True), ('passos', {}), _connector='OR'), name='rascunho_venda_pronto_e_vazio'),
        ),
    ]
