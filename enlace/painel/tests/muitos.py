"""Tables large enough for a page to be seen reading one whole."""

import json
from collections.abc import Callable, Iterator
from copy import copy
from datetime import timedelta
from typing import Any, TypeVar
from uuid import uuid4

from django.db import connection, models
from django.test.utils import CaptureQueriesContext

from enlace.atendimento.models import Atendimento
from enlace.clientes.models import Cliente
from enlace.ordens_servico.models import OrdemServico
from enlace.painel.conftest import AGORA
from enlace.servicos.models import ClienteServico

CLIENTES = 600
DE_CADA_UM = 5
_GRANDES = {"atendimento", "ordem_servico", "cliente", "cliente_servico"}

_M = TypeVar("_M", bound=models.Model)


def um_entre_muitos(atendimento: Atendimento, ordem: OrdemServico) -> None:
    """Some thousand closed tickets and orders of some hundred other customers beside these, known to the planner."""
    fechado = {"data_fechamento": AGORA, "usuario_fechamento": ordem.usuario_abertura, "status_fechamento": "concluido"}
    clientes = Cliente.objects.bulk_create(
        Cliente(nome_razaosocial=f"CLIENTE {numero}", tipo_pessoa="pf", data_cadastro=AGORA) for numero in range(CLIENTES)
    )
    servicos = ClienteServico.objects.bulk_create(
        _copia(ordem.cliente_servico, cliente=cliente, login=f"login{cliente.pk}", uuid_cliente_servico=uuid4())
        for cliente in clientes
    )
    muitos = [(servico, numero) for servico in servicos for numero in range(DE_CADA_UM)]
    Atendimento.objects.bulk_create(
        _copia(atendimento, cliente_servico=servico, protocolo=f"1{servico.pk:08d}{numero}", **fechado)
        for servico, numero in muitos
    )
    encerrada = {
        "status": "finalizado",
        "data_inicio_executado": AGORA,
        "data_termino_executado": AGORA + timedelta(hours=1),
        "usuario_fechamento": ordem.usuario_abertura,
        "status_fechamento": "concluido",
    }
    OrdemServico.objects.bulk_create(
        _copia(ordem, cliente_servico=servico, atendimento=None, numero_ordem_servico=8_000_000 + posicao, **encerrada)
        for posicao, (servico, _numero) in enumerate(muitos)
    )
    with connection.cursor() as cursor:
        cursor.execute(f"analyze {', '.join(sorted(_GRANDES))}")


def lidas_inteiras(fazer: Callable[[], object]) -> set[str]:
    """The large tables that any statement of `fazer` reads from the first row to the last."""
    with CaptureQueriesContext(connection) as feitas:
        fazer()
    consultas = [feita["sql"] for feita in feitas.captured_queries if feita["sql"].startswith("SELECT")]
    assert consultas
    with connection.cursor() as cursor:
        return {no["Relation Name"] for sql in consultas for no in _plano(cursor, sql) if no["Node Type"] == "Seq Scan"} & _GRANDES


def _plano(cursor: Any, sql: str) -> list[dict[str, Any]]:  # noqa: ANN401 - Django's cursor has no public type
    cursor.execute(f"explain (format json) {sql}")
    (texto,) = cursor.fetchone()
    return list(_nos((texto if isinstance(texto, list) else json.loads(texto))[0]["Plan"]))


def _nos(no: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield no
    for filho in no.get("Plans", []):
        yield from _nos(filho)


def _copia(linha: _M, **mudancas: object) -> _M:
    nova = copy(linha)
    nova.pk = None
    nova._state.adding = True
    for nome, valor in mudancas.items():
        setattr(nova, nome, valor)
    return nova
