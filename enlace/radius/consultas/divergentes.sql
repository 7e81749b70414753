-- Open sessions of a range of services, oldest first, that were granted something else than their service is granted now, and whose
-- NAS can be asked. A pass over radacct_aberta (or, of a small range, its index by service) beside cliente_servico, some microseconds
-- a session; what was asked before is looked up, by pedido_ao_nas_sessao, for those alone that differ.
with divergentes as materialized (
    select r.acctuniqueid, r.acctstarttime
    from radacct_aberta r
    join nas n on n.endereco = coalesce(r.nas_origem, r.nasipaddress) and n.ativo and n.porta_incoming is not null
    cross join lateral radius.concessao(r.id_cliente_servico) g
    where
        r.class like 'e1.%%'
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
order by d.acctstarttime
limit %(quantas)s
