    -- servico_login
    select id_cliente from cliente_servico where lower(login) = lower(%(termo)s)
