    -- Part of a name, by the one of two roads that fits the fragment (docs/adr/0004). The trigram index knows runs of three letters or
    -- digits (prospecto_nome_busca). For a fragment without one ("a", "-") it would be read whole, and the table after it: those walk
    -- from the newest down until there are enough (prospecto_pkey). Of the two, the one not taken is not begun.
    with fragmento as materialized (
        -- In its own row, so that it is computed once and not for every name that is compared.
        select
            '%%' || regexp_replace(busca, '([\\%%_])', '\\\1', 'g') || '%%' as padrao,
            busca ~ '[[:alnum:]]{3}' as tem_trigrama
        from sem_acento(%(termo)s) as busca
    ),
    passeio as materialized (
        select id_prospecto
        from (
            -- By itself, without the condition on the name, so that no plan asks the trigrams after all.
            select id_prospecto, nome_razaosocial_busca
            from prospecto
            where not (select tem_trigrama from fragmento)
            order by id_prospecto desc
            offset 0
        ) recentes
        where nome_razaosocial_busca like (select padrao from fragmento)
        limit %(limite)s
    ),
    -- Not limited here: a limit would make the planner walk the whole table instead of asking the trigrams.
    indice as materialized (
        select id_prospecto
        from prospecto
        where nome_razaosocial_busca like (select padrao from fragmento)
            and (select tem_trigrama from fragmento)
    )
    select id_prospecto from passeio
    union all
    select id_prospecto from indice
