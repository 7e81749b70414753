"""What the bills of a customer on a due date would be. Pure: the dry run shows it, the monthly run writes it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import groupby
from operator import attrgetter

from enlace.core.dinheiro import ZERO
from enlace.financeiro.calculo import pro_rata
from enlace.financeiro.lancamento import em_reais_com_ponto
from enlace.financeiro.models import Cobranca
from enlace.financeiro.periodos import Calendario, Historia, Periodo, a_cobrar, por_devolver, suspensos


@dataclass(frozen=True, kw_only=True)
class PacoteACobrar:
    """A package of a service, R$ `valor` a month since `desde`."""

    descricao: str
    valor: Decimal
    desde: date


@dataclass(frozen=True, kw_only=True)
class ServicoACobrar:
    """A service as the run sees it.

    `suspensoes` are those whose days are not charged. `cobrados` and `descontados`: the days that bills have charged lately, and
    those that they took off again; only of a service that was suspended.
    """

    id_cliente_servico: int
    id_forma_cobranca: int
    plano: str
    valor: Decimal
    calendario: Calendario
    historia: Historia
    pacotes: Sequence[PacoteACobrar] = ()
    suspensoes: Sequence[Periodo] = ()
    cobrados: Sequence[Periodo] = ()
    descontados: Sequence[Periodo] = ()


@dataclass(frozen=True, kw_only=True)
class Pendente:
    """A line that waits for its bill; negative for a credit."""

    id_cobranca: int
    id_cliente_servico: int | None
    valor: Decimal


@dataclass(frozen=True, kw_only=True)
class LinhaPlanejada:
    """A new line."""

    id_cliente_servico: int
    tipo: str
    descricao: str
    valor: Decimal
    periodo: Periodo


@dataclass(frozen=True, kw_only=True)
class CreditoUsado:
    """A credit of which R$ `usado` goes into the bill and R$ `resto` waits on."""

    id_cobranca: int
    usado: Decimal
    resto: Decimal


@dataclass(kw_only=True)
class FaturaPlanejada:
    """One bill: of one customer, charged in one way."""

    id_cliente: int
    id_forma_cobranca: int
    linhas: list[LinhaPlanejada]
    pendentes: list[Pendente] = field(default_factory=list)
    creditos: list[CreditoUsado] = field(default_factory=list)

    @property
    def bruto(self) -> Decimal:
        """What is charged before credits."""
        return sum((linha.valor for linha in self.linhas), ZERO) + sum((p.valor for p in self.pendentes), ZERO)

    @property
    def devolve(self) -> bool:
        """Whether it gives days of earlier bills back: issued even when that leaves nothing of it, else they would come again."""
        inicios = {
            linha.id_cliente_servico: linha.periodo.inicio for linha in self.linhas if linha.tipo == Cobranca.Tipo.MENSALIDADE
        }
        descontos = [linha for linha in self.linhas if linha.tipo == Cobranca.Tipo.DESCONTO]
        return any(linha.periodo.inicio < inicios[linha.id_cliente_servico] for linha in descontos)

    @property
    def valor(self) -> Decimal:
        """What the bill is worth."""
        return self.bruto - sum((credito.usado for credito in self.creditos), ZERO)


def planejar(
    id_cliente: int, vencimento: date, servicos: Iterable[ServicoACobrar], pendentes: Sequence[Pendente]
) -> list[FaturaPlanejada]:
    """The bills of a customer: one for each way of charging, all its services in it, and what waited for a bill.

    What waits for a service goes into that service's bill, else into the first. Credits take off as much as there is; the rest of
    one that is larger waits on. Nothing to charge, no bill: credits alone make none, nor does a plan given for free, nor a month
    of suspension; days of earlier bills that are given back do.
    Refused: what `calculo.pro_rata` refuses.
    """
    por_forma = sorted(servicos, key=attrgetter("id_forma_cobranca", "id_cliente_servico"))
    faturas = [
        FaturaPlanejada(
            id_cliente=id_cliente,
            id_forma_cobranca=forma,
            linhas=[linha for servico in grupo for linha in _linhas(servico, vencimento)],
        )
        for forma, grupo in groupby(por_forma, key=attrgetter("id_forma_cobranca"))
    ]
    forma_do_servico = {servico.id_cliente_servico: servico.id_forma_cobranca for servico in por_forma}
    for pendente in pendentes:
        _juntar(faturas, forma_do_servico, pendente)
    cobradas = [fatura for fatura in faturas if fatura.bruto > 0 or fatura.devolve]
    creditos = [pendente for pendente in pendentes if pendente.valor < 0]
    for fatura in cobradas:
        creditos = _usar(fatura, creditos)
    return cobradas


def _juntar(faturas: list[FaturaPlanejada], forma_do_servico: dict[int, int], pendente: Pendente) -> None:
    if pendente.valor < 0 or not faturas:
        return
    forma = forma_do_servico.get(pendente.id_cliente_servico or 0)
    escolhida = next((f for f in faturas if f.id_forma_cobranca == forma), faturas[0])
    escolhida.pendentes.append(pendente)


def _usar(fatura: FaturaPlanejada, creditos: list[Pendente]) -> list[Pendente]:
    """Take credits off a bill, oldest first, and give back what is left of them."""
    sobram = []
    for credito in creditos:
        usado = min(-credito.valor, fatura.valor)
        resto = -credito.valor - usado
        if usado > 0:
            fatura.creditos.append(CreditoUsado(id_cobranca=credito.id_cobranca, usado=usado, resto=resto))
        else:
            sobram.append(credito)
        # The rest of a credit becomes a line of its own, which the next run sees.
    return sobram


def _linhas(servico: ServicoACobrar, vencimento: date) -> list[LinhaPlanejada]:
    periodo = a_cobrar(servico.calendario, vencimento, servico.historia)
    if periodo.dias == 0:
        return []
    inteiro = periodo == servico.calendario.periodo(vencimento)
    linhas = [_linha(servico, Cobranca.Tipo.MENSALIDADE, servico.plano, servico.valor, periodo, inteiro=inteiro)]
    for pacote in servico.pacotes:
        parte = Periodo(max(periodo.inicio, pacote.desde), periodo.fim)
        if parte.dias and pacote.valor > 0:
            linhas.append(
                _linha(servico, Cobranca.Tipo.PACOTE, pacote.descricao, pacote.valor, parte, inteiro=inteiro and parte == periodo)
            )
    return [*linhas, *_descontos(servico, periodo, sum((linha.valor for linha in linhas), ZERO))]


def _descontos(servico: ServicoACobrar, periodo: Periodo, cobrado: Decimal) -> list[LinhaPlanejada]:
    """What suspended days take off, of this bill and of earlier ones: of the plan and its packages, at what they cost now.

    Never more than this bill charges.
    """
    mensal = servico.valor + sum((pacote.valor for pacote in servico.pacotes), ZERO)
    linhas = []
    de_antes = por_devolver(servico.suspensoes, servico.cobrados, servico.descontados)
    for parte in (*suspensos(periodo, servico.suspensoes), *de_antes):
        valor = min(pro_rata(mensal, parte.inicio, parte.fim), cobrado)
        if valor > 0:
            cobrado -= valor
            linhas.append(
                LinhaPlanejada(
                    id_cliente_servico=servico.id_cliente_servico,
                    tipo=Cobranca.Tipo.DESCONTO,
                    descricao=f"(-) Serviço suspenso {_datas(parte)} - {_dias(parte)} | {em_reais_com_ponto(valor)}",
                    valor=ZERO - valor,
                    periodo=parte,
                )
            )
    return linhas


def _linha(servico: ServicoACobrar, tipo: str, nome: str, mensal: Decimal, periodo: Periodo, *, inteiro: bool) -> LinhaPlanejada:
    """`(+) Serviço de Comunicação e Multimídia (26/09/2017) até (09/10/2017) - 13 dias (proporcional) | R$ 21.62` (4.7)."""
    valor = mensal if inteiro else pro_rata(mensal, periodo.inicio, periodo.fim)
    proporcional = "" if inteiro else f" - {_dias(periodo)} (proporcional)"
    return LinhaPlanejada(
        id_cliente_servico=servico.id_cliente_servico,
        tipo=tipo,
        descricao=f"(+) {nome} {_datas(periodo)}{proporcional} | {em_reais_com_ponto(valor)}",
        valor=valor,
        periodo=periodo,
    )


def _datas(periodo: Periodo) -> str:
    return f"({periodo.inicio:%d/%m/%Y}) até ({periodo.fim:%d/%m/%Y})"


def _dias(periodo: Periodo) -> str:
    return f"{periodo.dias} dia{'s' if periodo.dias > 1 else ''}"
