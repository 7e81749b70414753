-- The alerts in force that reach one customer, the oldest first. The same rule as the integration API's (`integracao.cliente`,
-- documentation 4.3, "IMPORTANTE 3"); a test compares the two. Few alerts are in force at a time, and each of the others' tables is
-- asked by the alert and one value (their unique indexes); the customer's places are found once, by the index of the services.
with do_servico as materialized (
    select b.id_cidade, b.id_bairro, i.id_interface_conexao, q.id_equipamento, q.id_pop
    from cliente_servico s
    join endereco e on e.id_endereco_numero = s.id_endereco_instalacao
    join bairro b on b.id_bairro = e.id_bairro
    -- Both interfaces count: a fault of the router reaches those who are routed by it.
    cross join lateral (values (s.id_interface_conexao), (s.id_interface_roteamento)) v (id)
    left join interface_conexao i on i.id_interface_conexao = v.id
    left join equipamento q on q.id_equipamento = i.id_equipamento
    where s.id_cliente = %(cliente)s and s.status_prefixo <> 'cancelado'
)
select a.id_alerta, a.texto_alerta, a.data_inicio, a.data_fim
from alerta a
where a.ativo
    and a.data_inicio <= %(agora)s
    and (a.data_fim is null or a.data_fim > %(agora)s)
    and (
        a.para_todos
        or exists (select from alerta_cliente x where x.alerta_id = a.id_alerta and x.cliente_id = %(cliente)s)
        or exists (
            select
            from alerta_grupo_cliente x
            join cliente_grupo g on g.grupocliente_id = x.grupocliente_id
            where x.alerta_id = a.id_alerta and g.cliente_id = %(cliente)s
        )
        or exists (
            select
            from do_servico s
            where exists (select from alerta_cidade x where x.alerta_id = a.id_alerta and x.cidade_id = s.id_cidade)
                or exists (select from alerta_bairro x where x.alerta_id = a.id_alerta and x.bairro_id = s.id_bairro)
                or exists (select from alerta_pop x where x.alerta_id = a.id_alerta and x.pop_id = s.id_pop)
                or exists (select from alerta_equipamento x where x.alerta_id = a.id_alerta and x.equipamento_id = s.id_equipamento)
                or exists (
                    select from alerta_interface x
                    where x.alerta_id = a.id_alerta and x.interfaceconexao_id = s.id_interface_conexao
                )
        )
    )
order by a.data_inicio, a.id_alerta
