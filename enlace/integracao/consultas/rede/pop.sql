-- GET rede/pop: every POP by name, with its equipment, newest first; a POP may have none.
select row_to_json(resposta)
from (
    select
        'success' as status,
        'Dados consultados com sucesso.' as msg,
        coalesce(json_agg(x), '[]'::json) as pops
    from (
        select
            p.id_pop,
            p.nome,
            coalesce(
                (
                    select json_agg(e.documento order by e.id_equipamento desc)
                    from integracao.equipamento e
                    where e.id_pop = p.id_pop
                ),
                '[]'::json
            ) as equipamentos
        from pop p
        order by sem_acento(p.nome), p.id_pop
    ) x
) resposta
