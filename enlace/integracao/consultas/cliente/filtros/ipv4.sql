    -- servico_ipv4 (fixed address); radacct_ipv4, of the open ones alone (address of a live session)
    select id_cliente from cliente_servico where ipv4 = %(termo)s::inet and ipv4 is not null
    union
    select s.id_cliente
    from radacct r
    join cliente_servico s on s.id_cliente_servico = r.id_cliente_servico
    where r.framedipaddress = %(termo)s::inet and r.acctstoptime is null
