"""The tables of the bills, by what they are about."""

from enlace.financeiro.models.arquivos import ArquivoRemessa, ArquivoRetorno, PedidoRemessa, RemessaItem, RetornoOcorrencia
from enlace.financeiro.models.contas import CobrancaServico, ContaBancaria, FormaCobranca, TipoCobranca
from enlace.financeiro.models.faturamento import Faturamento, FaturamentoOcorrencia
from enlace.financeiro.models.faturas import Cobranca, Fatura, Pagamento
from enlace.financeiro.models.inadimplencia import AvisoDebito, DecisaoInadimplencia
from enlace.financeiro.models.regras import FeriadoLocal, RegraCobranca

__all__ = [
    "ArquivoRemessa",
    "ArquivoRetorno",
    "AvisoDebito",
    "Cobranca",
    "CobrancaServico",
    "ContaBancaria",
    "DecisaoInadimplencia",
    "Fatura",
    "Faturamento",
    "FaturamentoOcorrencia",
    "FeriadoLocal",
    "FormaCobranca",
    "Pagamento",
    "PedidoRemessa",
    "RegraCobranca",
    "RemessaItem",
    "RetornoOcorrencia",
    "TipoCobranca",
]
