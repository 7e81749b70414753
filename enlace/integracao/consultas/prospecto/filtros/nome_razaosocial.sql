    -- prospecto_nome_busca
    select id_prospecto
    from prospecto
    where nome_razaosocial_busca like (
        select '%%' || regexp_replace(sem_acento(%(termo)s), '([\\%%_])', '\\\1', 'g') || '%%'
    )
