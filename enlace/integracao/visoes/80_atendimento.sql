-- Service orders and tickets as the API shows them (documentation 3.1, 4.2, 4.11), and what a ticket's clock says (3.2).

-- 01/02/2018
create function integracao.data_br(instante timestamptz) returns text
language sql stable parallel safe strict
as $$ select to_char(instante, 'DD/MM/YYYY') $$;

-- 05/03/2020 14:52
create function integracao.data_e_minuto_br(instante timestamptz) returns text
language sql stable parallel safe strict
as $$ select to_char(instante, 'DD/MM/YYYY HH24:MI') $$;

-- Milliseconds since 1970 of the second: what JavaScript calls a time.
create function integracao.milissegundos(instante timestamptz) returns bigint
language sql immutable parallel safe strict
as $$ select floor(extract(epoch from instante))::bigint * 1000 $$;

-- -138h 4min, 45min, 0min
create function integracao.em_horas(minutos bigint) returns text
language sql immutable parallel safe strict
as $$
    select case when minutos < 0 then '-' else '' end
        || case when abs(minutos) >= 60 then abs(minutos) / 60 || 'h ' else '' end
        || abs(minutos) % 60 || 'min'
$$;

-- What a ticket or an order says of its service. Names and objects are scalar subselects on purpose, here and below: each is one
-- look-up by a primary key, whatever the planner believes of the tables' sizes.
create view integracao.resumo_do_servico as
select
    s.id_cliente_servico,
    (
        select row_to_json(x)
        from (
            select c.codigo_cliente, c.nome_razaosocial, c.cpf_cnpj
            from cliente c
            where c.id_cliente = s.id_cliente
        ) x
    ) as cliente,
    (
        select row_to_json(x)
        from (
            select
                s.numero_plano,
                (select p.nome from servico p where p.id_servico = s.id_servico) as nome,
                integracao.numero(s.valor) as valor,
                (select st.descricao from servico_status st where st.prefixo = s.status_prefixo) as status,
                s.status_prefixo
        ) x
    ) as servico
from cliente_servico s;

-- An order, one column a key in the documented order; the two views below choose among them. `tecnicos` is not in the
-- documentation: the genuine server sends it besides.
create view integracao.ordem_servico as
select
    o.id_atendimento,
    o.id_ordem_servico,
    -- Text, unlike the id: so is the contract.
    o.numero_ordem_servico::text as numero_ordem_servico,
    integracao.data_hora_br(o.data_cadastro) as data_cadastro,
    (select t.descricao from tipo_ordem_servico t where t.id_tipo_ordem_servico = o.id_tipo_ordem_servico) as tipo,
    integracao.data_hora_br(o.data_inicio_programado) as data_inicio_programado,
    integracao.data_hora_br(o.data_termino_programado) as data_termino_programado,
    integracao.data_hora_br(o.data_inicio_executado) as data_inicio_executado,
    integracao.data_hora_br(o.data_termino_executado) as data_termino_executado,
    o.descricao_abertura,
    o.descricao_servico,
    o.descricao_fechamento,
    (select u.nome from usuario u where u.id_usuario = o.id_usuario_abertura) as usuario_abertura,
    (select u.nome from usuario u where u.id_usuario = o.id_usuario_fechamento) as usuario_fechamento,
    o.status,
    o.status_fechamento,
    (select r.cliente from integracao.resumo_do_servico r where r.id_cliente_servico = o.id_cliente_servico) as cliente,
    (select r.servico from integracao.resumo_do_servico r where r.id_cliente_servico = o.id_cliente_servico) as servico,
    coalesce(
        (
            select json_agg(x)
            from (
                select u.id_usuario as id, u.nome as name, u.email
                from ordem_servico_tecnico ot
                join usuario u on u.id_usuario = ot.id_usuario
                where ot.id_ordem_servico = o.id_ordem_servico
                order by ot.id_ordem_servico_tecnico
            ) x
        ),
        '[]'::json
    ) as tecnicos
from ordem_servico o;

-- A ticket without its orders, one column a key.
create view integracao.atendimento as
select
    a.id_atendimento,
    a.protocolo,
    a.descricao_abertura,
    a.descricao_fechamento,
    (select t.descricao from tipo_atendimento t where t.id_tipo_atendimento = a.id_tipo_atendimento) as tipo_atendimento,
    (select u.nome from usuario u where u.id_usuario = a.id_usuario_abertura) as usuario_abertura,
    (select u.nome from usuario u where u.id_usuario = a.id_usuario_responsavel) as usuario_responsavel,
    (select u.nome from usuario u where u.id_usuario = a.id_usuario_fechamento) as usuario_fechamento,
    -- The day only, unlike an order's: so is the contract.
    integracao.data_br(a.data_cadastro) as data_cadastro,
    integracao.data_br(a.data_fechamento) as data_fechamento,
    (select sr.descricao from setor sr where sr.id_setor = a.id_setor_responsavel) as setor_responsavel,
    a.status_fechamento,
    (
        select m.descricao
        from motivo_fechamento_atendimento m
        where m.id_motivo_fechamento_atendimento = a.id_motivo_fechamento_atendimento
    ) as motivo_fechamento,
    (select st.descricao from atendimento_status st where st.id_atendimento_status = a.id_atendimento_status) as status,
    (select r.cliente from integracao.resumo_do_servico r where r.id_cliente_servico = a.id_cliente_servico) as cliente
