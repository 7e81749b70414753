-- GET cliente/atendimento: the tickets that a search finds, as one document, and the keys of the people in it.
with achados as materialized (
    select a.id_atendimento, a.id_cliente_servico, row_number() over (order by {ordem}) as posicao
    from atendimento a
    where {filtro}
        and a.deleted_at is null
        and not a.rascunho
        and (not %(pendentes)s or a.data_fechamento is null)
        and (%(inicio)s::date is null or a.data_cadastro >= %(inicio)s::date)
        and (%(fim)s::date is null or a.data_cadastro < %(fim)s::date + 1)
    order by {ordem}
    limit %(limite)s
)
select
    concat(
        '{"status":"success","msg":"Dados consultados com sucesso","atendimentos":[',
        string_agg(row_to_json(x)::text, ',' order by a.posicao),
        ']}'
    ) as resposta,
    coalesce(json_agg(distinct s.id_cliente), '[]'::json) as pessoas
from achados a
join cliente_servico s on s.id_cliente_servico = a.id_cliente_servico
cross join lateral (
{documento}
) x
