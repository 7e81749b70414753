-- GET cliente/financeiro: the bills that a search finds, in three lists: their documents with places left empty, in the same order
-- what Python needs to fill them, and the keys of the people in them. The index is named by the filter.
with achadas as materialized (
    select f.id_fatura, f.id_cliente, row_number() over (order by {ordem}) as posicao
    from fatura f
    where {filtro}
        and (not %(pendentes)s or f.situacao = 'aguardando')
        and (%(inicio)s::date is null or f.data_vencimento >= %(inicio)s::date)
        and (%(fim)s::date is null or f.data_vencimento <= %(fim)s::date)
    order by {ordem}
    limit %(limite)s
)
select
    coalesce(json_agg(row_to_json(x) order by a.posicao), '[]'::json) as documentos,
    coalesce(json_agg(v.calculo order by a.posicao), '[]'::json) as calculos,
    coalesce(json_agg(distinct a.id_cliente), '[]'::json) as pessoas
from achadas a
join integracao.fatura v on v.id_fatura = a.id_fatura
cross join lateral (
    select
        v.id_fatura, v.nosso_numero, v.nosso_numero_dv, v.linha_digitavel, v.codigo_barras, v.link, v.agencia_codigo_beneficiario,
        v.beneficiario, v.numero_documento, v.especie, v.especie_dinheiro, v.aceite, v.local_pagamento, v.carteira, v.tipo_cobranca,
        v.valor, v.data_vencimento, v.data_pagamento, v.data_documento, v.data_processamento, v.detalhamento, v.cliente, v.quitado,
        v.status, v.valor_pago, v.data_cadastro, v.pix_copia_cola
) x
