-- What is being done for a customer: open tickets and open orders, each only if they may be seen. By the services' own indexes
-- (atendimento_do_servico, ordem_servico_do_servico): a customer has few, and of few services.
select
    'atendimento' as que,
    a.id_atendimento as id,
    a.protocolo as numero,
    t.descricao as assunto,
    a.id_cliente_servico,
    a.data_cadastro as aberto_em,
    null::timestamptz as inicio,
    a.data_prazo as prazo,
    coalesce((select u.nome from usuario u where u.id_usuario = a.id_usuario_responsavel), se.descricao) as com_quem
from cliente_servico s
join atendimento a on a.id_cliente_servico = s.id_cliente_servico
join tipo_atendimento t on t.id_tipo_atendimento = a.id_tipo_atendimento
left join setor se on se.id_setor = a.id_setor_responsavel
where %(atendimentos)s
    and s.id_cliente = %(cliente)s
    and a.data_fechamento is null
    and a.deleted_at is null
    and not a.rascunho
union all
select
    'ordem',
    o.id_ordem_servico,
    o.numero_ordem_servico::text,
    t.descricao,
    o.id_cliente_servico,
    o.data_cadastro,
    o.data_inicio_programado,
    o.data_termino_programado,
    (
        select string_agg(u.nome, ', ' order by u.nome)
        from ordem_servico_tecnico x
        join usuario u on u.id_usuario = x.id_usuario
        where x.id_ordem_servico = o.id_ordem_servico
    )
from cliente_servico s
join ordem_servico o on o.id_cliente_servico = s.id_cliente_servico
join tipo_ordem_servico t on t.id_tipo_ordem_servico = o.id_tipo_ordem_servico
where %(ordens)s
    and s.id_cliente = %(cliente)s
    and o.status in ('pendente', 'aguardando_agendamento')
order by aberto_em, id
