"""A prospect becomes a customer.

Steps, in one transaction: 1. the prospect is locked, and refused when it was converted before; 2. the customer (`clientes`), or the
one who already has this CPF/CNPJ, untouched; 3. the service, at the prospect's address and for what was offered, waiting for its
installation (`servicos`); 4. the service order of the installation, waiting for a date (`ordens_servico`); 5. the prospect points
at its customer. Steps 2, 3 and 5 are recorded here, 4 records itself.
"""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from enlace.auditoria.registro import Autor, registrar_inclusao, registrar_mudanca, retrato
from enlace.clientes.cadastro import CpfCnpjJaCadastrado, Ficha, cadastrar_cliente
from enlace.clientes.models import Cliente
from enlace.core.errors import RuleRefused
from enlace.ordens_servico.abertura import NovaOrdem, abrir_ordem
from enlace.ordens_servico.models import OrdemServico, TipoOrdemServico
from enlace.planos.models import Plano
from enlace.prospectos.models import Prospecto, ProspectoServico
from enlace.servicos.contratacao import Acesso, Enderecos, contratar
from enlace.servicos.models import ClienteServico


class ProspectoDesconhecido(RuleRefused):
    """No prospect, or one that is not there any more."""

    mensagem = "Esse prospecto não existe."


class ProspectoSemPlano(RuleRefused):
    """A prospect brought from elsewhere may have no plan offered; then what is sold has to be said."""

    mensagem = "Esse prospecto não tem plano ofertado: informe o plano e o valor da venda."


class ProspectoJaConvertido(RuleRefused):
    """Nobody becomes the same customer twice."""

    mensagem = "Esse prospecto já foi convertido em cliente."


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

    Refused: `ProspectoDesconhecido`, `ProspectoJaConvertido`, `ProspectoSemPlano`, whatever `cadastrar_cliente` and `abrir_ordem`
    refuse, and of `contratar` above all `PlanoForaDeVenda`: then another plan has to be agreed on (`venda`).
    """
    with transaction.atomic():
        travado = _travar(prospecto)
        venda = venda or _oferta(travado)
        cliente = _cliente(travado, autor=autor, agora=agora)
        servico = contratar(
            cliente=cliente,
            plano=venda.plano,
            enderecos=Enderecos.iguais(travado.endereco),
            valor=venda.valor,
            acesso=acesso,
            vendedor=travado.vendedor,
            agora=agora,
        )
        registrar_inclusao(autor, "contratar", servico)
        ordem = abrir_ordem(_instalacao(servico, travado), autor=autor, agora=agora)
        _marcar_convertido(travado, cliente, autor=autor, agora=agora)
    return Conversao(cliente, servico, ordem)


def _travar(prospecto: Prospecto) -> Prospecto:
    """The row as it is now, locked; it is still to be converted."""
    linhas = Prospecto.objects.select_for_update(of=("self",)).select_related("endereco", "vendedor")
    travado = linhas.filter(pk=prospecto.pk).first()
    if travado is None:
        raise ProspectoDesconhecido
    if travado.cliente_id is not None:
        raise ProspectoJaConvertido
    return travado


def _oferta(prospecto: Prospecto) -> Venda:
    """What was offered, as what is sold."""
    ofertado = ProspectoServico.objects.select_related("plano").filter(prospecto=prospecto).first()
    if ofertado is None:
        raise ProspectoSemPlano
    return Venda(plano=ofertado.plano, valor=ofertado.valor)


def _cliente(prospecto: Prospecto, *, autor: Autor, agora: datetime) -> Cliente:
    if existente := Cliente.objects.filter(cpf_cnpj=prospecto.cpf_cnpj).first():
        return existente
    try:
        cliente = cadastrar_cliente(
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
            agora=agora,
        )
    except CpfCnpjJaCadastrado:
        # Registered by somebody else between the look and now.
        return Cliente.objects.get(cpf_cnpj=prospecto.cpf_cnpj)
    registrar_inclusao(autor, "cadastrar", cliente)
    return cliente


def _instalacao(servico: ClienteServico, prospecto: Prospecto) -> NovaOrdem:
    partes = (f"Instalação do plano {servico.plano.nome}.", prospecto.observacao)
    return NovaOrdem(
        servico=servico,
        tipo=TipoOrdemServico.objects.get(prefixo=TipoOrdemServico.INSTALACAO),
        descricao=" ".join(parte for parte in partes if parte),
    )


def _marcar_convertido(prospecto: Prospecto, cliente: Cliente, *, autor: Autor, agora: datetime) -> None:
    antes = retrato(prospecto)
    prospecto.cliente = cliente
    prospecto.updated_at = agora
    prospecto.save(update_fields=["cliente", "updated_at"])
    registrar_mudanca(autor, "converter", prospecto, antes=antes)
