"""How what is on a bill reads: dates, people, the amounts of an overdue bill."""

from datetime import date

from enlace.core.dinheiro import em_reais
from enlace.core.documentos import com_mascara_de_cpf_cnpj, e_cpf, normalizar_cpf_cnpj
from enlace.financeiro.pdf.documento import DocumentoDeCobranca, Pessoa


def data(dia: date | None) -> str:
    """`06/04/2020`; nothing for none."""
    return f"{dia:%d/%m/%Y}" if dia else ""


def cpf_cnpj(pessoa: Pessoa) -> str:
    """`CNPJ 22.385.367/0001-03`; nothing for a person without one."""
    documento = normalizar_cpf_cnpj(pessoa.cpf_cnpj)
    return f"{'CPF' if e_cpf(documento) else 'CNPJ'} {com_mascara_de_cpf_cnpj(documento)}" if documento else ""


def nome_e_documento(pessoa: Pessoa) -> str:
    """Name and document in one line."""
    return " - ".join(filter(None, (pessoa.nome, cpf_cnpj(pessoa))))


def endereco_em_linha(pessoa: Pessoa) -> str:
    """The address where there is one line for it."""
    return ", ".join(pessoa.endereco)


def valor_original(documento: DocumentoDeCobranca) -> tuple[str, ...]:
    """Of an overdue bill: what was due, and until when the new amount holds. Nothing for any other."""
    atualizado = documento.atualizado
    if atualizado is None:
        return ()
    acrescimos = (("multa", atualizado.multa), ("juros", atualizado.juros))
    somas = "".join(f", {nome} {em_reais(valor)}" for nome, valor in acrescimos if valor)
    return (
        f"Vencimento original {data(atualizado.vencimento_original)}, valor original {em_reais(atualizado.valor_original)}{somas}.",
        f"Valor atualizado até {data(documento.vencimento)}: {em_reais(documento.valor)}.",
    )
