"""What the window of a call shows: who calls, and what whoever answers should know, as far as that person may see it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest

from enlace.atendimento.models import Atendimento
from enlace.clientes.models import Cliente
from enlace.core import datas
from enlace.core.dinheiro import ZERO
from enlace.financeiro.dividas import feriados_locais
from enlace.financeiro.models import Fatura
from enlace.financeiro.prazos import vencida
from enlace.financeiro.titulo import valor_no_dia
from enlace.painel.acesso import usuario_de
from enlace.painel.celulas import em_mega
from enlace.pbx.models import Ligacao
from enlace.pbx.quem import donos_do_telefone
from enlace.radius.models import Sessao
from enlace.servicos.alertas_do_cliente import AlertaDoCliente, alertas_do_cliente
from enlace.servicos.models import ClienteServico

# A window is no list: whoever has more is looked at in their file, to which it leads.
_SERVICOS: Final = 20
_ATENDIMENTOS: Final = 3
_FATURAS: Final = 60


@dataclass(frozen=True)
class Servico:
    """One service that is not cancelled, and whether it is connected now."""

    linha: ClienteServico
    conectado: bool

    @property
    def velocidade(self) -> str:
        """`100/50 Mbit/s`, down and up, as plans are spoken of."""
        plano = self.linha.plano
        return f"{em_mega(plano.velocidade_download)}/{em_mega(plano.velocidade_upload)} Mbit/s"

    @property
    def com_problema(self) -> bool:
        """Whether it does not do what was sold: the likely reason of the call."""
        return self.linha.status_id != "servico_habilitado" or (bool(self.linha.login) and not self.conectado)


@dataclass(frozen=True)
class Divida:
    """The overdue bills of a customer: how many, worth how much today, since when. `ha_mais`: there are more than were counted."""

    quantas: int
    total: Decimal
    desde: date
    ha_mais: bool


@dataclass(frozen=True, kw_only=True)
class Janela:
    """A call and what is shown beside it; empty where there is nothing, or nothing that this person may see."""

    ligacao: Ligacao
    cliente: Cliente | None
    alertas: list[AlertaDoCliente]
    servicos: list[Servico]
    divida: Divida | None
    atendimentos: list[Atendimento]
    # Who has the number, when it is not known which of them calls.
    donos: list[Cliente]

    @property
    def provavel(self) -> int | None:
        """The key of the service that the call is probably about: the first with trouble, or simply the first."""
        for servico in sorted(self.servicos, key=lambda servico: not servico.com_problema):
            return servico.linha.pk
        return None


def minha_ligacao(request: HttpRequest, id_ligacao: int) -> Ligacao:
    """A call of whoever asks. Another person's is not found (Http404)."""
    ligacao = Ligacao.objects.select_related("cliente", "atendimento").filter(pk=id_ligacao, usuario=usuario_de(request).pk).first()
    if ligacao is None:
        raise Http404
    return ligacao


def montar(request: HttpRequest, ligacao: Ligacao) -> Janela:
    """Read it all: at most six statements."""
    pode, agora = request.user.has_perm, datas.agora()
    cliente = ligacao.cliente if pode("clientes.view_cliente") else None
    donos = [] if ligacao.cliente_id or not pode("clientes.view_cliente") else donos_do_telefone(ligacao.telefone)
    servicos = _servicos(cliente) if cliente and pode("servicos.view_clienteservico") else []
    return Janela(
        ligacao=ligacao,
        cliente=cliente,
        alertas=alertas_do_cliente(cliente.pk, agora=agora) if cliente and pode("servicos.view_alerta") else [],
        servicos=servicos,
        divida=_divida(cliente, hoje=datas.hoje()) if cliente and pode("financeiro.view_fatura") else None,
        atendimentos=_atendimentos(cliente) if cliente and pode("atendimento.view_atendimento") else [],
        donos=sorted(donos, key=lambda dono: dono.nome_razaosocial),
    )


def _servicos(cliente: Cliente) -> list[Servico]:
    # Open sessions stand in a partition of their own, with an index by service.
    abertas = Sessao.objects.filter(cliente_servico=OuterRef("pk"), acctstoptime__isnull=True)
    linhas = (
        ClienteServico.objects.filter(cliente=cliente)
        .exclude(status="cancelado")
        .select_related("plano", "status")
        .annotate(conectado=Exists(abertas))
        .order_by("numero_plano")[:_SERVICOS]
    )
    return [Servico(linha, conectado=linha.conectado) for linha in linhas]


def _divida(cliente: Cliente, *, hoje: date) -> Divida | None:
    abertas = Fatura.objects.filter(cliente=cliente, situacao=Fatura.Situacao.AGUARDANDO, valor__gt=0, data_vencimento__lt=hoje)
    faturas = list(abertas.order_by("data_vencimento", "id_fatura")[: _FATURAS + 1])
    if not faturas:
        return None
    feriados = feriados_locais(faturas[0].data_vencimento)
    vencidas = [fatura for fatura in faturas[:_FATURAS] if vencida(fatura.data_vencimento, hoje, feriados)]
    if not vencidas:
        return None
    total = sum((valor_no_dia(fatura, hoje, feriados).total for fatura in vencidas), ZERO)
    return Divida(len(vencidas), total, vencidas[0].data_vencimento, ha_mais=len(faturas) > _FATURAS)


def _atendimentos(cliente: Cliente) -> list[Atendimento]:
    # By `atendimento_do_servico`: the customer's services, then their tickets.
    do_cliente = Atendimento.objects.filter(cliente_servico__cliente=cliente, data_fechamento__isnull=True, deleted_at__isnull=True)
    return list(do_cliente.select_related("tipo", "status").order_by("-data_cadastro", "-id_atendimento")[:_ATENDIMENTOS])
