    -- prospecto_id_externo
    select id_prospecto from prospecto where id_externo = %(termo)s
