-- The newest records of the audit about a customer and all that is the customer's, before the record `antes_de`. The index of the
-- audit is by table and key (auditoria_registro_objeto): each row that is the customer's is one walk of at most a page.
with do_cliente (tabela, chave) as materialized (
    select 'cliente', %(cliente)s::text
    union all
    select 'cliente_contato', c.id_contato::text from cliente_contato c where c.id_cliente = %(cliente)s
    union all
    select 'cliente_servico', s.id_cliente_servico::text from cliente_servico s where s.id_cliente = %(cliente)s
    union all
    select 'fatura', f.id_fatura::text from fatura f where f.id_cliente = %(cliente)s
    union all
    select 'pagamento', p.id_pagamento::text
    from fatura f
    join pagamento p on p.id_fatura = f.id_fatura
    where f.id_cliente = %(cliente)s
    union all
    select 'atendimento', a.id_atendimento::text
    from cliente_servico s
    join atendimento a on a.id_cliente_servico = s.id_cliente_servico
    where s.id_cliente = %(cliente)s
    union all
    select 'ordem_servico', o.id_ordem_servico::text
    from cliente_servico s
    join ordem_servico o on o.id_cliente_servico = s.id_cliente_servico
    where s.id_cliente = %(cliente)s
)
select r.id_registro, r.quando, r.porta, r.cliente_api, u.nome as quem, r.acao, r.tabela, r.chave, r.antes, r.depois
from do_cliente d
cross join lateral (
    select *
    from auditoria_registro x
    where x.tabela = d.tabela and x.chave = d.chave and x.id_registro < %(antes_de)s
    order by x.id_registro desc
    limit %(quantos)s
) r
left join usuario u on u.id_usuario = r.id_usuario
order by r.id_registro desc
limit %(quantos)s
