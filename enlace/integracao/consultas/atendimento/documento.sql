-- One ticket (a, which has the key) with its orders, as columns in the documented order.
select
    v.*,
    coalesce(
        (
            select json_agg(o.documento order by o.id_ordem_servico)
            from integracao.ordem_no_atendimento o
            where o.id_atendimento = a.id_atendimento
        ),
        '[]'::json
    ) as ordens_servico
from integracao.atendimento v
where v.id_atendimento = a.id_atendimento
