"""A prospect becomes a customer by itself: with what it asked for, where it asked for it, and nothing else agreed on.

Steps, in one transaction: 1. the prospect is locked, and refused when it was converted before; 2. the customer who already has this
CPF/CNPJ, untouched, or else a new one; 3. the sale (`venda.py`): the service at the prospect's address, for what was offered, and
the service order of the installation, waiting for a date.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from enlace.auditoria.registro import Autor
from enlace.clientes.cadastro import CpfCnpjJaCadastrado, Ficha
from enlace.clientes.models import Cliente
from enlace.core.errors import RuleRefused
from enlace.ordens_servico.models import OrdemServico
from enlace.planos.models import Plano
from enlace.processos.venda import NovoCliente, Onde, Pedido, vender
from enlace.prospectos.models import Prospecto, ProspectoServico
from enlace.prospectos.travamento import travar_por_converter
from enlace.servicos.contratacao import Acesso
from enlace.servicos.models import ClienteServico


class ProspectoSemPlano(RuleRefused):
    """A prospect brought from elsewhere may have no plan offered; then what is sold has to be said."""

    mensagem = "Esse prospecto não tem plano ofertado: informe o plano e o valor da venda."


@dataclass(frozen=True, kw_only=True)
class Venda:
    """What is sold in the end where it is not what was offered, at R$ `valor` a month: that plan may be out of sale by now."""

    plano: Plano
    valor: Decimal


@dataclass(frozen=True)
class Conversao:
    """What came of a prospect."""

    cliente: Cliente
    servico: ClienteServico
    ordem: OrdemServico


def converter_prospecto(
    prospecto: Prospecto, *, venda: Venda | None = None, acesso: Acesso | None = None, autor: Autor, agora: datetime
) -> Conversao:
    """Make a customer with a service and an installation order of a prospect, whose row is read anew.

    Refused: `ProspectoDesconhecido`, `ProspectoJaConvertido`, `ProspectoSemPlano`, and whatever `vender` refuses, above all
    `PlanoForaDeVenda`: then another plan has to be agreed on (`venda`).
    """
    with transaction.atomic():
        travado = travar_por_converter(prospecto.pk)
        venda = venda or _oferta(travado)
        pedido = Pedido(
            cliente=_quem(travado),
            onde=Onde(instalacao=travado.endereco),
            plano=venda.plano,
            valor=venda.valor,
            acesso=acesso or Acesso(),
            vendedor=travado.vendedor,
            observacao=travado.observacao,
            prospecto=travado.pk,
        )
        ordem = _vender(pedido, travado.cpf_cnpj, autor=autor, agora=agora)
    return Conversao(ordem.cliente_servico.cliente, ordem.cliente_servico, ordem)


def _vender(pedido: Pedido, cpf_cnpj: str, *, autor: Autor, agora: datetime) -> OrdemServico:
    try:
        with transaction.atomic():
            return vender(pedido, autor=autor, agora=agora)
    except CpfCnpjJaCadastrado:
        # Registered by somebody else between the look and now.
        return vender(replace(pedido, cliente=Cliente.objects.get(cpf_cnpj=cpf_cnpj)), autor=autor, agora=agora)


def _oferta(prospecto: Prospecto) -> Venda:
    """What was offered, as what is sold."""
    ofertado = ProspectoServico.objects.select_related("plano").filter(prospecto=prospecto).first()
    if ofertado is None:
        raise ProspectoSemPlano
    return Venda(plano=ofertado.plano, valor=ofertado.valor)


def _quem(prospecto: Prospecto) -> Cliente | NovoCliente:
    if existente := Cliente.objects.filter(cpf_cnpj=prospecto.cpf_cnpj).first():
        return existente
    return NovoCliente(
        nome_razaosocial=prospecto.nome_razaosocial,
        tipo_pessoa=prospecto.tipo_pessoa,
        cpf_cnpj=prospecto.cpf_cnpj,
        telefones=[telefone for telefone in (prospecto.telefone, prospecto.telefone_secundario) if telefone],
        ficha=Ficha(
            email_principal=prospecto.email,
            rg=prospecto.rg,
            rg_emissao=prospecto.rg_emissor,
            data_nascimento=prospecto.data_nascimento,
            id_externo=prospecto.id_externo,
        ),
    )
