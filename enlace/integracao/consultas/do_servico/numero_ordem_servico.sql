-- Unique index.
a.numero_ordem_servico = %(termo)s
