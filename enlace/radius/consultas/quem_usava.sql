-- Which sessions held an address at an instant, and whose they were: an IPv4, or an IPv6 address or prefix, whose parameters are null
-- when the other is asked for. An IPv6 prefix was held by who had it, a longer one inside it, or a shorter one around it (`em_volta`).
-- A session whose addresses changed held the last ones since the last sign that had others, and the earlier ones (`radacct_endereco`)
-- until there were others: in between it is not known, and both are told. An end that nobody told was the last sign: the address may
-- have been held for an interval more. By the indexes of addresses, in the months from the instant's on and among the open sessions:
-- the others are pruned.
with posse as (
    select r.radacctid, greatest(r.acctstarttime, t.desde) as desde, r.acctstoptime as ate, r.acctterminatecause as causa,
        r.framedipaddress, r.framedipv6address, r.framedipv6prefix, r.delegatedipv6prefix
    from radacct r
    left join lateral (select max(e.ultimo_sinal) as desde from radacct_endereco e where e.radacctid = r.radacctid) t on true
    where (
            r.framedipaddress = %(ipv4)s::inet
            or r.framedipv6address between %(primeiro)s::inet and %(ultimo)s::inet
            or r.framedipv6prefix between %(primeiro)s::inet and %(ultimo)s::inet
            or r.delegatedipv6prefix between %(primeiro)s::inet and %(ultimo)s::inet
            or r.framedipv6prefix = any(%(em_volta)s::inet[])
            or r.delegatedipv6prefix = any(%(em_volta)s::inet[])
        )
        and r.acctstarttime <= %(ate)s
        and (t.desde is null or t.desde <= %(ate)s)
        and (r.acctstoptime >= %(desde_estimado)s or r.acctstoptime is null)
        and (
            r.acctstoptime >= %(desde)s
            or r.acctstoptime is null
            or r.acctterminatecause = any(%(causas_estimadas)s)
        )
    union all
    select e.radacctid, e.desde, e.ate, %(causa_da_troca)s, e.framedipaddress, e.framedipv6address, e.framedipv6prefix,
        e.delegatedipv6prefix
    from radacct_endereco e
    where (
            e.framedipaddress = %(ipv4)s::inet
            or e.framedipv6address between %(primeiro)s::inet and %(ultimo)s::inet
            or e.framedipv6prefix between %(primeiro)s::inet and %(ultimo)s::inet
            or e.delegatedipv6prefix between %(primeiro)s::inet and %(ultimo)s::inet
            or e.framedipv6prefix = any(%(em_volta)s::inet[])
            or e.delegatedipv6prefix = any(%(em_volta)s::inet[])
        )
        and e.desde <= %(ate)s
        and e.ate >= %(desde)s
)
select
    r.radacctid as id_sessao,
    r.username as login,
    o.desde as inicio,
    o.ate as fim,
    r.acctupdatetime as ultimo_sinal,
    o.causa as causa_do_fim,
    host(o.framedipaddress) as ipv4,
    host(o.framedipv6address) as ipv6,
    o.framedipv6prefix::text as ipv6_wan,
    o.delegatedipv6prefix::text as ipv6_lan,
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
from posse o
-- Whatever held it then ended after: the months before are pruned here too.
join radacct r on r.radacctid = o.radacctid and (r.acctstoptime >= %(desde_estimado)s or r.acctstoptime is null)
left join cliente_servico s on s.id_cliente_servico = r.id_cliente_servico
left join servico p on p.id_servico = s.id_servico
left join cliente c on c.id_cliente = s.id_cliente
left join nas n on n.endereco = r.nas_origem
left join equipamento e on e.id_equipamento = n.id_equipamento
order by o.desde, r.radacctid
limit %(limite)s
