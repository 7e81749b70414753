    -- cliente_codigo_cliente_key
    select id_cliente from cliente where codigo_cliente = %(termo)s
