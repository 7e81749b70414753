-- GET rede/pop: every POP by name, with its equipment, newest first; a POP may have none.
select
    json_build_object(
        'status', 'success',
        'msg', 'Dados consultados com sucesso.',
        'pops', coalesce(
            json_agg(
                json_build_object('id_pop', p.id_pop, 'nome', p.nome, 'equipamentos', coalesce(e.lista, '[]'::json))
                order by sem_acento(p.nome), p.id_pop
            ),
            '[]'::json
        )
    ) as resposta
from pop p
left join lateral (
    select json_agg(x.documento order by x.id_equipamento desc) as lista
    from integracao.equipamento x
    where x.id_pop = p.id_pop
) e on true
