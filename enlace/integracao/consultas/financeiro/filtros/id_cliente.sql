-- fatura_do_cliente.
f.id_cliente = %(termo)s
