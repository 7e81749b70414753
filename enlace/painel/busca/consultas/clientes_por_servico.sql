-- Customers by what one of their services has or holds now: login, fixed addresses, MAC, and what the live sessions say (they stand in
-- a table of their own). Each kind by its index; a kind that the term is not is null, and not looked for.
with achados as (
    -- servico_login
    select id_cliente, 'login' as motivo from cliente_servico where lower(login) = lower(%(login)s::text)
    union all
    -- servico_login_inicio
    (
        select id_cliente, 'inicio_do_login'
        from cliente_servico
        where lower(login) like lower(%(inicio_do_login)s::text)
            and lower(login) <> lower(%(login)s::text)
        order by lower(login) using ~<~
        limit %(limite)s
    )
    union all
    -- servico_ipv4, servico_ipv6, servico_ipv6_wan, servico_ipv6_lan
    select id_cliente, 'ip_fixo' from cliente_servico where ipv4 = %(ipv4)s::inet and ipv4 is not null
    union all
    select id_cliente, 'ip_fixo'
    from cliente_servico
    where ipv6 between %(primeiro)s::inet and %(ultimo)s::inet and ipv6 is not null
    union all
    select id_cliente, 'prefixo_fixo'
    from cliente_servico
    where (ipv6_wan between %(primeiro)s::cidr and %(ultimo)s::cidr or ipv6_wan = any(%(em_volta)s::cidr[])) and ipv6_wan is not null
    union all
    select id_cliente, 'prefixo_fixo'
    from cliente_servico
    where (ipv6_lan between %(primeiro)s::cidr and %(ultimo)s::cidr or ipv6_lan = any(%(em_volta)s::cidr[])) and ipv6_lan is not null
    union all
    -- servico_mac
    select id_cliente, 'mac' from cliente_servico where mac_addr = %(mac)s::macaddr and mac_addr is not null
    union all
    -- radacct_ipv4, radacct_mac, radacct_ipv6, radacct_ipv6_wan, radacct_ipv6_lan, of the open ones alone
    select s.id_cliente, r.motivo
    from (
        select id_cliente_servico, 'ip_da_sessao' as motivo
        from radacct
        where %(ve_sessoes)s and framedipaddress = %(ipv4)s::inet and acctstoptime is null
        union all
        select id_cliente_servico, 'mac_da_sessao'
        from radacct
        where %(ve_sessoes)s and texto_para_mac(callingstationid) = %(mac)s::macaddr and acctstoptime is null
        union all
        select id_cliente_servico, 'ip_da_sessao'
        from radacct
        where %(ve_sessoes)s
            and acctstoptime is null
            and (
                framedipv6address between %(primeiro)s::inet and %(ultimo)s::inet
                or framedipv6prefix between %(primeiro)s::inet and %(ultimo)s::inet
                or delegatedipv6prefix between %(primeiro)s::inet and %(ultimo)s::inet
                or framedipv6prefix = any(%(em_volta)s::inet[])
                or delegatedipv6prefix = any(%(em_volta)s::inet[])
            )
    ) r
    join cliente_servico s using (id_cliente_servico)
)
select id_cliente, motivo from achados order by motivo = 'inicio_do_login' limit %(limite)s
