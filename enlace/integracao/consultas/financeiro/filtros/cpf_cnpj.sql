-- Unique index on cpf_cnpj, then fatura_do_cliente.
f.id_cliente = (select c.id_cliente from cliente c where c.cpf_cnpj = %(termo)s)
