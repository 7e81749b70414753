    -- cliente_servico_pkey
    select id_cliente from cliente_servico where id_cliente_servico = %(termo)s
