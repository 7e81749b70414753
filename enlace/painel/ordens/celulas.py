"""What the pages of orders show of one."""

from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from enlace.core import datas
from enlace.ordens_servico.models import OrdemServico
from enlace.painel.celulas import instante, link, selo


def situacao(ordem: OrdemServico) -> SafeString:
    """Where it is, in words and colour: also that its time has passed, or that somebody is there."""
    if ordem.status == OrdemServico.Status.AGUARDANDO_AGENDAMENTO:
        return selo(_("Espera uma data"), "atencao")
    if ordem.status == OrdemServico.Status.CANCELADO:
        return selo(_("Cancelada"))
    if ordem.status == OrdemServico.Status.FINALIZADO:
        concluida = ordem.status_fechamento == OrdemServico.StatusFechamento.CONCLUIDO
        return selo(_("Concluída"), "bom") if concluida else selo(_("Não concluída"), "atencao")
    if ordem.data_inicio_executado is not None:
        return selo(_("Em execução"), "info")
    termino = ordem.data_termino_programado
    return selo(_("Atrasada"), "ruim") if termino and termino < datas.agora() else selo(_("Agendada"), "info")


def numero(ordem: OrdemServico) -> SafeString:
    """Leads to the order."""
    # A narrow column must not break it.
    return link(f"OS\N{NO-BREAK SPACE}{ordem.numero_ordem_servico}", reverse("painel:ordens:ordem", args=[ordem.pk]))


def cliente(ordem: OrdemServico) -> SafeString:
    """Leads to the customer's file."""
    quem = ordem.cliente_servico.cliente
    return link(quem.nome_razaosocial, reverse("painel:clientes:ficha", args=[quem.pk]))


def tecnicos(ordem: OrdemServico) -> str:
    """Who goes."""
    return ", ".join(escalado.usuario.nome for escalado in ordem.escalados.all()) or "—"


def nomes_dos_tecnicos(ordem: OrdemServico) -> str:
    """The same of a row of the list (its annotation)."""
    return getattr(ordem, "tecnicos", None) or "—"


def quando(ordem: OrdemServico) -> SafeString | str:
    """The agreed time; what waits for its date has none, or a wish."""
    if ordem.data_inicio_programado is None:
        return "—"
    if ordem.status == OrdemServico.Status.AGUARDANDO_AGENDAMENTO:
        return format_html('<span class="apagado">{} {}</span>', _("pedido:"), instante(ordem.data_inicio_programado))
    return f"{instante(ordem.data_inicio_programado)}{_ate(ordem.data_termino_programado)}"


def lugar(ordem: OrdemServico) -> str:
    """Neighbourhood and city."""
    return str(ordem.cliente_servico.endereco_instalacao.bairro)


def hora(valor: datetime) -> str:
    """`14:30` at the provider."""
    return f"{timezone.localtime(valor):%H:%M}"


def _ate(termino: datetime | None) -> str:
    return "" if termino is None else f" {_('às')} {hora(termino)}"
