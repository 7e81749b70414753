-- GET cliente/all: one row a customer, in the order asked for, walked along the index of that order, so that the first one leaves
-- at once and nothing is held in memory. The marks are replaced by fragments chosen by name.
select
    replace(row_to_json(x)::text, '"porta_atendimento":null,', '')
from cliente c
{fechamento}
cross join lateral (
{documento}
) x
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
