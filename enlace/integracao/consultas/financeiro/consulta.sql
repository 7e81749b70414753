-- GET financeiro: one row a bill, in the order asked for: its document, its customer's key and what Python fills the document with
-- (null where there is nothing to fill). The keys are walked first, along the index of the date that was asked for or that of the
-- customer; the documents are made of those that are left after the limit, one by one. Cancelled bills are not to be received.
select
    row_to_json(x)::text,
    f.id_cliente::text,
    {calculo}
from (
    select f.id_fatura, f.id_cliente, f.data_vencimento, f.data_pagamento, f.valor
    from fatura f
    where {filtro}
        and {data} between %(inicio)s::date and %(fim)s::date
        and f.situacao <> 'cancelado'
        and (%(quitado)s::boolean is null or (f.situacao = 'quitado') = %(quitado)s::boolean)
    order by {ordem}
    limit %(limite)s
) f
cross join lateral (
{documento}
) x
-- The order that the keys already have: a promise, not a sort.
order by {ordem}
