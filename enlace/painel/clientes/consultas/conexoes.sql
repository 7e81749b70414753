-- How each of these services is connected: its open session, else the last one that ended. As in the integration API: of years of
-- accounting two months are opened for whoever was connected lately, the older ones only where these have nothing (`coalesce` stops
-- at the first that it finds). radacct_servico, in each month's table.
select
    t.id_cliente_servico,
    (
        select count(*)
        from radacct x
        where x.id_cliente_servico = t.id_cliente_servico and x.acctstoptime is null
    ) as abertas,
    (t.r).acctstarttime as inicio,
    (t.r).acctstoptime as fim,
    (t.r).acctterminatecause as causa,
    host((t.r).framedipaddress) as ipv4,
    coalesce(host((t.r).framedipv6address), text(network((t.r).framedipv6prefix))) as ipv6_wan,
    text(network((t.r).delegatedipv6prefix)) as ipv6_lan,
    (t.r).callingstationid as mac,
    coalesce(e.nome, host(coalesce((t.r).nas_origem, (t.r).nasipaddress))) as nas,
    (t.r).acctoutputoctets as recebido,
    (t.r).acctinputoctets as enviado
from (
    select
        v.id_cliente_servico,
        coalesce(
            (
                select x
                from radacct x
                where x.id_cliente_servico = v.id_cliente_servico and x.acctstoptime is null
                order by x.acctstarttime desc
                limit 1
            ),
            (
                select x
                from radacct x
                where x.id_cliente_servico = v.id_cliente_servico
                    and x.acctstoptime >= date_trunc('month', now()) - interval '1 month'
                order by x.acctstarttime desc
                limit 1
            ),
            (
                select x
                from radacct x
                where x.id_cliente_servico = v.id_cliente_servico
                    and x.acctstoptime < date_trunc('month', now()) - interval '1 month'
                order by x.acctstarttime desc
                limit 1
            )
        ) as r
    from unnest(%(servicos)s::bigint[]) v (id_cliente_servico)
    -- Not to be looked for once for each column above.
    offset 0
) t
left join nas n on n.endereco = coalesce((t.r).nas_origem, (t.r).nasipaddress)
left join equipamento e on e.id_equipamento = n.id_equipamento
where (t.r).radacctid is not null
