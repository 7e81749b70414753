"""What the monthly run reads: whom to bill on a due date and, batch by batch, everything that decides what."""

import json
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, Final

from django.db import connection

from enlace.financeiro.models import Cobranca, FormaCobranca, RegraCobranca
from enlace.financeiro.periodos import Calendario, Historia, Periodo, dias_de_vencimento
from enlace.financeiro.planejamento import PacoteACobrar, Pendente, ServicoACobrar

# A service that works, or would if its bills were paid. One that its customer asked to be suspended costs nothing meanwhile.
SITUACOES_COBRADAS: Final = ("franquia_excedida", "servico_habilitado", "suspenso_debito", "suspenso_parcialmente")

_PASTA = Path(__file__).parent / "consultas"
_A_COBRAR = (_PASTA / "a_cobrar.sql").read_text()
_CLIENTES = (_PASTA / "clientes_a_cobrar.sql").read_text()
# A bill reaches back two months at most (`periodos.a_cobrar`); what ended before that is of no bill.
_ALCANCE = timedelta(days=100)
# A suspension that lasts is taken to last beyond any period: where unsure, the customer pays less.
_SEM_FIM = date.max


@dataclass(frozen=True, kw_only=True)
class Escopo:
    """Which bills: due on a date, by the rules in force; `refazer` bills days again whose bill was cancelled.

    `fora_de_uso`: the ways of charging that the provider put aside, by their keys.
    """

    vencimento: date
    regra: RegraCobranca
    refazer: bool = False
    fora_de_uso: Mapping[int, FormaCobranca] = field(default_factory=dict)

    @property
    def desde(self) -> date:
        """What ended before is of no bill."""
        return self.vencimento - _ALCANCE


@dataclass(frozen=True, kw_only=True)
class ClienteACobrar:
    """A customer with the services to be charged and the lines that wait."""

    id_cliente: int
    servicos: list[ServicoACobrar]
    pendentes: list[Pendente]


def clientes(escopo: Escopo, *, depois_de: int) -> "array[int]":
    """The keys of the customers to walk, in order, eight bytes each: a million fit in the memory of a picture."""
    parametros: dict[str, Any] = {
        "dias": dias_de_vencimento(escopo.vencimento),
        "depois_de": depois_de,
        "situacoes": list(SITUACOES_COBRADAS),
        "desde": escopo.desde,
    }
    chaves = array("q")
    with connection.cursor() as cursor:
        cursor.execute(_CLIENTES, parametros)
        while linhas := cursor.fetchmany(10_000):
            chaves.extend(chave for (chave,) in linhas)
    return chaves


def ler(escopo: Escopo, ids: Sequence[int]) -> list[ClienteACobrar]:
    """The customers with these keys and what decides their bills, three statements however many they are."""
    pendentes = _pendentes(escopo, ids)
    with connection.cursor() as cursor:
        cursor.execute(
            _A_COBRAR,
            {
                "clientes": list(ids),
                "dias": dias_de_vencimento(escopo.vencimento),
                "situacoes": list(SITUACOES_COBRADAS),
                "desde": escopo.desde,
                "refazer": escopo.refazer,
            },
        )
        colunas = [coluna.name for coluna in cursor.description or ()]
        linhas: Iterator[dict[str, Any]] = (dict(zip(colunas, linha, strict=True)) for linha in cursor.fetchall())
    return [
        ClienteACobrar(
            id_cliente=id_cliente,
            servicos=[_servico(linha, escopo) for linha in grupo],
            pendentes=pendentes.get(id_cliente, []),
        )
        for id_cliente, grupo in groupby(linhas, key=itemgetter("id_cliente"))
    ]


def _pendentes(escopo: Escopo, ids: Sequence[int]) -> dict[int, list[Pendente]]:
    """Oldest first."""
    linhas = (
        Cobranca.objects.filter(
            cliente__in=list(ids), fatura__isnull=True, cancelada_em__isnull=True, data_vencimento__lte=escopo.vencimento
        )
        .order_by("pk")
        .values_list("cliente_id", "pk", "cliente_servico_id", "valor")
    )
    achados: dict[int, list[Pendente]] = {}
    for id_cliente, chave, servico, valor in linhas:
        achados.setdefault(id_cliente, []).append(Pendente(id_cobranca=chave, id_cliente_servico=servico, valor=valor))
    return achados


def _servico(linha: dict[str, Any], escopo: Escopo) -> ServicoACobrar:
    regra = escopo.regra
    return ServicoACobrar(
        id_cliente_servico=linha["id_cliente_servico"],
        id_forma_cobranca=linha["id_forma_cobranca"],
        plano=linha["plano"],
        valor=linha["valor"],
        calendario=Calendario(
            dia_vencimento=linha["dia_vencimento"],
            antecipada=linha["antecipada"],
            dias_ao_vencimento=regra.dias_do_periodo_ao_vencimento,
        ),
        historia=Historia(
            inicio=linha["data_inicio"] or linha["habilitado_em"],
            inicio_combinado=linha["data_inicio"] is not None,
            fim=linha["cancelado_em"],
            cobrado_ate=linha["cobrado_ate"],
        ),
        pacotes=[
            PacoteACobrar(descricao=descricao, valor=Decimal(valor), desde=date.fromisoformat(desde))
            for descricao, valor, desde in _lista(linha["pacotes"])
        ],
        suspensoes=_suspensoes(linha, cobra_de_quem_deve=regra.cobra_durante_suspensao),
        cobrados=_periodos(linha["cobrados"], Cobranca.Tipo.MENSALIDADE),
        descontados=_periodos(linha["cobrados"], Cobranca.Tipo.DESCONTO),
    )


def _suspensoes(linha: dict[str, Any], *, cobra_de_quem_deve: bool) -> list[Periodo]:
    """The days that are not charged: those that the customer asked for in any case, those of a debt if the rule says so."""
    intervalos = _lista(linha["pausas"]) + ([] if cobra_de_quem_deve else _lista(linha["suspensoes"]))
    return [Periodo(date.fromisoformat(inicio), date.fromisoformat(fim) if fim else _SEM_FIM) for inicio, fim in intervalos]


def _periodos(linhas: Any, tipo: str) -> list[Periodo]:  # noqa: ANN401 - JSON of ours, as text or read already
    """The days of the lines of a kind."""
    return [Periodo(date.fromisoformat(inicio), date.fromisoformat(fim)) for de, inicio, fim in _lista(linhas) if de == tipo]


def _lista(valor: Any) -> list[Any]:  # noqa: ANN401 - JSON of ours, as text or read already
    return json.loads(valor) if isinstance(valor, str) else valor or []
