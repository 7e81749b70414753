"""How a prospect moves through the funnel, short of becoming a customer (`processos`)."""

from datetime import datetime

from django.db import transaction

from enlace.auditoria.registro import Autor, registrar_mudanca, retrato
from enlace.core.db import recusar_campos_invalidos
from enlace.core.errors import RuleRefused
from enlace.prospectos.models import Prospecto
from enlace.prospectos.travamento import travar_por_converter


class EtapaInvalida(RuleRefused):
    """A step that nobody can be put into by hand."""

    mensagem = "Escolha uma etapa: novo, em contato ou proposta feita."


class ProspectoPerdido(RuleRefused):
    """Who was lost is taken up again before anything else is done."""

    mensagem = "Esse prospecto está perdido: reabra-o antes."


class ProspectoNaoPerdido(RuleRefused):
    """Only who was lost can be taken up again."""

    mensagem = "Esse prospecto não está perdido."


class MotivoDaPerdaObrigatorio(RuleRefused):
    """The reasons are what a provider learns from."""

    mensagem = "Informe por que o prospecto foi perdido."


def mudar_situacao(id_prospecto: int, *, etapa: str, autor: Autor, agora: datetime) -> Prospecto:
    """Put a prospect into one of the steps that are under way (`Prospecto.EM_ANDAMENTO`); where it is already nothing changes.

    Refused: `EtapaInvalida`, `ProspectoDesconhecido`, `ProspectoJaConvertido`, `ProspectoPerdido`.
    """
    if etapa not in Prospecto.EM_ANDAMENTO:
        raise EtapaInvalida
    with transaction.atomic():
        prospecto = travar_por_converter(id_prospecto)
        if prospecto.etapa == Prospecto.Etapa.PERDIDO:
            raise ProspectoPerdido
        if prospecto.etapa != etapa:
            _mudar(prospecto, "mudar_situacao", etapa=etapa, autor=autor, agora=agora)
    return prospecto


def perder(id_prospecto: int, *, motivo: str, autor: Autor, agora: datetime) -> Prospecto:
    """Say that somebody will not buy, and why; the reason of who is lost already may be corrected.

    Refused: `MotivoDaPerdaObrigatorio`, `ProspectoDesconhecido`, `ProspectoJaConvertido`, `DadosInvalidos`.
    """
    if not (motivo := " ".join(motivo.split())):
        raise MotivoDaPerdaObrigatorio
    with transaction.atomic():
        prospecto = travar_por_converter(id_prospecto)
        _mudar(prospecto, "perder", etapa=Prospecto.Etapa.PERDIDO, motivo=motivo, autor=autor, agora=agora)
    return prospecto


def reabrir(id_prospecto: int, *, autor: Autor, agora: datetime) -> Prospecto:
    """Take up again who was lost: somebody is in contact with them.

    Refused: `ProspectoDesconhecido`, `ProspectoJaConvertido`, `ProspectoNaoPerdido`.
    """
    with transaction.atomic():
        prospecto = travar_por_converter(id_prospecto)
        if prospecto.etapa != Prospecto.Etapa.PERDIDO:
            raise ProspectoNaoPerdido
        _mudar(prospecto, "reabrir", etapa=Prospecto.Etapa.EM_CONTATO, autor=autor, agora=agora)
    return prospecto


def _mudar(prospecto: Prospecto, acao: str, *, etapa: str, motivo: str = "", autor: Autor, agora: datetime) -> None:
    antes = retrato(prospecto)
    if prospecto.etapa != etapa:
        prospecto.etapa_desde = agora
    prospecto.etapa, prospecto.motivo_perda, prospecto.updated_at = etapa, motivo, agora
    recusar_campos_invalidos(prospecto)
    prospecto.save(update_fields=["etapa", "etapa_desde", "motivo_perda", "updated_at"])
    registrar_mudanca(autor, acao, prospecto, antes=antes)
