"""A service's way in: its passwords, and what ties its login to the customer's equipment."""

from dataclasses import dataclass

from django.db import transaction

from enlace.auditoria.registro import Autor, registrar, registrar_mudanca, retrato
from enlace.core.errors import RuleRefused
from enlace.servicos.models import ClienteServico, ClienteServicoSenha


class SemAutenticacao(RuleRefused):
    """A service without a login has no equipment that authenticates (documentation 4.12, the genuine server's sentence)."""

    mensagem = "O serviço/plano informado não possui dados de autenticação"


class ServicoCancelado(RuleRefused):
    """What ended connects nobody, and its login may be another service's by now."""

    mensagem = "O serviço informado está cancelado: o MAC dele não pode ser resetado."


def esquecer_mac(*, servico: ClienteServico, autor: Autor) -> None:
    """Forget the MAC of the customer's equipment: the next one that connects is learnt, and bound where the service asks for it.

    Who is connected stays connected. Safe to repeat: where there is no MAC nothing changes. Refused: `ServicoCancelado`,
    `SemAutenticacao`.
    """
    with transaction.atomic():
        # Locked: FreeRADIUS writes the MAC that it learns into the same row.
        atual = ClienteServico.objects.select_for_update(no_key=True).get(pk=servico.pk)
        if atual.status_id == "cancelado":
            raise ServicoCancelado
        if not atual.login:
            raise SemAutenticacao
        antes = retrato(atual)
        atual.mac_addr = None
        atual.save(update_fields=["mac_addr"])
        registrar_mudanca(autor, "esquecer_mac", atual, antes=antes)
    servico.mac_addr = None


@dataclass(frozen=True)
class Senhas:
    """What was shown of a service: the password of its login, and those of other systems that are kept for it."""

    acesso: str | None
    outras: list[ClienteServicoSenha]


def revelar_senhas(*, servico: ClienteServico, autor: Autor) -> Senhas:
    """The passwords of a service, for who may see them; that they were seen is recorded first, and kept whatever happens then."""
    registrar(autor, "ver_senha", servico, antes=None, depois=None)
    return Senhas(servico.senha, list(ClienteServicoSenha.objects.filter(cliente_servico=servico)))
