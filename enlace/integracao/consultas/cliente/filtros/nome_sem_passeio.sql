    -- cliente_nome_busca, cliente_fantasia_busca; for an order that is computed, so that there is no index to walk along
    select id_cliente
    from cliente
    where {coluna} like (
        select '%%' || regexp_replace(sem_acento(%(termo)s), '([\\%%_])', '\\\1', 'g') || '%%'
    )
