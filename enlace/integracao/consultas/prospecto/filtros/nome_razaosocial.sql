-- prospecto_nome_busca; the order is computed, so that the planner does not walk the newest in search of a rare name
p.id_prospecto in (
    select id_prospecto
    from prospecto
    where nome_razaosocial_busca like (
        select '%%' || regexp_replace(sem_acento(%(termo)s), '([\\%%_])', '\\\1', 'g') || '%%'
    )
    offset 0
)
