-- Unique index on codigo_cliente, then fatura_do_cliente.
f.id_cliente = (select c.id_cliente from cliente c where c.codigo_cliente = %(termo)s)
