"""What waits for a date, beside the agenda of a day."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    # Beside the work: building the index keeps nobody from writing orders.
    atomic = False

    dependencies = [("ordens_servico", "0005_dia")]

    operations = [
        AddIndexConcurrently(
            model_name="ordemservico",
            index=models.Index(
                condition=models.Q(status="aguardando_agendamento"),
                fields=["data_cadastro", "id_ordem_servico"],
                name="ordem_servico_espera",
            ),
        ),
    ]
