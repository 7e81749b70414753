    -- Part of a name, by two roads (docs/adr/0004). A wide fragment ("MARIA") is found many times among the first customers of the
    -- order asked for: walk them along its index. When the walk does not fill the answer the fragment is rare, so the trigram index
    -- finds few rows. Neither road looks at more than some thousands of rows, whatever values the plan was made for.
    with padrao as materialized (
        -- In its own row, so that it is computed once and not for every name that is compared.
        select '%%' || regexp_replace(sem_acento(%(termo)s), '([\\%%_])', '\\\1', 'g') || '%%' as texto
    ),
    passeio as materialized (
        select id_cliente
        from (
            select c.id_cliente, c.{coluna}, row_number() over (order by {ordem}) as posicao
            from cliente c
            order by {ordem}
            limit 1000
        ) primeiros
        where {coluna} like (select texto from padrao)
        order by posicao
        limit %(limite)s
    ),
    -- Not limited here: a limit would make the planner walk the whole order again instead of asking the trigrams.
    indice as materialized (
        select id_cliente
        from cliente
        where {coluna} like (select texto from padrao)
            and (select count(*) from passeio) < %(limite)s
    )
    select id_cliente from passeio where (select count(*) from passeio) >= %(limite)s
    union all
    select id_cliente from indice
