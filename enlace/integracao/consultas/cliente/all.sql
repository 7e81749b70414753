-- GET cliente/all: one row a customer, in the order asked for. The keys are walked along the index of that order and the documents
-- made of those that are left after limit and offset, one by one: the first leaves at once, nothing is held in memory, and a page far
-- down costs no documents of the pages before it. The marks are replaced by fragments chosen by name.
select
    replace(row_to_json(x)::text, '"porta_atendimento":null,', '')
from (
    select c.id_cliente, {campos_da_ordem}
    from {clientes} c
    where (%(data_inicio)s::date is null or c.data_cadastro >= %(data_inicio)s::date)
        and (%(data_fim)s::date is null or c.data_cadastro < %(data_fim)s::date + 1)
        and (
            %(codigo_pacote)s::text is null
            or exists (
                select
                from cliente_servico s
                join cliente_servico_pacote sp on sp.id_cliente_servico = s.id_cliente_servico
                join pacote pc on pc.id_pacote = sp.id_pacote
                where s.id_cliente = c.id_cliente
                    and pc.codigo = %(codigo_pacote)s::text
                    and (%(cancelados)s or s.status_prefixo <> 'cancelado')
            )
        )
    order by {ordem}
    limit %(limite)s
    offset %(deslocamento)s
) c
cross join lateral (
{documento}
) x
-- The order that the keys already have: a promise, not a sort.
order by {ordem}
