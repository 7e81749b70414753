-- Live sessions, oldest first, each with its NAS and with what its service is granted now: what asking for its end or its change
-- takes. {quais} chooses them (vivas.py). The NAS is found by its address, what is granted by the service's key.
select
    r.acctuniqueid as unico,
    r.id_cliente_servico,
    coalesce(r.username, '') as login,
    r.acctsessionid as id_sessao,
    coalesce(r.callingstationid, '') as mac,
    coalesce(r.nasportid, '') as porta,
    host(r.nasipaddress) as nas_ip,
    host(coalesce(r.nas_origem, r.nasipaddress)) as origem,
    host(r.framedipaddress) as ipv4,
    text(network(r.framedipv6prefix)) as ipv6_wan,
    r.class as classe,
    radius.parte_da_classe(r.class, 3) as acesso_dado,
    radius.parte_da_classe(r.class, 4) as velocidade_dada,
    g.decisao is null or g.decisao = 'recusa' as recusada,
    g.acesso as acesso_agora,
    g.velocidade as velocidade_agora,
    v.atributos,
    v.valores,
    n.id_nas,
    e.nome as nome_do_nas,
    n.porta_incoming,
    n.segredo,
    n.ativo
from radacct_aberta r
left join cliente_servico s on s.id_cliente_servico = r.id_cliente_servico
left join servico p on p.id_servico = s.id_servico
left join nas n on n.endereco = coalesce(r.nas_origem, r.nasipaddress)
left join equipamento e on e.id_equipamento = n.id_equipamento
left join modelo_equipamento m on m.id_modelo_equipamento = e.id_modelo_equipamento
left join fabricante f on f.id_fabricante = m.id_fabricante
left join lateral radius.concessao(r.id_cliente_servico) g on true
left join lateral (
    select array_agg(x.atributo order by x.n) as atributos, array_agg(x.valor order by x.n) as valores
    from radius.velocidade(
        f.dialeto_radius, g.download, g.upload, coalesce(nullif(p.nome_radius, ''), 'ENLACE-SERVICE-' || p.id_servico), p.nome_radius <> ''
    ) x
) v on true
where {quais}
order by r.acctstarttime
