"""Which texts there are, and which places each may have."""

from typing import Final

_SEMPRE: Final = frozenset({"cliente_nome", "primeiro_nome", "cliente_codigo", "provedor_nome"})
_FATURA: Final = _SEMPRE | {
    "fatura_numero",
    "valor",
    "vencimento",
    "mes_referencia",
    "linha_digitavel",
    "pix_copia_cola",
    "link",
}
# What the notice of debt must state (RGC, Anatel resolution 765/2023): reason, amount, month of reference and the terms.
_DEBITO: Final = _FATURA | {"valor_total", "meses_referencia", "dias_em_atraso", "data_suspensao", "data_rescisao", "servico"}
_SUSPENSAO: Final = _SEMPRE | {"servico", "valor_total", "meses_referencia", "link", "pix_copia_cola", "data_rescisao"}
_RESTABELECIMENTO: Final = _SEMPRE | {"servico"}

# The key of each text (`ModeloMensagem.chave`) and the names of its places. A new text is a line here and a migration.
CATALOGO: Final = {
    "fatura_email": _FATURA,
    "fatura_sms": _FATURA,
    "fatura_push": _FATURA,
    "aviso_debito_email": _DEBITO,
    "aviso_debito_sms": _DEBITO,
    "aviso_debito_push": _DEBITO,
    "suspensao_email": _SUSPENSAO,
    "suspensao_sms": _SUSPENSAO,
    "restabelecimento_email": _RESTABELECIMENTO,
    "restabelecimento_sms": _RESTABELECIMENTO,
}
