-- The bills with a line of the service: the customer's, by fatura_do_cliente, and of each whether it has one, by the lines' index.
f.id_cliente = (select s.id_cliente from cliente_servico s where s.id_cliente_servico = %(termo)s)
and exists (select from cobranca co where co.id_fatura = f.id_fatura and co.id_cliente_servico = %(termo)s)
