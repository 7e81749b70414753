    -- prospecto_email
    select id_prospecto from prospecto where lower(email) = lower(%(termo)s)
