"""Contracting a service."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.db.models import Max

from enlace.clientes.models import Cliente
from enlace.contas.models import Usuario
from enlace.core.contatos import normalizar_mac
from enlace.core.db import recusar_campos_invalidos, restricao_violada
from enlace.core.errors import RuleRefused
from enlace.enderecos.models import Endereco
from enlace.planos.models import Plano
from enlace.rede.models import InterfaceConexao, PortaAtendimento
from enlace.servicos.models import ClienteServico


class PlanoForaDeVenda(RuleRefused):
    """A plan that is no longer sold stays with those who have it."""

    mensagem = "Esse plano não está à venda."


class LoginEmUso(RuleRefused):
    """Two live services with one login would be one customer using the other's line."""

    mensagem = "Esse login já está em uso por outro serviço."


class PortaOcupada(RuleRefused):
    """A port of an optical box holds one drop cable."""

    mensagem = "A porta já tem um cliente. Libere a porta primeiro, ou escolha outra."


class MacInvalido(RuleRefused):
    """A text that is no MAC address."""

    mensagem = "O endereço MAC informado não é válido."


# What the database refuses, by the name of its constraint.
RECUSAS: dict[str, type[RuleRefused]] = {
    "servico_login_unico": LoginEmUso,
    "cliente_servico_id_porta_atendimento_key": PortaOcupada,
}


@dataclass(frozen=True, kw_only=True)
class Enderecos:
    """The four addresses of a service: of the register, of the installation, on the invoice and for the bill."""

    cadastral: Endereco
    instalacao: Endereco
    fiscal: Endereco
    cobranca: Endereco

    @classmethod
    def iguais(cls, endereco: Endereco) -> "Enderecos":
        """One address for all four."""
        return cls(cadastral=endereco, instalacao=endereco, fiscal=endereco, cobranca=endereco)


@dataclass(frozen=True, kw_only=True)
class Acesso:
    """How the service gets on the network; all of it may be filled in later."""

    login: str | None = None
    senha: str | None = None
    ipv4: str | None = None
    ipv6: str | None = None
    mac_addr: str | None = None
    phy_addr: str | None = None
    interface: InterfaceConexao | None = None
    interface_roteamento: InterfaceConexao | None = None
    porta_atendimento: PortaAtendimento | None = None


def contratar(
    *,
    cliente: Cliente,
    plano: Plano,
    enderecos: Enderecos,
    agora: datetime,
    valor: Decimal | None = None,
    acesso: Acesso | None = None,
    vendedor: Usuario | None = None,
) -> ClienteServico:
    """Give `cliente` a service that waits for its installation, at `valor` R$ a month (the plan's price when None).

    The service gets the customer's next number. Refused: `PlanoForaDeVenda`, `LoginEmUso` (case ignored; cancelled services
    free their login), `PortaOcupada`, `MacInvalido`, `DadosInvalidos`.
    """
    if not plano.ativo:
        raise PlanoForaDeVenda
    servico = ClienteServico(
        cliente=cliente,
        plano=plano,
        numero_plano=1,
        valor=plano.valor if valor is None else valor,
        status_id="aguardando_instalacao",
        vendedor=vendedor,
        data_venda=agora,
    )
    _enderecar(servico, enderecos)
    _dar_acesso(servico, acesso or Acesso())
    recusar_campos_invalidos(servico)
    try:
        with transaction.atomic():
            servico.numero_plano = _proximo_numero(cliente)
            servico.save(force_insert=True)
    except IntegrityError as erro:
        if recusa := RECUSAS.get(restricao_violada(erro) or ""):
            raise recusa from erro
        raise
    return servico


def _enderecar(servico: ClienteServico, enderecos: Enderecos) -> None:
    servico.endereco_cadastral = enderecos.cadastral
    servico.endereco_instalacao = enderecos.instalacao
    servico.endereco_fiscal = enderecos.fiscal
    servico.endereco_cobranca = enderecos.cobranca


def _dar_acesso(servico: ClienteServico, acesso: Acesso) -> None:
    servico.login = (acesso.login or "").strip() or None
    servico.senha = acesso.senha or None
    servico.ipv4 = acesso.ipv4 or None
    servico.ipv6 = acesso.ipv6 or None
    servico.mac_addr = _mac(acesso.mac_addr)
    servico.phy_addr = acesso.phy_addr or None
    servico.interface = acesso.interface
    servico.interface_roteamento = acesso.interface_roteamento
    servico.porta_atendimento = acesso.porta_atendimento


def _mac(texto: str | None) -> str | None:
    if not texto:
        return None
    if not (mac := normalizar_mac(texto)):
        raise MacInvalido
    return mac


def _proximo_numero(cliente: Cliente) -> int:
    """The customer's next service number; the customer stays locked until the transaction ends, so nobody else takes it."""
    Cliente.objects.select_for_update(no_key=True).only("pk").get(pk=cliente.pk)
    maior = ClienteServico.objects.filter(cliente=cliente).aggregate(maior=Max("numero_plano"))["maior"]
    return (maior or 0) + 1
