"""Which acts a service's card offers: those that its state allows and that this person may do."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from enlace.servicos.models import ClienteServico
from enlace.servicos.situacao import ETAPAS, HABILITAVEIS, SUSPENSIVEIS_POR_DEBITO

_CANCELADO: Final = "cancelado"
_POR_DEBITO: Final = frozenset({"suspenso_debito", "suspenso_parcialmente"})


@dataclass(frozen=True)
class Botao:
    """An act: its words, its address, whether it opens over the page."""

    rotulo: str | Promise
    endereco: str
    em_janela: bool = True
    # A class of the stylesheet: what is likely wanted, what takes something away.
    tom: str = ""


@dataclass(frozen=True)
class _Ato:
    rotulo: str | Promise
    rota: str
    permissao: str
    tom: str = ""


_DESBLOQUEAR: Final = _Ato(_("Desbloquear em confiança"), "desbloquear", "servicos.desbloquear_em_confianca", "primario")
_DESCONECTAR: Final = _Ato(_("Desconectar"), "desconectar", "servicos.desconectar")
_LIMPAR_MAC: Final = _Ato(_("Limpar o MAC"), "limpar_mac", "servicos.desconectar")
_VER_SENHA: Final = _Ato(_("Ver a senha"), "ver_senha", "servicos.ver_senha")
_HABILITAR: Final = _Ato(_("Habilitar"), "habilitar", "servicos.suspender")
_ETAPA: Final = _Ato(_("Mudar a etapa"), "etapa", "servicos.suspender")
_SUSPENDER: Final = _Ato(_("Suspender"), "suspender", "servicos.suspender")
_MUDAR_PLANO: Final = _Ato(_("Mudar o plano"), "mudar_plano", "servicos.mudar_plano")
_MUDAR_ENDERECO: Final = _Ato(_("Mudar o endereço"), "mudar_endereco", "servicos.mudar_endereco")
_EDITAR: Final = _Ato(_("Editar"), "editar", "servicos.change_clienteservico")
_CANCELAR: Final = _Ato(_("Cancelar"), "cancelar", "servicos.cancelar", "perigo")


@dataclass(frozen=True)
class BotoesDoServico:
    """What is at hand (`primeiros`), and what opens by a click."""

    primeiros: list[Botao]
    outros: list[Botao]


def botoes_do_servico(
    servico: ClienteServico, *, conectado: bool, em_confianca: bool, pode: Callable[[str], bool], volta: str
) -> BotoesDoServico:
    """The acts of one service; `volta`: the page that each leads back to."""
    primeiros = [ato for ato in _de_agora(servico, conectado=conectado, em_confianca=em_confianca) if pode(ato.permissao)]
    outros = [ato for ato in _de_vez_em_quando(servico, em_confianca=em_confianca) if pode(ato.permissao)]
    return BotoesDoServico(
        [*(_botao(ato, servico, volta) for ato in primeiros), *_de_fora(servico, pode, volta)],
        [_botao(ato, servico, volta) for ato in outros],
    )


def _de_agora(servico: ClienteServico, *, conectado: bool, em_confianca: bool) -> list[_Ato]:
    """What an attendant does while the customer waits on the telephone."""
    atos = []
    if servico.status_id in _POR_DEBITO and servico.login and not em_confianca:
        atos.append(_DESBLOQUEAR)
    if conectado:
        atos.append(_DESCONECTAR)
    if servico.status_id != _CANCELADO and servico.mac_addr and servico.login:
        atos.append(_LIMPAR_MAC)
    return atos


def _de_vez_em_quando(servico: ClienteServico, *, em_confianca: bool) -> list[_Ato]:
    estado = servico.status_id
    if estado == _CANCELADO:
        return []
    # Who works on trust may be enabled for good.
    possiveis = (
        (_VER_SENHA, bool(servico.login)),
        (_HABILITAR, em_confianca or estado in HABILITAVEIS),
        (_ETAPA, estado in ETAPAS),
        (_SUSPENDER, estado in SUSPENSIVEIS_POR_DEBITO),
    )
    return [*(ato for ato, cabe in possiveis if cabe), _MUDAR_PLANO, _MUDAR_ENDERECO, _EDITAR, _CANCELAR]


def _de_fora(servico: ClienteServico, pode: Callable[[str], bool], volta: str) -> list[Botao]:
    """A ticket and an order about the service: pages of their own."""
    consulta = urlencode([("id_cliente_servico", servico.pk), ("volta", volta)])
    botoes = []
    if pode("atendimento.add_atendimento"):
        botoes.append(Botao(_("Abrir atendimento"), f"{reverse('painel:atendimentos:novo')}?{consulta}", em_janela=False))
    if pode("ordens_servico.add_ordemservico") and servico.status_id != _CANCELADO:
        botoes.append(Botao(_("Abrir OS"), f"{reverse('painel:ordens:nova')}?{consulta}", em_janela=False))
    return botoes


def _botao(ato: _Ato, servico: ClienteServico, volta: str) -> Botao:
    endereco = reverse(f"painel:servicos:{ato.rota}", args=[servico.pk])
    return Botao(ato.rotulo, f"{endereco}?{urlencode({'volta': volta})}", tom=ato.tom)
