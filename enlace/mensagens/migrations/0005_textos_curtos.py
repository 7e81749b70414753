"""Words that are right before and after the due date, and SMS that with a bill's link still are one SMS."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import Value
from django.db.models.functions import Replace

# Sentences that a provider has written anew do not hold these words and stay as they are.
_TROCAS = (
    ("fatura_email", "assunto", "{valor}, vence em {vencimento}", "{valor}, vencimento {vencimento}"),
    ("fatura_sms", "texto", "{valor}, vence em {vencimento}", "{valor}, vencimento {vencimento}"),
    (
        "aviso_debito_sms",
        "texto",
        "debito de {valor_total} ref. {meses_referencia}. Sem pagamento, suspensao em {data_suspensao}.",
        "debito {valor_total} ({meses_referencia}), suspensao em {data_suspensao}.",
    ),
    (
        "suspensao_sms",
        "texto",
        "servico suspenso por debito de {valor_total}. Pague e ele volta em ate 1 dia, sem taxa.",
        "servico suspenso, debito {valor_total}. Pago, volta em ate 1 dia.",
    ),
)


def trocar(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:  # noqa: ARG001 - Django's signature
    modelo = apps.get_model("mensagens", "ModeloMensagem")
    for chave, coluna, antes, depois in _TROCAS:
        modelo.objects.filter(chave=chave).update(**{coluna: Replace(coluna, Value(antes), Value(depois))})


class Migration(migrations.Migration):
    dependencies = [("mensagens", "0004_instante_da_entrega")]
    operations = [migrations.RunPython(trocar, migrations.RunPython.noop)]
