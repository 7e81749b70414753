    -- The newest sessions with one value, in two walks along its index from the newest start. The open ones stand in a table of their
    -- own. Of the others, what began in the window ended after its beginning: the months before it are not opened at all. (Those
    -- after it are asked, for a session may last; where there is nothing that costs a look into an index.)
    (
        select {colunas}
        from radacct r
        where {filtro}
            and r.acctstoptime is null
            and r.acctstarttime >= %(inicio)s::date::timestamptz
            and r.acctstarttime < (%(fim)s::date + 1)::timestamptz
        order by r.acctstarttime desc
        limit %(limite)s
    )
    union all
    (
        select {colunas}
        from radacct r
        where {filtro}
            and r.acctstoptime >= %(inicio)s::date::timestamptz
            and r.acctstarttime >= %(inicio)s::date::timestamptz
            and r.acctstarttime < (%(fim)s::date + 1)::timestamptz
        order by r.acctstarttime desc
        limit %(limite)s
    )
