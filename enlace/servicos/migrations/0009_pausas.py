import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('servicos', '0008_permissoes_do_painel'),
    ]

    operations = [
        migrations.CreateModel(
            name='Pausa',
            fields=[
                ('id_pausa', models.BigAutoField(primary_key=True, serialize=False, verbose_name='código')),
                ('inicio', models.DateTimeField(verbose_name='suspenso em')),
                ('ate', models.DateField(verbose_name='até o fim de')),
                ('fim', models.DateTimeField(blank=True, null=True, verbose_name='voltou em')),
                ('cliente_servico', models.ForeignKey(db_column='id_cliente_servico', on_delete=django.db.models.deletion.CASCADE, related_name='pausas', to='servicos.clienteservico', verbose_name='serviço')),
            ],
            options={
                'verbose_name': 'suspensão a pedido',
                'verbose_name_plural': 'suspensões a pedido',
                'db_table': 'cliente_servico_pausa',
                'ordering': ['-id_pausa'],
                'indexes': [models.Index(condition=models.Q(('fim__isnull', True)), fields=['ate'], name='pausa_vence')],
                'constraints': [models.CheckConstraint(condition=models.Q(('fim__isnull', True), ('fim__gte', models.F('inicio')), _connector='OR'), name='pausa_termina_depois'), models.UniqueConstraint(condition=models.Q(('fim__isnull', True)), fields=('cliente_servico',), name='pausa_uma_de_cada_vez')],
            },
        ),
    ]
