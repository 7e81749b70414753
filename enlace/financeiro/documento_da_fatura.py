"""A bill as it is printed today (`pdf.desenhar` draws it): who charges whom for what, and how it is to be paid."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from typing import Final

from enlace.configuracao.models import Provedor
from enlace.core.dinheiro import em_reais
from enlace.enderecos.models import Endereco
from enlace.financeiro.apresentacao import Apresentacao, apresentar
from enlace.financeiro.boleto.montagem import codigo_impresso_do_banco, nome_do_banco
from enlace.financeiro.models import ContaBancaria, Fatura
from enlace.financeiro.pdf.documento import BoletoImpresso, DocumentoDeCobranca, Lancamento, Pessoa, ValorAtualizado
from enlace.servicos.models import ClienteServico

_LINHA_DO_ENDERECO: Final = 46
_LINHAS_DO_ENDERECO: Final = 3
_VENCIDO: Final = "Valor atualizado com multa e juros: vale só nesta data."


def documento_da_fatura(fatura: Fatura, *, hoje: date, feriados: Collection[date], provedor: Provedor) -> DocumentoDeCobranca:
    """The document of a bill on a day; `provedor` with its logo. `fatura.conta` and `fatura.cliente` are looked at.

    A discount that is still open stands among the instructions: the bar code carries the whole amount, and the bank, where the
    title is registered with it, takes it off.
    """
    mostrada = apresentar(fatura, hoje=hoje, feriados=feriados, provedor=provedor)
    no_dia = mostrada.no_dia
    return DocumentoDeCobranca(
        beneficiario=_beneficiario(fatura.conta, provedor),
        pagador=_pagador(fatura),
        numero_documento=str(fatura.pk),
        vencimento=no_dia.vencimento,
        valor=no_dia.principal + no_dia.multa + no_dia.juros,
        data_documento=hoje,
        data_processamento=hoje,
        lancamentos=tuple(Lancamento(c.descricao, c.valor) for c in fatura.cobrancas.order_by("pk")),
        atualizado=_atualizado(fatura, mostrada),
        instrucoes=_instrucoes(fatura, mostrada),
        boleto=_boleto(fatura, mostrada),
        pix_copia_cola=mostrada.pix_copia_cola,
        logo=bytes(provedor.logo) if provedor.logo else None,
        estado=_estado(fatura),
    )


def _beneficiario(conta: ContaBancaria | None, provedor: Provedor) -> Pessoa:
    if conta is None:
        nome = provedor.razao_social or provedor.nome
        return Pessoa(nome=nome, cpf_cnpj=provedor.cnpj, endereco=_quebrado(provedor.endereco))
    endereco = _quebrado(conta.beneficiario_endereco)
    return Pessoa(nome=conta.beneficiario_nome, cpf_cnpj=conta.beneficiario_cpf_cnpj, endereco=endereco)


def _quebrado(endereco: str) -> tuple[str, ...]:
    """An address that was typed on one line, in at most three that fit beside a logo; broken only where it has a comma."""
    linhas: list[str] = []
    for parte in filter(None, (parte.strip() for parte in endereco.split(","))):
        if linhas and (len(linhas) == _LINHAS_DO_ENDERECO or len(f"{linhas[-1]}, {parte}") <= _LINHA_DO_ENDERECO):
            linhas[-1] = f"{linhas[-1]}, {parte}"
        else:
            linhas.append(parte)
    return tuple(linhas)


def _pagador(fatura: Fatura) -> Pessoa:
    cliente = fatura.cliente
    endereco = _endereco_de_cobranca(fatura)
    return Pessoa(
        nome=cliente.nome_razaosocial,
        cpf_cnpj=cliente.cpf_cnpj or "",
        endereco=() if endereco is None else _em_linhas(endereco),
    )


def _endereco_de_cobranca(fatura: Fatura) -> Endereco | None:
    """Where bills of the services in it go; of a bill without any, of the customer's newest service."""
    servicos = ClienteServico.objects.select_related("endereco_cobranca__bairro__cidade")
    da_fatura = servicos.filter(cobrancas__fatura=fatura).order_by("pk").first()
    servico = da_fatura or servicos.filter(cliente=fatura.cliente_id).order_by("-pk").first()
    return None if servico is None else servico.endereco_cobranca


def _em_linhas(endereco: Endereco) -> tuple[str, ...]:
    """As on an envelope: street and number, neighbourhood, CEP and city."""
    rua = " ".join(parte for parte in (endereco.logradouro, endereco.endereco) if parte)
    numerada = ", ".join(parte for parte in (rua, endereco.numero) if parte)
    completa = " - ".join(parte for parte in (numerada, endereco.complemento) if parte)
    cep = f"{endereco.cep[:5]}-{endereco.cep[5:]} " if endereco.cep else ""
    bairro = endereco.bairro
    return tuple(linha for linha in (completa, bairro.nome, f"{cep}{bairro.cidade.nome}/{bairro.cidade.estado_id}") if linha)


def _atualizado(fatura: Fatura, mostrada: Apresentacao) -> ValorAtualizado | None:
    if not mostrada.vencida:
        return None
    no_dia = mostrada.no_dia
    return ValorAtualizado(
        vencimento_original=fatura.data_vencimento, valor_original=fatura.valor, multa=no_dia.multa, juros=no_dia.juros
    )


def _instrucoes(fatura: Fatura, mostrada: Apresentacao) -> tuple[str, ...]:
    linhas = [linha.strip() for linha in (fatura.conta.instrucoes if fatura.conta else "").splitlines()]
    if mostrada.vencida:
        linhas.append(_VENCIDO)
    elif fatura.multa_percentual or fatura.juros_ao_mes:
        linhas.append(
            f"Após o vencimento, multa de {_percentual(fatura.multa_percentual)} e juros de "
            f"{_percentual(fatura.juros_ao_mes)} ao mês."
        )
    if mostrada.no_dia.desconto and fatura.desconto_ate:
        linhas.append(f"Desconto de {em_reais(mostrada.no_dia.desconto)} para pagamento até {fatura.desconto_ate:%d/%m/%Y}.")
    return tuple(linha for linha in linhas if linha)


def _percentual(valor: Decimal) -> str:
    return f"{valor:.2f} %".replace(".", ",")


def _boleto(fatura: Fatura, mostrada: Apresentacao) -> BoletoImpresso | None:
    conta = fatura.conta
    if conta is None or mostrada.codigo is None:
        return None
    return BoletoImpresso(
        banco_codigo=codigo_impresso_do_banco(conta.banco),
        banco_nome=nome_do_banco(conta.banco),
        codigo_de_barras=mostrada.codigo,
        nosso_numero=mostrada.nosso_numero_impresso or "",
        agencia_codigo_beneficiario=mostrada.agencia_codigo_beneficiario or "",
        carteira=conta.carteira,
        especie=conta.especie,
        aceite=conta.aceite,
        local_pagamento=conta.local_pagamento,
    )


def _estado(fatura: Fatura) -> str:
    if fatura.situacao == Fatura.Situacao.QUITADO and fatura.data_pagamento:
        return f"PAGA EM {fatura.data_pagamento:%d/%m/%Y}"
    return "CANCELADA" if fatura.situacao == Fatura.Situacao.CANCELADO else ""