from atendimento a;

-- As its ticket shows it.
create view integracao.ordem_no_atendimento as
select
    o.id_ordem_servico,
    o.id_atendimento,
    row_to_json(x) as documento
from integracao.ordem_servico o
cross join lateral (
    select
        o.id_ordem_servico, o.numero_ordem_servico, o.data_cadastro, o.tipo, o.data_inicio_programado, o.data_termino_programado,
        o.data_inicio_executado, o.data_termino_executado, o.descricao_abertura, o.descricao_servico, o.descricao_fechamento,
        o.usuario_abertura, o.usuario_fechamento, o.status, o.status_fechamento, o.cliente, o.servico, o.tecnicos
) x;

-- By itself, with the ticket that it comes from, if any.
create view integracao.ordem_com_atendimento as
select
    o.id_ordem_servico,
    row_to_json(x) as documento
from integracao.ordem_servico o
cross join lateral (
    select
        o.id_ordem_servico, o.numero_ordem_servico, o.data_cadastro, o.tipo, o.data_inicio_programado, o.data_termino_programado,
        o.data_inicio_executado, o.data_termino_executado, o.descricao_abertura, o.descricao_servico, o.descricao_fechamento,
        o.usuario_abertura, o.usuario_fechamento, o.status, o.status_fechamento,
        (
            select row_to_json(y)
            from (
                select
                    a.protocolo, a.id_atendimento, a.tipo_atendimento, a.usuario_abertura, a.usuario_responsavel,
                    a.usuario_fechamento, a.data_cadastro, a.data_fechamento, a.setor_responsavel, a.status_fechamento,
                    a.motivo_fechamento
                from integracao.atendimento a
                where a.id_atendimento = o.id_atendimento
            ) y
        ) as atendimento,
        o.cliente, o.servico, o.tecnicos
) x;

-- A ticket as the answer of PUT shows it (3.2): the row itself, with its dates once more and what its clock says.
create view integracao.atendimento_editado as
select
    a.id_atendimento,
    a.protocolo,
    a.id_cliente_servico,
    a.id_tipo_atendimento,
    a.id_usuario_abertura,
    a.id_usuario_fechamento,
    a.descricao_abertura,
    a.descricao_fechamento,
    integracao.data_hora(a.data_cadastro) as data_cadastro,
    integracao.data_hora(a.data_fechamento) as data_fechamento,
    host(a.ip_cadastro) as ip_cadastro,
    a.id_usuario_responsavel,
    a.id_setor_responsavel,
    a.destino,
    a.status_fechamento,
    a.id_motivo_fechamento_atendimento,
    a.id_atendimento_status,
    a.resultado_diagnostico,
    a.nome_contato,
    a.telefone_contato,
    a.email_contato,
    a.rascunho,
    integracao.data_hora(a.deleted_at) as deleted_at,
    a.id_origem_contato,
    a.avaliacao,
    a.comentario_avaliacao,
    a.push_notification_enviado,
    integracao.data_e_minuto_br(a.data_cadastro) as data_cadastro_br,
    integracao.milissegundos(a.data_cadastro) as data_cadastro_timestamp,
    integracao.data_e_minuto_br(a.data_fechamento) as data_fechamento_br,
    integracao.milissegundos(a.data_fechamento) as data_fechamento_timestamp,
    relogio.em_aberto as minutos_em_aberto,
    integracao.em_horas(coalesce(relogio.restam, 0)) as tempo_restante,
    relogio.percentual as percentual_tempo_restante,
    -- The genuine panel's colour classes; the documentation shows the red one, also where nothing remains because nothing is limited.
    case
        when relogio.percentual > 50 then 'white-fg md-green-bg'
        when relogio.percentual > 20 then 'black-fg md-amber-bg'
        else 'white-fg md-red-bg'
    end as percentual_color_class,
    a.parametros
from atendimento a
cross join lateral (
    select
        floor(extract(epoch from fim - a.data_cadastro) / 60)::bigint as em_aberto,
        -- The limit begins anew with a reopening.
        floor(extract(epoch from fim - a.data_inicio_prazo) / 60)::bigint as corridos,
        floor(extract(epoch from a.data_prazo - a.data_inicio_prazo) / 60)::bigint as limite
    from (select coalesce(a.data_fechamento, now()) as fim) x
) medido
cross join lateral (
    select
        medido.em_aberto,
        medido.limite - medido.corridos as restam,
        coalesce(greatest(0, floor(100.0 * (medido.limite - medido.corridos) / nullif(medido.limite, 0))), 0)::int as percentual
) relogio;
