-- GET cliente: the customers that a search finds, as one document, and the keys of the people in it (for the trace of readings).
-- The marks are replaced by fragments chosen by name: a search of `filtros/`, an order, the document.
with achados as materialized (
{achados}
),
pagina as materialized (
    select c.id_cliente, row_number() over (order by {ordem}) as posicao
    from achados a
    join {clientes} c on c.id_cliente = a.id_cliente
    order by {ordem}
    limit %(limite)s
)
select
    -- A service without a port has no such key (on purpose: so is the contract). The bare quotes cannot occur inside a JSON text.
    concat(
        '{"status":"success","msg":"Dados consultados com sucesso","clientes":[',
        string_agg(replace(row_to_json(x)::text, '"porta_atendimento":null,', ''), ',' order by c.posicao),
        ']}'
    ) as resposta,
    coalesce(json_agg(c.id_cliente order by c.posicao), '[]'::json) as pessoas
from pagina c
cross join lateral (
{documento}
) x
