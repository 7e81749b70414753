    -- Part of a name in the order of closing, which is computed from the services: no index to walk along.
    select id_cliente
    from cliente
    where {coluna} like (
        select '%%' || regexp_replace(sem_acento(%(termo)s), '([\\%%_])', '\\\1', 'g') || '%%'
    )
