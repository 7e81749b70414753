"""Words of the protocol and of the database's functions as sentences for people."""

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

# Why `radius.autorizar` and FreeRADIUS refuse.
_MOTIVOS: Final[dict[str, "_StrPromise"]] = {
    "login_desconhecido": _("Não há serviço com este login."),
    "servico_cancelado": _("O serviço deste login foi cancelado."),
    "servico_nao_habilitado": _("O serviço não está habilitado."),
    "sem_senha": _("O serviço não tem senha."),
    "mac_divergente": _("O equipamento não é o que o serviço conhece: o MAC é outro."),
    "limite_de_conexoes": _("O login já está conectado no máximo de equipamentos."),
    "senha_incorreta": _("A senha está errada."),
}
_DE_CONTABILIDADE: Final = "contabilidade_"

# Acct-Terminate-Cause (RFC 2866, 5.10), and how sessions end here without their Stop.
_CAUSAS: Final[dict[str, "_StrPromise"]] = {
    "User-Request": _("O cliente desconectou"),
    "Lost-Carrier": _("O sinal caiu"),
    "Lost-Service": _("O serviço parou"),
    "Idle-Timeout": _("Ficou sem uso"),
    "Session-Timeout": _("Chegou ao tempo máximo"),
    "Admin-Reset": _("Desconectado pelo provedor"),
    "Admin-Reboot": _("O provedor reiniciou o concentrador"),
    "Port-Error": _("Falha na porta do concentrador"),
    "NAS-Error": _("Falha no concentrador"),
    "NAS-Request": _("O concentrador desconectou"),
    "NAS-Reboot": _("O concentrador reiniciou"),
    "Port-Unneeded": _("A porta deixou de ser necessária"),
    "Port-Preempted": _("A porta foi dada a outra conexão"),
    "Port-Suspended": _("A porta foi suspensa"),
    "Service-Unavailable": _("O concentrador não pôde atender"),
    "User-Error": _("Erro do equipamento do cliente"),
    "Host-Request": _("O equipamento do cliente desconectou"),
    "Sem-Sinal": _("O concentrador parou de dar sinal"),
    "Sem-Sessao": _("O concentrador não a tinha mais"),
    "Lost-Stop": _("Conectou de novo sem que o fim chegasse"),
    "Troca-De-Endereco": _("Trocou de endereço e continuou conectada"),
    "Unknown": _("O concentrador não disse"),
}


def frase_do_motivo(motivo: str | None) -> str:
    """Why an access was refused, as a sentence; a word that is not known stands for itself. Empty for none."""
    if motivo and motivo.startswith(_DE_CONTABILIDADE):
        return str(_("O concentrador contou algo que não é de uma conexão: %s.") % motivo.removeprefix(_DE_CONTABILIDADE))
    return str(_MOTIVOS.get(motivo, motivo)) if motivo else ""


def frase_da_causa(causa: str | None) -> str:
    """How a session ended; a word that is not known stands for itself. Empty for none."""
    return str(_CAUSAS.get(causa, causa)) if causa else ""
