"""What messages about bills and services say: the values that fill the provider's texts (`mensagens/catalogo.py`)."""

from collections.abc import Collection
from datetime import date

from enlace.clientes.models import Cliente
from enlace.configuracao.models import Provedor
from enlace.core.dinheiro import em_reais
from enlace.financeiro.apresentacao import Apresentacao, apresentar, link
from enlace.financeiro.models import Fatura


def do_cliente(cliente: Cliente, provedor: Provedor) -> dict[str, str]:
    """Who is written to, and by whom."""
    nome = cliente.nome_razaosocial.strip().title()
    return {
        "cliente_nome": nome,
        "primeiro_nome": nome.split(" ")[0],
        "cliente_codigo": str(cliente.codigo_cliente),
        "provedor_nome": provedor.nome,
    }


def da_fatura(fatura: Fatura, *, hoje: date, feriados: Collection[date], provedor: Provedor, base: str) -> dict[str, str]:
    """A bill as it is to be paid today. Without an address under which customers reach this server there is no link."""
    mostrada: Apresentacao = apresentar(fatura, hoje=hoje, feriados=feriados, provedor=provedor)
    return {
        **do_cliente(fatura.cliente, provedor),
        "fatura_numero": str(fatura.pk),
        "valor": em_reais(mostrada.no_dia.total),
        "valor_total": em_reais(mostrada.no_dia.total),
        "vencimento": f"{fatura.data_vencimento:%d/%m/%Y}",
        "mes_referencia": mes_de_referencia(fatura),
        "meses_referencia": mes_de_referencia(fatura),
        "linha_digitavel": mostrada.linha_digitavel or "",
        "pix_copia_cola": mostrada.pix_copia_cola or "",
        "link": link(fatura.token, base) if base else "",
    }


def mes_de_referencia(fatura: Fatura) -> str:
    """`11/2026`: the month in which most of the bill's days lie, or else that of its due date."""
    periodo = fatura.cobrancas.filter(tipo="mensalidade").values_list("periodo_inicio", "periodo_fim").first()
    if periodo is None or periodo[0] is None or periodo[1] is None:
        return f"{fatura.data_vencimento:%m/%Y}"
    meio = periodo[0] + (periodo[1] - periodo[0]) / 2
    return f"{meio:%m/%Y}"


def base_publica(provedor: Provedor, pedido: str = "") -> str:
    """Scheme and host of links in messages: the provider's setting or, for a request, what it was sent to; no slash at the end."""
    return (provedor.endereco_publico or pedido).rstrip("/")
