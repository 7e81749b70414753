"""Agreeing on when and how a service is charged."""

from django.db import transaction

from enlace.auditoria.registro import Autor, registrar_inclusao
from enlace.core.db import recusar_campos_invalidos
from enlace.core.errors import RuleRefused
from enlace.financeiro.models import CobrancaServico, FormaCobranca
from enlace.servicos.models import ClienteServico


class FormaForaDeUso(RuleRefused):
    """A way of charging that the provider has put aside stays with those who have it."""

    mensagem = "Essa forma de cobrança não está em uso."


def combinar_cobranca(servico: ClienteServico, *, dia_vencimento: int, forma: FormaCobranca, autor: Autor) -> CobrancaServico:
    """Say on which day of the month (1 to 31) and by which way a service without an agreement is charged from now on.

    Refused: `FormaForaDeUso`, `DadosInvalidos`.
    """
    if not forma.ativo:
        raise FormaForaDeUso
    cobranca = CobrancaServico(cliente_servico=servico, dia_vencimento=dia_vencimento, forma=forma)
    recusar_campos_invalidos(cobranca)
    with transaction.atomic():
        cobranca.save(force_insert=True)
        registrar_inclusao(autor, "combinar", cobranca)
    return cobranca
