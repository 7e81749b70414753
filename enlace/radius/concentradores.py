"""The verb of concentrators: register one at an equipment, or change it. Its secret is written and never read back."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction

from enlace.auditoria.registro import Autor, registrar_inclusao, registrar_mudanca, retrato
from enlace.core.errors import DadosInvalidos, RuleRefused
from enlace.radius.models import Nas
from enlace.rede.models import Equipamento


class SegredoDoNasAusente(RuleRefused):
    """A concentrator without a secret is one that anybody can play."""

    mensagem = "Informe o segredo, o mesmo do equipamento."


class SegredoDeOutroEndereco(RuleRefused):
    """Whoever may change the address could have packets signed with the stored secret sent to a computer of their own."""

    mensagem = "O endereço mudou: informe o segredo de novo."


@dataclass(frozen=True, kw_only=True)
class DadosDoNas:
    """What is decided about a concentrator. An empty `segredo` keeps the stored one."""

    endereco: str
    segredo: str = field(default="", repr=False)
    porta_incoming: int | None = None
    exige_message_authenticator: bool = False
    ativo: bool = True


def guardar_nas(id_equipamento: int, dados: DadosDoNas, *, autor: Autor) -> Nas:
    """Make the equipment a concentrator, or change it as one; FreeRADIUS knows within seconds.

    Refused: `SegredoDoNasAusente`, `SegredoDeOutroEndereco`, `DadosInvalidos`.
    """
    with transaction.atomic():
        equipamento = Equipamento.objects.select_for_update().get(pk=id_equipamento)
        guardado = Nas.objects.filter(equipamento=equipamento).first()
        nas, antes = guardado or Nas(equipamento=equipamento), retrato(guardado) if guardado else None
        _conferir_segredo(nas, dados)
        nas.endereco, nas.porta_incoming = dados.endereco, dados.porta_incoming
        nas.exige_message_authenticator, nas.ativo = dados.exige_message_authenticator, dados.ativo
        nas.segredo = dados.segredo or nas.segredo
        _conferir(nas)
        nas.save()
        if antes is None:
            registrar_inclusao(autor, "incluir", nas)
        else:
            registrar_mudanca(autor, "alterar", nas, antes=antes)
    return nas


def _conferir_segredo(nas: Nas, dados: DadosDoNas) -> None:
    if dados.segredo:
        return
    if not nas.segredo:
        raise SegredoDoNasAusente
    if nas.endereco != dados.endereco:
        raise SegredoDeOutroEndereco


def _conferir(nas: Nas) -> None:
    try:
        nas.full_clean()
    except ValidationError as erro:
        raise DadosInvalidos(" ".join(erro.messages)) from erro
