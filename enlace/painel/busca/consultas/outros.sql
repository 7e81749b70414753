-- What else a number may be, and to whom it belongs: a ticket (atendimento_protocolo_unico), an order (its number's unique index), a bill
-- by its key, by its number at a bank (fatura_nosso_numero_unico, an account at a time) or as the one of a boleto's line.
select 'atendimento' as tipo, a.id_atendimento as chave, a.protocolo as numero, c.nome_razaosocial, t.descricao as detalhe,
    case when a.data_fechamento is null then 'aberto' else 'fechado' end as situacao, null::date as dia, null::numeric as valor
from atendimento a
join tipo_atendimento t using (id_tipo_atendimento)
join cliente_servico s using (id_cliente_servico)
join cliente c using (id_cliente)
where %(ve_atendimentos)s and a.protocolo = %(protocolo)s::text
union all
select 'os', o.id_ordem_servico, o.numero_ordem_servico::text, c.nome_razaosocial, t.descricao, o.status, null, null
from ordem_servico o
join tipo_ordem_servico t using (id_tipo_ordem_servico)
join cliente_servico s using (id_cliente_servico)
join cliente c using (id_cliente)
where %(ve_ordens)s and o.numero_ordem_servico = %(os)s::bigint
union all
select 'fatura', f.id_fatura, f.id_fatura::text, c.nome_razaosocial, f.motivo, f.situacao, f.data_vencimento, f.valor
from (
    select id_fatura, id_cliente, 'fatura' as motivo, situacao, data_vencimento, valor
    from fatura
    where %(ve_faturas)s and id_fatura = %(fatura)s::bigint
    union all
    (
        select id_fatura, id_cliente, 'nosso_numero', situacao, data_vencimento, valor
        from fatura
        where %(ve_faturas)s
            and id_conta_bancaria = any(array(select id_conta_bancaria from conta_bancaria))
            and nosso_numero = %(fatura)s::bigint
            and id_fatura is distinct from %(fatura)s::bigint
        limit %(limite)s
    )
    union all
    select id_fatura, id_cliente, 'boleto', situacao, data_vencimento, valor
    from fatura
    where %(ve_faturas)s and id_fatura = any(%(do_boleto)s::bigint[])
) f
join cliente c using (id_cliente)
