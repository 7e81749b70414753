-- The services of some customers that are charged on some due days, with what decides how much: one row a service. Found through the
-- index of cliente_servico by customer and the key of cobranca_servico; what was charged last through cobranca_cobrado_ate.
select
    s.id_cliente,
    s.id_cliente_servico,
    k.id_forma_cobranca,
    k.dia_vencimento,
    k.antecipada,
    k.data_inicio,
    (select p.nome from servico p where p.id_servico = s.id_servico) as plano,
    s.valor,
    s.data_habilitacao::date as habilitado_em,
    s.data_cancelamento::date as cancelado_em,
    (
        select max(c.periodo_fim)
        from cobranca c
        where c.id_cliente_servico = s.id_cliente_servico
            and c.tipo = 'mensalidade'
            and (not %(refazer)s or c.cancelada_em is null)
    ) as cobrado_ate,
    (
        select json_agg(json_build_array(p.descricao, sp.valor::text, sp.data_cadastro::date) order by sp.id_cliente_servico_pacote)
        from cliente_servico_pacote sp
        join pacote p on p.id_pacote = sp.id_pacote
        where sp.id_cliente_servico = s.id_cliente_servico
    ) as pacotes,
    (
        select json_agg(json_build_array(u.inicio::date, u.fim::date) order by u.inicio)
        from cliente_servico_suspensao u
        where u.id_cliente_servico = s.id_cliente_servico
            and (u.fim is null or u.fim >= %(desde)s)
    ) as suspensoes,
    -- Asked for by the customer: one that lasts is taken to last as long as was asked.
    (
        select json_agg(json_build_array(u.inicio::date, coalesce(u.fim::date, u.ate + 1)) order by u.inicio)
        from cliente_servico_pausa u
        where u.id_cliente_servico = s.id_cliente_servico
            and (u.fim is null or u.fim >= %(desde)s)
    ) as pausas,
    -- What was charged lately and what was taken off of it, of the few that were suspended: through cobranca's index by service.
    case when exists (
        select from cliente_servico_suspensao u
        where u.id_cliente_servico = s.id_cliente_servico
            and (u.fim is null or u.fim >= %(desde)s)
    ) or exists (
        select from cliente_servico_pausa u
        where u.id_cliente_servico = s.id_cliente_servico
            and (u.fim is null or u.fim >= %(desde)s)
    ) then (
        select json_agg(json_build_array(c.tipo, c.periodo_inicio, c.periodo_fim) order by c.periodo_inicio)
        from cobranca c
        where c.id_cliente_servico = s.id_cliente_servico
            and c.tipo in ('mensalidade', 'desconto')
            and c.periodo_inicio is not null
            and c.periodo_fim > %(desde)s
            and c.cancelada_em is null
    ) end as cobrados
from cliente_servico s
join cobranca_servico k on k.id_cliente_servico = s.id_cliente_servico
where s.id_cliente = any(%(clientes)s)
    and k.dia_vencimento = any(%(dias)s)
    and coalesce(k.data_inicio, s.data_habilitacao::date) is not null
    and (s.status_prefixo = any(%(situacoes)s) or s.data_cancelamento >= %(desde)s)
order by s.id_cliente, s.id_cliente_servico
