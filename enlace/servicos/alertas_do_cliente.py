"""What whoever speaks with a customer is to say: the alerts in force that reach this customer."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from django.db import connection

_SQL: Final = (Path(__file__).parent / "consultas" / "alertas_do_cliente.sql").read_text()


@dataclass(frozen=True)
class AlertaDoCliente:
    """One alert as it is said; `fim` None: until it is ended."""

    id_alerta: int
    texto: str
    inicio: datetime
    fim: datetime | None


def alertas_do_cliente(id_cliente: int, *, agora: datetime) -> list[AlertaDoCliente]:
    """The alerts in force for a customer, the oldest first: one statement."""
    with connection.cursor() as cursor:
        cursor.execute(_SQL, {"cliente": id_cliente, "agora": agora})
        return [AlertaDoCliente(*linha) for linha in cursor.fetchall()]
