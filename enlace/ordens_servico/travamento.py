"""An order locked for a change: of two changes at once the second sees what the first one left."""

from enlace.core.errors import RuleRefused
from enlace.ordens_servico.models import OrdemServico


class OrdemDesconhecida(RuleRefused):
    """There is no such order."""

    mensagem = "Ordem de serviço não encontrada."


class OrdemEncerrada(RuleRefused):
    """Finished or cancelled."""

    def __init__(self, ordem: OrdemServico) -> None:
        super().__init__(f"A ordem de serviço {ordem.numero_ordem_servico} já está {ordem.get_status_display().lower()}.")


class OrdemJaIniciada(RuleRefused):
    """Somebody is there already."""

    def __init__(self, ordem: OrdemServico) -> None:
        super().__init__(f"A ordem de serviço {ordem.numero_ordem_servico} já foi iniciada.")


def travar_aberta(id_ordem: int) -> OrdemServico:
    """The order, which must be open, locked until the end of the transaction. Refused: `OrdemDesconhecida`, `OrdemEncerrada`."""
    ordem = OrdemServico.objects.select_for_update(no_key=True).filter(pk=id_ordem).first()
    if ordem is None:
        raise OrdemDesconhecida
    if ordem.status not in OrdemServico.ABERTAS:
        raise OrdemEncerrada(ordem)
    return ordem


def travar_por_iniciar(id_ordem: int) -> OrdemServico:
    """The same for one at which nobody is yet. Refused besides: `OrdemJaIniciada`."""
    ordem = travar_aberta(id_ordem)
    if ordem.data_inicio_executado is not None:
        raise OrdemJaIniciada(ordem)
    return ordem
