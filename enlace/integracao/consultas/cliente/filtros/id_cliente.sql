    -- cliente_pkey
    select id_cliente from cliente where id_cliente = %(termo)s
