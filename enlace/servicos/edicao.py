"""Changing what a service is known and connected by. Its state, plan and addresses have verbs of their own."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Final

from django.db import IntegrityError, transaction
from django.utils.crypto import salted_hmac

from enlace.auditoria.registro import Autor, diferenca, registrar_mudanca, retrato
from enlace.contas.models import Usuario
from enlace.core.db import recusar_campos_invalidos, restricao_violada
from enlace.core.errors import RuleRefused
from enlace.rede.models import InterfaceConexao, PortaAtendimento
from enlace.servicos.contratacao import RECUSAS
from enlace.servicos.models import ClienteServico, GrupoServico


class ServicoMudouEnquantoIsso(RuleRefused):
    """A page that was opened before somebody else's change would put back what that one changed."""

    mensagem = (
        "Este serviço mudou enquanto a página estava aberta: outra pessoa o alterou, ou o equipamento do cliente foi aprendido. "
        "Abra a página de novo, confira e grave."
    )


class EdicaoDeServicoCancelado(RuleRefused):
    """Its login and its port may be another's by now."""

    mensagem = "O serviço está cancelado: os dados dele não mudam mais."


@dataclass(frozen=True, kw_only=True)
class Edicao:
    """What a service shall have. `senha` None: the one that it has."""

    valor: Decimal
    login: str | None
    senha: str | None
    ipv4: str | None
    ipv6: str | None
    ipv6_wan: str | None
    ipv6_lan: str | None
    mac_addr: str | None
    vincular_mac: bool
    sessoes_simultaneas: int | None
    phy_addr: str | None
    referencia: str | None
    interface: InterfaceConexao | None
    interface_roteamento: InterfaceConexao | None
    porta_atendimento: PortaAtendimento | None
    vendedor: Usuario | None
    grupos: Sequence[GrupoServico]


EDITAVEIS: Final = tuple(campo.name for campo in fields(Edicao) if campo.name != "grupos")


def versao(servico: ClienteServico) -> str:
    """A mark of what of a service is edited, as it is now; it says nothing of the values, the password among them."""
    grupos = sorted(servico.grupos.values_list("pk", flat=True))
    valores = [str(servico.serializable_value(nome)) for nome in EDITAVEIS]
    return salted_hmac("enlace.servicos.edicao", repr((servico.pk, valores, grupos)), algorithm="sha256").hexdigest()


def editar(servico: ClienteServico, edicao: Edicao, *, vista: str, autor: Autor) -> set[str]:
    """Write what a person typed into a service that is locked, and record it; the columns that changed.

    `vista` is the `versao` that the person saw. Refused: `ServicoMudouEnquantoIsso`, `EdicaoDeServicoCancelado`, `LoginEmUso`,
    `PortaOcupada`, `DadosInvalidos`.
    """
    if servico.status_id == "cancelado":
        raise EdicaoDeServicoCancelado
    if versao(servico) != vista:
        raise ServicoMudouEnquantoIsso
    antes = _retrato(servico)
    for nome in EDITAVEIS:
        if nome != "senha" or edicao.senha is not None:
            setattr(servico, nome, getattr(edicao, nome))
    recusar_campos_invalidos(servico)
    try:
        with transaction.atomic():
            servico.save(update_fields=EDITAVEIS)
            servico.grupos.set(edicao.grupos)
    except IntegrityError as erro:
        if recusa := RECUSAS.get(restricao_violada(erro) or ""):
            raise recusa from erro
        raise
    depois = _retrato(servico)
    registrar_mudanca(autor, "editar", servico, antes=antes, depois=depois)
    return set(diferenca(antes, depois)[1])


def _retrato(servico: ClienteServico) -> dict[str, object]:
    return {**retrato(servico), "grupos": sorted(servico.grupos.values_list("pk", flat=True))}
