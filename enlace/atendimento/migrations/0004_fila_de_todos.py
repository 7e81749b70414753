"""The queue of everybody, by what is due first."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    # Beside the work: building the index keeps nobody from writing tickets.
    atomic = False

    dependencies = [("atendimento", "0003_classificacoes")]

    operations = [
        AddIndexConcurrently(
            model_name="atendimento",
            index=models.Index(
                condition=models.Q(data_fechamento__isnull=True),
                fields=["data_prazo", "id_atendimento"],
                name="atendimento_abertos_prazo",
            ),
        ),
    ]
