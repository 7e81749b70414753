-- Customers whose name or trade name holds all parts of a term, by three roads (docs/adr/0004), each of which stops early: names that
-- begin so (cliente_nome_inicio), in their order; the newest customers whose name has it (cliente_pkey), which fills the answer for a
-- wide fragment ("silva"); and, where both gave too few, the trigrams (cliente_nome_busca, cliente_fantasia_busca), which then give few.
-- A fragment without a run of three letters or digits is no key for the trigrams: for it the third road asks for words that begin so.
with inicio as materialized (
    select id_cliente, 1 as ordem, nome_razaosocial_busca as nome
    from cliente
    where nome_razaosocial_busca like sem_acento(%(inicio)s)
    order by nome_razaosocial_busca using ~<~
    limit %(limite)s
),
passeio as materialized (
    select id_cliente, 2 as ordem, nome_razaosocial_busca as nome
    from (
        select id_cliente, nome_razaosocial_busca, nome_fantasia_busca
        from cliente
        where (select count(*) from inicio) < %(limite)s
        order by id_cliente desc
        limit 2000
    ) novos
    where ({no_nome}) or ({na_fantasia})
    limit %(limite)s
),
-- Not limited: a limit would tempt the planner to read the whole table instead.
indice as materialized (
    select id_cliente, 3 as ordem, nome_razaosocial_busca as nome
    from cliente
    where {indice_no_nome}
        and (select count(*) from inicio) + (select count(*) from passeio) < %(limite)s
    union all
    select id_cliente, 3, nome_razaosocial_busca
    from cliente
    where {indice_na_fantasia}
        and (select count(*) from inicio) + (select count(*) from passeio) < %(limite)s
)
select id_cliente, 'nome' as motivo
from (
    select id_cliente, min(ordem) as ordem, min(nome) as nome
    from (table inicio union all table passeio union all table indice) todos
    group by id_cliente
) achados
order by ordem, nome
limit %(limite)s
