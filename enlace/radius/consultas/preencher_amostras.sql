-- How many sessions were open at every fifth minute from %(de)s to %(ate)s, where it was not counted then: each session is one more
-- from the first of these instants that saw it, and one less from the first that did not. Reads the open sessions and the months that
-- %(de)s and what came after it stand in; the other months are pruned.
with mudancas as (
    select date_bin('5 minutes', greatest(acctstarttime, %(de)s) + interval '299.999999 s', %(de)s) as quando, 1 as quantas
    from radacct
    where acctstoptime > %(de)s or acctstoptime is null
    union all
    select date_bin('5 minutes', acctstoptime + interval '299.999999 s', %(de)s), -1
    from radacct
    where acctstoptime > %(de)s
),
somadas as (
    select quando, sum(quantas) as quantas
    from mudancas
    group by quando
)
insert into radius_sessoes_online (quando, quantas)
select quando, sum(coalesce(s.quantas, 0)) over (order by quando)
from generate_series(%(de)s, %(ate)s, interval '5 minutes') quando
left join somadas s using (quando)
on conflict (quando) do nothing
