-- GET cliente/ordem_servico: the orders that a search finds, as one document, and the keys of the people in it.
with achados as materialized (
    select a.id_ordem_servico, a.id_cliente_servico, row_number() over (order by {ordem}) as posicao
    from ordem_servico a
    where {filtro}
        and (%(estados)s::text[] is null or a.status = any(%(estados)s::text[]))
        and (%(inicio)s::date is null or a.data_cadastro >= %(inicio)s::date)
        and (%(fim)s::date is null or a.data_cadastro < %(fim)s::date + 1)
    order by {ordem}
    limit %(limite)s
)
select
    concat(
        '{"status":"success","msg":"Dados consultados com sucesso","ordens_servico":[',
        string_agg(v.documento::text, ',' order by a.posicao),
        ']}'
    ) as resposta,
    coalesce(json_agg(distinct s.id_cliente), '[]'::json) as pessoas
from achados a
join cliente_servico s on s.id_cliente_servico = a.id_cliente_servico
join integracao.ordem_com_atendimento v on v.id_ordem_servico = a.id_ordem_servico
