"""The thirteen states of a service that the contract names; the provider may change the labels."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

ESTADOS = {
    "agendado_para_instalacao": "Agendado para Instalação",
    "aguardando_assinatura_contrato": "Aguardando Assinatura de Contrato",
    "aguardando_configuracao": "Aguardando Configuração",
    "aguardando_instalacao": "Aguardando Instalação",
    "aguardando_liberacao_ti": "Aguardando Liberação da TI",
    "aguardando_migracao": "Aguardando Migração",
    "cancelado": "Cancelado",
    "franquia_excedida": "Franquia Excedida",
    "inativo": "Inativo",
    "servico_habilitado": "Serviço Habilitado",
    "suspenso_debito": "Suspenso por Débito",
    "suspenso_parcialmente": "Suspenso Parcialmente",
    "suspenso_pedido_cliente": "Suspenso a Pedido do Cliente",
}


def inserir(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:  # noqa: ARG001 - Django's signature
    status = apps.get_model("servicos", "ServicoStatus")
    status.objects.bulk_create(
        [status(prefixo=prefixo, descricao=descricao) for prefixo, descricao in ESTADOS.items()], ignore_conflicts=True
    )


class Migration(migrations.Migration):
    dependencies = [("servicos", "0001_initial")]
    operations = [migrations.RunPython(inserir, migrations.RunPython.noop)]
