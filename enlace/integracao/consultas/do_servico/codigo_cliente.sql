-- Unique index on codigo_cliente, then the tickets or orders of each service by the index that begins with it.
a.id_cliente_servico in (
    select s.id_cliente_servico
    from cliente_servico s
    join cliente c on c.id_cliente = s.id_cliente
    where c.codigo_cliente = %(termo)s
)
