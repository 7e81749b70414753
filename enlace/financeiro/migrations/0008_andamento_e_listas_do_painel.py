"""What people see in the panel: how far long work is, remittances that a job makes, lists by state, requests that count once.

New columns have defaults of the database, so that the code of before goes on writing. The three indexes of bills are partial and
small; they are made with the table locked for writing (some seconds at a million bills): `CREATE INDEX CONCURRENTLY` is not needed.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("financeiro", "0007_permissoes_do_painel"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PedidoRemessa",
            fields=[
                ("id_pedido_remessa", models.BigAutoField(primary_key=True, serialize=False, verbose_name="código")),
                ("pedido_em", models.DateTimeField(verbose_name="pedido em")),
                ("id_tarefa", models.BigIntegerField(blank=True, editable=False, null=True, verbose_name="tarefa")),
                ("terminado_em", models.DateTimeField(blank=True, null=True, verbose_name="terminado em")),
                ("entradas", models.PositiveIntegerField(default=0, verbose_name="registros")),
                ("baixas", models.PositiveIntegerField(default=0, verbose_name="baixas")),
                ("vencidas", models.PositiveIntegerField(default=0, verbose_name="vencidas que o banco nunca conheceu")),
                ("sobraram", models.BooleanField(default=False, verbose_name="falta outro arquivo")),
                ("deixadas", models.JSONField(default=list, verbose_name="ficaram de fora")),
                ("deixadas_total", models.PositiveIntegerField(default=0, verbose_name="quantas ficaram de fora")),
                ("recusa", models.CharField(blank=True, default="", max_length=300, verbose_name="recusa")),
            ],
            options={
                "verbose_name": "pedido de remessa",
                "verbose_name_plural": "pedidos de remessa",
                "db_table": "pedido_remessa",
                "ordering": ["-id_pedido_remessa"],
            },
        ),
        migrations.AddField(
            model_name="arquivoretorno",
            name="id_tarefa",
            field=models.BigIntegerField(blank=True, editable=False, null=True, verbose_name="tarefa"),
        ),
        migrations.AddField(
            model_name="cobranca",
            name="pedido",
            field=models.UUIDField(blank=True, editable=False, null=True, verbose_name="pedido"),
        ),
        migrations.AddField(
            model_name="faturamento",
            name="andou_em",
            field=models.DateTimeField(blank=True, null=True, verbose_name="andou em"),
        ),
        migrations.AddField(
            model_name="faturamento",
            name="id_tarefa",
            field=models.BigIntegerField(blank=True, editable=False, null=True, verbose_name="tarefa"),
        ),
        migrations.AddField(
            model_name="faturamento",
            name="parada",
            field=models.CharField(blank=True, db_default="", max_length=300, verbose_name="parou porque"),
        ),
        migrations.AddField(
            model_name="faturamento",
            name="refazer",
            field=models.BooleanField(db_default=False, verbose_name="cobrar de novo o que foi cancelado"),
        ),
        migrations.AddField(
            model_name="faturamento",
            name="total",
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name="clientes a ver"),
        ),
        migrations.AddIndex(
            model_name="fatura",
            index=models.Index(
                condition=models.Q(("situacao", "aguardando")), fields=["data_vencimento", "id_fatura"], name="fatura_abertas"
            ),
        ),
        migrations.AddIndex(
            model_name="fatura",
            index=models.Index(
                condition=models.Q(("situacao", "cancelado")), fields=["data_vencimento", "id_fatura"], name="fatura_canceladas"
            ),
        ),
        migrations.AddIndex(
            model_name="fatura",
            index=models.Index(
                condition=models.Q(("tipo_cobranca", "boleto_bancario"), _negated=True),
                fields=["tipo_cobranca", "data_vencimento", "id_fatura"],
                name="fatura_sem_boleto",
            ),
        ),
        migrations.AddConstraint(
            model_name="cobranca",
            constraint=models.UniqueConstraint(
                condition=models.Q(("pedido__isnull", False)), fields=("pedido", "data_vencimento"), name="cobranca_pedido_uma_vez"
            ),
        ),
        migrations.AddField(
            model_name="pedidoremessa",
            name="conta",
            field=models.ForeignKey(
                db_column="id_conta_bancaria",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="pedidos_de_remessa",
                to="financeiro.contabancaria",
                verbose_name="conta",
            ),
        ),
        migrations.AddField(
            model_name="pedidoremessa",
            name="remessa",
            field=models.OneToOneField(
                blank=True,
                db_column="id_remessa",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="pedido",
                to="financeiro.arquivoremessa",
                verbose_name="remessa",
            ),
        ),
        migrations.AddField(
            model_name="pedidoremessa",
            name="usuario",
            field=models.ForeignKey(
                blank=True,
                db_column="id_usuario",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="pedido por",
            ),
        ),
        migrations.AddConstraint(
            model_name="pedidoremessa",
            constraint=models.UniqueConstraint(
                condition=models.Q(("terminado_em__isnull", True)), fields=("conta",), name="pedido_remessa_um_por_vez"
            ),
        ),
    ]
