    -- servico_mac; radacct_mac, of the open ones alone
    select id_cliente from cliente_servico where mac_addr = %(termo)s::macaddr and mac_addr is not null
    union
    select s.id_cliente
    from radacct r
    join cliente_servico s on s.id_cliente_servico = r.id_cliente_servico
    where texto_para_mac(r.callingstationid) = %(termo)s::macaddr and r.acctstoptime is null
