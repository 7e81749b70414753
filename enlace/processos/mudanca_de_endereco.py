"""A customer moves and takes the service along.

In one transaction: 1. the new address is written (a row of its own: what others have at the old one, and its coordinates, stay; the
new one's coordinates are found by the job that looks for those of installations); 2. the customer is locked; 3. the service is
installed there, and whichever of its other three addresses shall be the same; its port of the optical box, which hangs in the old
street, is free; 4. the service order of the move, when one is asked for, waits for its date (`ordens_servico`).

The city is the one of the CEP; whoever calls asks for it before (`enderecos/consulta_de_cep.py`), because that may wait for the
network. What is granted on the network hangs on no address: live sessions are left alone.
"""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction

from enlace.auditoria.registro import Autor, registrar_inclusao, registrar_mudanca, retrato
from enlace.core.errors import RuleRefused
from enlace.enderecos.cadastro import NovoEndereco, cadastrar_endereco
from enlace.enderecos.models import Endereco
from enlace.ordens_servico.abertura import NovaOrdem, abrir_ordem
from enlace.ordens_servico.models import OrdemServico, TipoOrdemServico
from enlace.processos.travamento import travar_servico
from enlace.servicos.models import ClienteServico

# The addresses of a service beside that of its installation.
OUTROS: Final = ("endereco_cadastral", "endereco_cobranca", "endereco_fiscal")
_DITOS: Final = ("logradouro", "endereco", "numero", "complemento", "referencia", "bairro_id", "cep")


class EnderecoDeServicoCancelado(RuleRefused):
    """What ended is installed nowhere else."""

    mensagem = "O serviço está cancelado: o endereço dele não muda mais."


class EnderecoDeAgora(RuleRefused):
    """What was sent twice is done once: a second row and a second order would be of no use."""

    mensagem = "O serviço já está nesse endereço."


@dataclass(frozen=True, kw_only=True)
class OrdemDaMudanca:
    """The work of moving: of which type, and what is to be done."""

    tipo: TipoOrdemServico
    descricao: str


@dataclass(frozen=True, kw_only=True)
class Mudanca:
    """Where to; which of `OUTROS` is the same; whether the port of the optical box is given back; the order to open, if any."""

    endereco: NovoEndereco
    iguais: AbstractSet[str] = frozenset()
    libera_porta: bool = True
    ordem: OrdemDaMudanca | None = None


@dataclass(frozen=True)
class Mudado:
    """What came of it."""

    servico: ClienteServico
    ordem: OrdemServico | None


def mudar_endereco(id_servico: int, mudanca: Mudanca, *, autor: Autor, agora: datetime) -> Mudado:
    """Install a service at another address.

    Refused: `ServicoInexistente`, `EnderecoDeServicoCancelado`, `EnderecoDeAgora`, and what `cadastrar_endereco` and `abrir_ordem`
    refuse.
    """
    with transaction.atomic():
        # Before the customer is locked, as everybody does who brings an address: a new neighbourhood locks its city.
        endereco = _cadastrar(mudanca.endereco, autor=autor)
        servico = travar_servico(id_servico)
        if servico.status_id == "cancelado":
            raise EnderecoDeServicoCancelado
        antes = retrato(servico)
        mudados = ["endereco_instalacao", *sorted(mudanca.iguais & set(OUTROS))]
        if all(_diz_o_mesmo(getattr(servico, nome), endereco) for nome in mudados):
            raise EnderecoDeAgora
        for nome in mudados:
            setattr(servico, nome, endereco)
        if mudanca.libera_porta:
            servico.porta_atendimento = None
        servico.save(update_fields=[*mudados, "porta_atendimento"])
        registrar_mudanca(autor, "mudar_endereco", servico, antes=antes)
        return Mudado(servico, _abrir_ordem(servico, mudanca.ordem, autor=autor, agora=agora))


def _cadastrar(novo: NovoEndereco, *, autor: Autor) -> Endereco:
    cadastrado = cadastrar_endereco(novo)
    if cadastrado.bairro_novo:
        registrar_inclusao(autor, "cadastrar", cadastrado.bairro_novo)
    registrar_inclusao(autor, "cadastrar", cadastrado.endereco)
    return cadastrado.endereco


def _diz_o_mesmo(um: Endereco, outro: Endereco) -> bool:
    """Whether two rows say the same place in the same words; coordinates are found, not said."""
    return all(getattr(um, campo) == getattr(outro, campo) for campo in _DITOS)


def _abrir_ordem(servico: ClienteServico, pedida: OrdemDaMudanca | None, *, autor: Autor, agora: datetime) -> OrdemServico | None:
    if pedida is None:
        return None
    return abrir_ordem(NovaOrdem(servico=servico, tipo=pedida.tipo, descricao=pedida.descricao), autor=autor, agora=agora)
