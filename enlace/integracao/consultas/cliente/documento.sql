-- One customer with its services, as columns in the documented order. Stands inside `consulta` and `all`, once for each of their rows
-- (c, which has the key); the columns are those of integracao.cliente and integracao.servico that were asked for.
select
    {antes_dos_servicos},
    (
        select coalesce(json_agg(s), '[]'::json)
        from (
            select {do_servico}
            from integracao.servico
            where integracao.servico.id_cliente = c.id_cliente
                and (%(cancelados)s or integracao.servico.status_prefixo <> 'cancelado')
            order by integracao.servico.id_cliente_servico
        ) s
    ) as servicos,
    {depois_dos_servicos}
from integracao.cliente
where integracao.cliente.id_cliente = c.id_cliente
