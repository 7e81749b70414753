    -- cliente_telefone_1, _2, _3; %(termo)s holds the spellings with and without the country code
    select id_cliente from cliente where telefone_primario = any(%(termo)s::text[])
    union
    select id_cliente from cliente where telefone_secundario = any(%(termo)s::text[]) and telefone_secundario <> ''
    union
    select id_cliente from cliente where telefone_terciario = any(%(termo)s::text[]) and telefone_terciario <> ''
