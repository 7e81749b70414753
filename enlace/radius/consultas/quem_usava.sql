-- Which sessions held an address at an instant, and whose they were: an IPv4, or an IPv6 address or prefix, whose parameters are null
-- when the other is asked for. An IPv6 prefix was held by who had it, a longer one inside it, or a shorter one around it (`em_volta`).
-- By radacct's indexes of addresses, in the months from the instant's on and among the open sessions: the others are pruned.
select
    r.radacctid as id_sessao,
    r.username as login,
    r.acctstarttime as inicio,
    r.acctstoptime as fim,
    r.acctupdatetime as ultimo_sinal,
    r.acctterminatecause as causa_do_fim,
    host(r.framedipaddress) as ipv4,
    host(r.framedipv6address) as ipv6,
    r.framedipv6prefix::text as ipv6_wan,
    r.delegatedipv6prefix::text as ipv6_lan,
    coalesce(texto_para_mac(r.callingstationid)::text, r.callingstationid) as mac,
    e.nome as nas,
    host(coalesce(r.nas_origem, r.nasipaddress)) as endereco_do_nas,
    r.nasportid as porta,
    s.id_cliente_servico,
    p.nome as plano,
    c.id_cliente,
    c.codigo_cliente,
    c.nome_razaosocial,
    c.cpf_cnpj
from radacct r
left join cliente_servico s on s.id_cliente_servico = r.id_cliente_servico
left join servico p on p.id_servico = s.id_servico
left join cliente c on c.id_cliente = s.id_cliente
left join nas n on n.endereco = r.nas_origem
left join equipamento e on e.id_equipamento = n.id_equipamento
where (
        r.framedipaddress = %(ipv4)s::inet
        or r.framedipv6address between %(primeiro)s::inet and %(ultimo)s::inet
        or r.framedipv6prefix between %(primeiro)s::inet and %(ultimo)s::inet
        or r.delegatedipv6prefix between %(primeiro)s::inet and %(ultimo)s::inet
        or r.framedipv6prefix = any(%(em_volta)s::inet[])
        or r.delegatedipv6prefix = any(%(em_volta)s::inet[])
    )
    and r.acctstarttime <= %(ate)s
    and (r.acctstoptime >= %(desde)s or r.acctstoptime is null)
order by r.acctstarttime, r.radacctid
limit %(limite)s
