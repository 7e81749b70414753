"""The agenda of a day shows what was done in it too."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    # Beside the work: building the index keeps nobody from writing orders.
    atomic = False

    dependencies = [("ordens_servico", "0004_permissoes_do_painel")]

    operations = [
        AddIndexConcurrently(
            model_name="ordemservico",
            index=models.Index(
                condition=models.Q(status__in=["pendente", "finalizado"]),
                fields=["data_inicio_programado"],
                name="ordem_servico_dia",
            ),
        ),
    ]
