"""A divided credit is known in all its parts; suspended and restored a service may be more than once a day."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("financeiro", "0005_envio_das_faturas"), ("servicos", "0005_suspensoes")]

    operations = [
        migrations.AddField(
            model_name="cobranca",
            name="credito_dividido",
            field=models.ForeignKey(
                blank=True,
                db_column="id_cobranca_dividida",
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="partes",
                to="financeiro.cobranca",
                verbose_name="parte do crédito",
            ),
        ),
        migrations.AddIndex(
            model_name="cobranca",
            index=models.Index(
                condition=models.Q(("credito_dividido__isnull", False)),
                fields=["credito_dividido"],
                name="cobranca_partes_do_credito",
            ),
        ),
        migrations.RemoveConstraint(model_name="decisaoinadimplencia", name="decisao_inadimplencia_uma_por_dia"),
        migrations.AddConstraint(
            model_name="decisaoinadimplencia",
            constraint=models.UniqueConstraint(
                condition=models.Q(("acao", "adiar")),
                fields=("cliente_servico", "dia"),
                name="decisao_inadimplencia_adia_uma_vez",
            ),
        ),
    ]
