    -- prospecto_telefone, prospecto_telefone_2; %(termo)s holds the spellings with and without the country code
    select id_prospecto from prospecto where telefone = any(%(termo)s::text[])
    union
    select id_prospecto from prospecto where telefone_secundario = any(%(termo)s::text[]) and telefone_secundario is not null
