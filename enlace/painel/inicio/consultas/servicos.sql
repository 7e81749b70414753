-- Services by state, the commonest first; states that none has are left out. The index of the states is read alone.
select coalesce(
    jsonb_agg(jsonb_build_object('estado', e.prefixo, 'nome', e.descricao, 'quantos', s.quantos) order by s.quantos desc, e.prefixo),
    '[]'
)
from (
    select status_prefixo, count(*) as quantos
    from cliente_servico
    group by status_prefixo
) s
join servico_status e on e.prefixo = s.status_prefixo
