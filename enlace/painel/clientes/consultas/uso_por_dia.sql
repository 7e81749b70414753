-- What these services received and sent on each day of a window, in octets; days without traffic are left out. The accounting knows
-- a session's whole traffic and not when it passed: it is shared among the session's days, by the time in each. One that is open has
-- counted up to its last sign. Read are the sessions that touch the window: radacct_servico, in the tables of its months.
with sessoes as materialized (
    select
        r.acctstarttime as de,
        -- A clock that runs ahead at the NAS must not end a session before it began.
        greatest(coalesce(r.acctstoptime, r.acctupdatetime, now()), r.acctstarttime) as ate,
        coalesce(r.acctoutputoctets, 0) as recebido,
        coalesce(r.acctinputoctets, 0) as enviado
    from radacct r
    where r.id_cliente_servico = any(%(servicos)s)
        and (r.acctstoptime is null or r.acctstoptime >= %(inicio)s::date::timestamptz)
        and r.acctstarttime < (%(fim)s::date + 1)::timestamptz
)
select d.dia, sum(s.recebido * d.parte)::bigint as recebido, sum(s.enviado * d.parte)::bigint as enviado
from sessoes s
cross join lateral (
    select
        g::date as dia,
        case
            when s.ate = s.de then 1
            else extract(epoch from least(s.ate, (g::date + 1)::timestamptz) - greatest(s.de, g::date::timestamptz))
                / extract(epoch from s.ate - s.de)
        end as parte
    from generate_series(
        greatest(s.de::date, %(inicio)s::date)::timestamp, least(s.ate::date, %(fim)s::date)::timestamp, interval '1 day'
    ) g
) d
group by d.dia
order by d.dia
