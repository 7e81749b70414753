-- The index that begins with the service.
a.id_cliente_servico = %(termo)s
