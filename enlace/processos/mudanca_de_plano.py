"""A customer gets another plan, or the same at another price.

In one transaction: 1. the customer is locked, so that no run of bills reads half of it; 2. the plan is on sale where the service is
installed; 3. the service has it, at its price; 4. live sessions get the new speed (`radius/reconexao.py`).

A bill charges all of its days at the price that the service has when it is issued: bills that are out stay as they are, every day
that none of them named yet costs the new price (`desde_quando`). No month is charged at two prices.
"""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import Max

from enlace.auditoria.registro import Autor, registrar_mudanca, retrato
from enlace.core.db import recusar_campos_invalidos
from enlace.core.errors import RuleRefused
from enlace.enderecos.models import Endereco
from enlace.financeiro.models import Cobranca
from enlace.planos.models import Plano
from enlace.processos.travamento import travar_servico
from enlace.prospectos.oferta import planos_a_venda
from enlace.radius import reconexao
from enlace.servicos.contratacao import PlanoForaDeVenda
from enlace.servicos.models import ClienteServico


class PlanoNaoAtende(RuleRefused):
    """Another business unit's plan."""

    mensagem = "Esse plano não é vendido no endereço de instalação do serviço."


class PlanoDeServicoCancelado(RuleRefused):
    """What ended has no other plan."""

    mensagem = "O serviço está cancelado: o plano dele não muda mais."


class NadaMuda(RuleRefused):
    """The same plan at the same price."""

    mensagem = "O serviço já tem esse plano, com esse valor."


def mudar_plano(id_servico: int, *, plano: Plano, valor: Decimal | None = None, autor: Autor) -> ClienteServico:
    """Give a service a plan at R$ `valor` a month (the plan's price when None); the plan that it has may be out of sale.

    Refused: `ServicoInexistente`, `PlanoDeServicoCancelado`, `PlanoForaDeVenda`, `PlanoNaoAtende`, `NadaMuda`, `DadosInvalidos`.
    """
    with transaction.atomic():
        servico = travar_servico(id_servico)
        if servico.status_id == "cancelado":
            raise PlanoDeServicoCancelado
        outro = plano.pk != servico.plano_id
        if outro:
            _conferir(plano, servico)
        antes = retrato(servico)
        servico.plano, servico.valor = plano, plano.valor if valor is None else valor
        if retrato(servico) == antes:
            raise NadaMuda
        recusar_campos_invalidos(servico)
        servico.save(update_fields=["plano", "valor"])
        registrar_mudanca(autor, "mudar_plano", servico, antes=antes)
        if outro:
            reconexao.pedir(servico.pk)
    return servico


def desde_quando(servico: ClienteServico) -> date | None:
    """The first day that a price given now is charged for: none of the bills has named it yet. None: nothing was ever charged."""
    linhas = Cobranca.objects.filter(cliente_servico=servico, tipo=Cobranca.Tipo.MENSALIDADE)
    ate: date | None = linhas.aggregate(ate=Max("periodo_fim"))["ate"]
    return ate


def planos_possiveis(servico: ClienteServico) -> list[Plano]:
    """What is on sale where the service is installed, the cheapest first."""
    endereco = Endereco.objects.select_related("bairro").get(pk=servico.endereco_instalacao_id)
    return planos_a_venda(cep=endereco.cep, id_cidade=endereco.bairro.cidade_id)


def _conferir(plano: Plano, servico: ClienteServico) -> None:
    if not plano.ativo:
        raise PlanoForaDeVenda
    if plano not in planos_possiveis(servico):
        raise PlanoNaoAtende
