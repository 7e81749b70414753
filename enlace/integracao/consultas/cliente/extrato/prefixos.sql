    -- The sessions of a prefix; of an address, those of each prefix that it may be in, from /32, which is a whole provider's, on. Each
    -- is one value of the index: that a network holds an address could only be found out by reading them all.
    select s.*
    from generate_series(
        case when masklen(%(termo)s::inet) = 128 then 32 else masklen(%(termo)s::inet) end, masklen(%(termo)s::inet)
    ) tamanho
    cross join lateral (select network(set_masklen(%(termo)s::inet, tamanho))::inet as prefixo) x
    cross join lateral (
{sessoes}
    ) s
