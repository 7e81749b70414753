"""Some months of bills of the invented customers: issued by the monthly run on the days on which it would have run, mostly paid."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from enlace.auditoria.models import Registro
from enlace.auditoria.registro import Autor
from enlace.core.datas import meses_depois
from enlace.demo.documentacao.faturas import BALCAO, BOLETO, DEBITO, PIX
from enlace.financeiro.models import CobrancaServico, Fatura, FormaCobranca, Pagamento, RegraCobranca
from enlace.financeiro.titulo import valor_no_dia
from enlace.processos.faturamento_mensal import faturar
from enlace.servicos.models import ClienteServico

MESES = 4
DIAS = (5, 10, 15, 20, 25)
_FORMAS = {BOLETO: 80, PIX: 10, DEBITO: 6, BALCAO: 4}
_AUTOR = Autor(porta=Registro.Porta.JOB, id_usuario=None)
# In a hundred: who pays before it is due, who pays late, and who of those whose bill is still young has not paid at all.
_ADIANTADOS, _ATRASADOS, _DEVEDORES = 12, 15, 8
# An unpaid bill that is older would have had its service suspended.
_JOVEM = timedelta(days=14)
# The suspended have not paid for so long. One of these bills is 21 days old or more: a day to the notice, fifteen from there, and
# the five for which they have been suspended.
_DIVIDA = timedelta(days=21 + 31)


@dataclass(frozen=True)
class _Cobrador:
    """What decides about a payment."""

    devedores: frozenset[int]
    sorteio: Random
    hoje: date

    def pago_em(self, fatura: Fatura) -> date | None:
        """When the bill was paid, if it was."""
        idade = self.hoje - fatura.data_vencimento
        if fatura.cliente_id in self.devedores and idade < _DIVIDA:
            return None
        acaso = self.sorteio.randrange(100)
        if timedelta(0) < idade < _JOVEM and acaso < _DEVEDORES:
            return None
        if acaso < _ATRASADOS:
            quando = fatura.data_vencimento + timedelta(days=self.sorteio.randint(1, 12))
        elif acaso < 100 - _ADIANTADOS:
            quando = fatura.data_vencimento
        else:
            quando = fatura.data_vencimento - timedelta(days=self.sorteio.randint(1, 9))
        return quando if quando <= self.hoje else None


def cobrar(servicos: Sequence[ClienteServico], *, sorteio: Random, agora: datetime) -> None:
    """Write how each service is charged, the bills and their payments."""
    _combinar(servicos, sorteio)
    hoje = timezone.localdate(agora)
    for vencimento in _vencimentos(hoje):
        emissao = agora - (hoje - vencimento) - timedelta(days=RegraCobranca.em(hoje).dias_de_antecedencia)
        faturar(vencimento, autor=_AUTOR, agora=emissao, hoje=timezone.localdate(emissao))
    suspensos = frozenset(servico.cliente_id for servico in servicos if servico.status_id == "suspenso_debito")
    _receber(_Cobrador(suspensos, sorteio, hoje), agora)


def _combinar(servicos: Sequence[ClienteServico], sorteio: Random) -> None:
    """A due day and a way to pay for each customer, the same for all its services."""
    formas = {forma.descricao: forma for forma in FormaCobranca.objects.all()}
    clientes = dict.fromkeys(servico.cliente_id for servico in servicos)
    combinado = {
        cliente: (sorteio.choice(DIAS), formas[sorteio.choices(list(_FORMAS), weights=list(_FORMAS.values()))[0]])
        for cliente in clientes
    }
    CobrancaServico.objects.bulk_create(
        CobrancaServico(
            cliente_servico=servico, dia_vencimento=combinado[servico.cliente_id][0], forma=combinado[servico.cliente_id][1]
        )
        for servico in servicos
    )


def _vencimentos(hoje: date) -> list[date]:
    """The due dates of the last months, and of the days to come whose bills are issued already, oldest first."""
    ate = hoje + timedelta(days=RegraCobranca.em(hoje).dias_de_antecedencia)
    meses = [meses_depois(hoje, -quantos) for quantos in range(-1, MESES + 1)]
    datas = sorted(mes.replace(day=dia) for mes in meses for dia in DIAS)
    return [data for data in datas if meses_depois(hoje, -MESES) < data <= ate]


def _receber(cobrador: _Cobrador, agora: datetime) -> None:
    """All payments at once, as the verb for one would write them."""
    inventadas = Fatura.objects.filter(faturamento__isnull=False).order_by("pk")
    pagas = [(fatura, quando) for fatura in inventadas if (quando := cobrador.pago_em(fatura))]
    Pagamento.objects.bulk_create(
        Pagamento(
            fatura=fatura,
            valor=valor_no_dia(fatura, quando).total,
            data_pagamento=quando,
            data_credito=quando + timedelta(days=1),
            origem=Pagamento.Origem.RETORNO if fatura.conta_id else Pagamento.Origem.MANUAL,
            quitou=True,
            registrado_em=agora - (cobrador.hoje - quando),
        )
        for fatura, quando in pagas
    )
    pagamento = Pagamento.objects.filter(fatura=OuterRef("pk"), quitou=True)
    Fatura.objects.filter(pk__in=[fatura.pk for fatura, _quando in pagas]).update(
        situacao=Fatura.Situacao.QUITADO,
        data_pagamento=Subquery(pagamento.values("data_pagamento")),
        valor_pago=Subquery(pagamento.values("valor")),
    )
