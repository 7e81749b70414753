import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('radius', '0004_contabilidade'),
        ('servicos', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='PedidoAoNas',
            fields=[
                ('id_pedido_ao_nas', models.BigAutoField(primary_key=True, serialize=False, verbose_name='código')),
                ('quando', models.DateTimeField(db_index=True, verbose_name='quando')),
                ('tipo', models.CharField(choices=[('desconexao', 'Desconexão'), ('mudanca', 'Mudança de velocidade')], max_length=10, verbose_name='tipo')),
                ('origem', models.CharField(choices=[('api', 'API'), ('painel', 'Painel'), ('automatico', 'Automático')], max_length=10, verbose_name='origem')),
                ('login', models.TextField(verbose_name='login')),
                ('acctuniqueid', models.TextField()),
                ('acctsessionid', models.TextField(verbose_name='sessão')),
                ('endereco_nas', models.GenericIPAddressField(verbose_name='endereço do concentrador')),
                ('resultado', models.CharField(choices=[('aceito', 'Aceito'), ('recusado', 'Recusado'), ('sem_sessao', 'Conexão já encerrada'), ('sem_resposta', 'Sem resposta'), ('porta_fechada', 'Porta fechada'), ('resposta_invalida', 'Resposta inválida'), ('inalcancavel', 'Equipamento inalcançável'), ('sem_nas', 'Concentrador não cadastrado'), ('nas_inativo', 'Concentrador inativo'), ('sem_porta', 'Sem porta de entrada'), ('sem_identificacao', 'Conexão sem identificação')], max_length=20, verbose_name='resultado')),
                ('causa', models.BigIntegerField(null=True, verbose_name='motivo (Error-Cause)')),
                ('detalhe', models.CharField(blank=True, max_length=200, verbose_name='detalhe')),
                ('envios', models.PositiveSmallIntegerField(default=0, verbose_name='vezes enviado')),
                ('cliente_servico', models.ForeignKey(db_column='id_cliente_servico', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='pedidos_ao_nas', to='servicos.clienteservico', verbose_name='serviço')),
                ('nas', models.ForeignKey(db_column='id_nas', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='pedidos', to='radius.nas', verbose_name='concentrador (NAS)')),
            ],
            options={
                'verbose_name': 'pedido ao concentrador',
                'verbose_name_plural': 'pedidos aos concentradores',
                'db_table': 'pedido_ao_nas',
                'ordering': ['-quando'],
                'indexes': [models.Index(fields=['cliente_servico', '-quando'], name='pedido_ao_nas_servico'), models.Index(fields=['nas', '-quando'], name='pedido_ao_nas_nas'), models.Index(fields=['acctuniqueid', 'quando'], name='pedido_ao_nas_sessao')],
            },
        ),
    ]
