"""The shape of bills, for OpenAPI. The values are made by the database (`visoes/85_fatura.sql`) and by `preenchimento.py`."""

from typing import Literal

from ninja import Field

from enlace.integracao.esquema import Documento
from enlace.integracao.ordem_servico.documentos import ClienteResumido

_HOJE = "dd/mm/aaaa, o dia da consulta; só de boletos"
_DO_BOLETO = "Só de boletos; nulo também em faturas canceladas e onde a conta bancária está mal preenchida"
Status = Literal["aguardando", "vencido", "quitado", "cancelado"]


class LinhaDaFatura(Documento):
    """What is charged."""

    descricao: str
    valor: float
    id_cobranca: int
    valor_original: float
    data_vencimento: str = Field(description="aaaa-mm-dd")
    status: Status
    valor_desconto: float
    valor_pago: float | None
    data_pagamento: str | None = Field(description="aaaa-mm-dd")


class FaturaDoCliente(Documento):
    """A bill, ready to be paid today."""

    id_fatura: int
    nosso_numero: str | None
    nosso_numero_dv: str | None = Field(description="Nosso número com o dígito, como se imprime; só de boletos")
    linha_digitavel: str | None = Field(
        description=f"{_DO_BOLETO}. De um boleto vencido, com a data de hoje e o valor com multa e juros"
    )
    codigo_barras: str | None = Field(description="O mesmo, como o leitor do banco o lê")
    link: str | None = Field(description="A fatura em PDF, sem senha; só de boletos")
    agencia_codigo_beneficiario: str | None
    beneficiario: str | None
    numero_documento: int | None
    especie: str | None
    especie_dinheiro: Literal["R$"]
    aceite: str | None
    local_pagamento: str | None
    carteira: str | None
    tipo_cobranca: str
    valor: float = Field(description="O original, sem multa nem juros")
    data_vencimento: str = Field(description="dd/mm/aaaa, a original")
    data_pagamento: str | None = Field(description="dd/mm/aaaa")
    data_documento: str | None = Field(description=_HOJE)
    data_processamento: str | None = Field(description=_HOJE)
    detalhamento: list[LinhaDaFatura]
    cliente: ClienteResumido
    quitado: bool
    status: Status
    valor_pago: float | None
    data_cadastro: str = Field(description="dd/mm/aaaa")
    pix_copia_cola: str | None = Field(description="Pix do que a fatura custa hoje; nulo quando não há o que pagar ou chave Pix")


class RespostaDasFaturas(Documento):
    """`GET cliente/financeiro`."""

    status: Literal["success"]
    msg: str
    faturas: list[FaturaDoCliente]


class ClienteDaFatura(Documento):
    """Who is to pay."""

    id_cliente: int
    codigo_cliente: int
    nome_razaosocial: str
    nome_fantasia: str | None
    tipo_pessoa: Literal["pf", "pj"]
    cpf_cnpj: str | None
    data_nascimento: str | None = Field(description="aaaa-mm-dd")
    data_nascimento_br: str | None = Field(description="dd/mm/aaaa")
    telefone_primario: str
    telefone_secundario: str | None
    telefone_terciario: str | None
    email_principal: str | None
    email_secundario: str | None
    data_cadastro: str = Field(description="aaaa-mm-dd hh:mm:ss")
    data_cadastro_br: str = Field(description="dd/mm/aaaa hh:mm")
    ativo: bool


class FaturaAReceber(Documento):
    """A bill in short."""

    id_fatura: int
    nosso_numero: str | None
    data_vencimento: str = Field(description="aaaa-mm-dd")
    data_vencimento_br: str = Field(description="dd/mm/aaaa")
    data_pagamento: str | None = Field(description="aaaa-mm-dd")
    data_pagamento_br: str | None = Field(description="dd/mm/aaaa")
    valor: str = Field(description="Como texto: 119.9")
    valor_pago: str | None = Field(description="Como texto: 119.9")
    cliente: ClienteDaFatura


class FaturaDetalhada(FaturaAReceber):
    """The same with what 4.7 shows of it."""

    nosso_numero_dv: str | None
    linha_digitavel: str | None
    codigo_barras: str | None
    link: str | None
    agencia_codigo_beneficiario: str | None
    beneficiario: str | None
    numero_documento: int | None
    especie: str | None
    especie_dinheiro: Literal["R$"]
    aceite: str | None
    local_pagamento: str | None
    carteira: str | None
    tipo_cobranca: str
    data_documento: str | None = Field(description=_HOJE)
    data_processamento: str | None = Field(description=_HOJE)
    detalhamento: list[LinhaDaFatura]
    quitado: bool
    status: Status
    data_cadastro: str = Field(description="dd/mm/aaaa")
    pix_copia_cola: str | None


class RespostaDoFinanceiro(Documento):
    """`GET financeiro`."""

    status: Literal["success"]
    msg: str
    faturas: list[FaturaDetalhada] | list[FaturaAReceber]
