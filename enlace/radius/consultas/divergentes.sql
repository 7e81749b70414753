-- Open sessions of a range of services, oldest first, that were granted something else than their service is granted now, and whose
-- NAS can be asked. A pass over radacct_aberta (or, of a small range, its index by service) beside cliente_servico, some microseconds
-- a session; what was asked before is looked up, by pedido_ao_nas_sessao and pedido_ao_nas_servico, for those alone that differ.
-- A Class that is not whole is as good as another server's: its NAS gives back less than it was given, and would next time too.
with divergentes as materialized (
    select r.acctuniqueid, r.acctstarttime, r.id_cliente_servico
    from radacct_aberta r
    join nas n on n.endereco = coalesce(r.nas_origem, r.nasipaddress) and n.ativo and n.porta_incoming is not null
    cross join lateral radius.concessao(r.id_cliente_servico) g
    where
        r.class ~ '^e1\.[0-9]+\.[0-9a-f]{8}\.[0-9a-f]{8}\.[0-9a-f]{32}$'
        and r.id_cliente_servico between %(de)s and %(ate)s
        and not starts_with(r.class, concat('e1.', r.id_cliente_servico, '.', g.acesso, '.', g.velocidade, '.'))
)
select d.acctuniqueid
from divergentes d
-- One that was asked about in vain, or has not gone although its NAS said so, is asked about again when as long has passed as between
-- the first time and the last: a NAS that always refuses hears of it ten times on the first day, not a thousand.
where not exists (
    select
    from pedido_ao_nas p
    where
        p.acctuniqueid = d.acctuniqueid
        and p.quando > %(agora)s - interval '2 days'
        and (p.resultado <> 'aceito' or p.tipo = 'desconexao')
    having %(agora)s < max(p.quando) + least(greatest(max(p.quando) - min(p.quando), %(espera)s), interval '1 day')
)
-- Nor is a service cut off all day long: whoever connects again and still differs, for whatever reason, does so in a new session, of
-- which nothing has been asked. After so many that agreed to end, it is left to who changes something (reconexao.py), or to tomorrow.
and (
    select count(distinct p.acctuniqueid)
    from pedido_ao_nas p
    where
        p.id_cliente_servico = d.id_cliente_servico
        and p.quando > %(agora)s - interval '1 day'
        and p.origem = 'automatico'
        and p.tipo = 'desconexao'
        and p.resultado = 'aceito'
        and p.acctuniqueid <> d.acctuniqueid
) < %(quedas)s
order by d.acctstarttime
limit %(quantas)s
