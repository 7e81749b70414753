    -- prospecto_origem, in its order: half of all may be of one origin. As a range, because of an equality the planner would think that
    -- the newest of the table are soon enough of that origin.
    select id_prospecto
    from prospecto
    where lower(origem) between lower(%(termo)s) and lower(%(termo)s)
    order by lower(origem), id_prospecto desc
    limit %(limite)s
