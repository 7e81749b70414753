-- What may happen to a row of the accounting; the packets that make it happen are told in 30_contabilidade.sql.

-- How long a session has lasted, as its NAS counts; null when it does not say, or says what cannot be.
create function radius.duracao(p_duracao text) returns bigint
language sql immutable parallel safe
as $$
    select case when nullif(p_duracao, '')::bigint between 0 and 400 * 86400 then p_duracao::bigint end
$$;

-- An address; null when the packet has none, or one that is nobody's: none yet (zeros), or to be chosen (RFC 2865, 5.8).
create function radius.endereco(p_endereco text) returns inet
language sql immutable parallel safe
as $$
    select case
        when p_endereco in ('', '0.0.0.0', '255.255.255.254', '255.255.255.255', '::') or p_endereco like '::/%' then null
        else p_endereco::inet
    end
$$;

-- Ends a session whose NAS did not say when, at its last sign.
create function radius.encerrar(p_unico text, p_causa text) returns void
language plpgsql
as $$
begin
    perform radius.garantir_mes('radacct', greatest(acctupdatetime, acctstarttime)) from radacct_aberta where acctuniqueid = p_unico;
    update radacct set acctstoptime = greatest(acctupdatetime, acctstarttime), acctterminatecause = p_causa
    where acctuniqueid = p_unico and acctstoptime is null;
end
$$;

-- A session that begins. Also the row of one whose beginning was lost (`p_inicio` is then counted back from its duration).
create function radius.abrir_sessao(
    p_unico text, p_sessao text, p_login text, p_nas text, p_origem text, p_porta text, p_tipo_porta text, p_inicio timestamptz,
    p_duracao bigint, p_entrada bigint, p_saida bigint, p_chamado text, p_mac text, p_ipv4 text, p_ipv6 text, p_wan text, p_lan text,
    p_interface text, p_classe text, p_autentico text, p_protocolo text, p_servico text, p_info text
) returns void
language plpgsql
as $$
declare
    v_id bigint := radius.parte_da_classe(p_classe, 2)::bigint;
begin
    -- Fixed now: a login that a cancelled service frees may be another customer's later.
    if v_id is null or not exists (select from cliente_servico where id_cliente_servico = v_id) then
        select cs.id_cliente_servico into v_id
        from cliente_servico cs
        where lower(cs.login) = lower(p_login) and cs.status_prefixo <> 'cancelado';
    end if;
    -- A new session of the same equipment on the same NAS: the older one's Stop was lost.
    perform radius.encerrar(r.acctuniqueid, 'Lost-Stop')
    from radacct_aberta r
    where lower(r.username) = lower(p_login)
        and r.nas_origem = p_origem::inet
        and r.callingstationid = p_mac
        and r.acctuniqueid <> p_unico
        -- "is true" keeps the planner from an index on instants, which it takes for as good while the table is empty.
        and (r.acctstarttime <= p_inicio) is true;
    insert into radacct_aberta (
        acctsessionid, acctuniqueid, username, id_cliente_servico, nasipaddress, nas_origem, nasportid, nasporttype, acctstarttime,
        acctupdatetime, acctsessiontime, acctinputoctets, acctoutputoctets, calledstationid, callingstationid, framedipaddress,
        framedipv6address, framedipv6prefix, delegatedipv6prefix, framedinterfaceid, class, acctauthentic, framedprotocol, servicetype,
        connectinfo_start
    )
    values (
        p_sessao, p_unico, p_login, v_id, p_nas::inet, p_origem::inet, nullif(p_porta, ''), nullif(p_tipo_porta, ''), p_inicio,
        now(), coalesce(p_duracao, 0), coalesce(p_entrada, 0), coalesce(p_saida, 0), nullif(p_chamado, ''), nullif(p_mac, ''),
        radius.endereco(p_ipv4), radius.endereco(p_ipv6), network(radius.endereco(p_wan)), network(radius.endereco(p_lan)),
        nullif(p_interface, ''), nullif(p_classe, ''), nullif(p_autentico, ''), nullif(p_protocolo, ''), nullif(p_servico, ''), nullif(p_info, '')
    );
end
$$;

-- Whether a packet of a session that began then comes after the session's end: one of this identity that ended in the last two days
-- was open at that instant. Clocks are read in seconds and packets are on their way for some; more would take the next session of a
-- NAS that gives its numbers again for this one, and a row too many is better than none. With `p_de_vez` only those that their NAS
-- ended, not we.
create function radius.encerrada_ha_pouco(p_unico text, p_inicio timestamptz, p_de_vez boolean default false) returns boolean
language plpgsql stable
as $$
begin
    return exists (
        select from radacct
        where acctuniqueid = p_unico
            and acctstoptime >= now() - interval '2 days'
            and acctstoptime > p_inicio - interval '5 seconds'
            and not (p_de_vez and acctterminatecause in ('Sem-Sinal', 'Sem-Sessao', 'NAS-Reboot', 'Lost-Stop'))
    );
end
$$;

-- Keeps the addresses of an open session of which the packet says another, and takes the packet's in their place.
create function radius.guardar_enderecos(p_unico text, p_ipv4 text, p_ipv6 text, p_wan text, p_lan text) returns void
language plpgsql
as $$
declare
    v_ipv4 inet := radius.endereco(p_ipv4);
    v_ipv6 inet := radius.endereco(p_ipv6);
    v_wan inet := network(radius.endereco(p_wan));
    v_lan inet := network(radius.endereco(p_lan));
begin
    insert into radacct_endereco (
        radacctid, desde, ultimo_sinal, ate, framedipaddress, framedipv6address, framedipv6prefix, delegatedipv6prefix
    )
    select
        r.radacctid,
        coalesce((select max(e.ultimo_sinal) from radacct_endereco e where e.radacctid = r.radacctid), r.acctstarttime),
        coalesce(r.acctupdatetime, r.acctstarttime), now(), r.framedipaddress, r.framedipv6address, r.framedipv6prefix,
        r.delegatedipv6prefix
    from radacct_aberta r
    where r.acctuniqueid = p_unico
        and (
            r.framedipaddress <> v_ipv4 or r.framedipv6address <> v_ipv6
            or r.framedipv6prefix <> v_wan or r.delegatedipv6prefix <> v_lan
        );
    if found then
        update radacct_aberta
        set framedipaddress = coalesce(v_ipv4, framedipaddress),
            framedipv6address = coalesce(v_ipv6, framedipv6address),
            framedipv6prefix = coalesce(v_wan, framedipv6prefix),
            delegatedipv6prefix = coalesce(v_lan, delegatedipv6prefix)
        where acctuniqueid = p_unico;
    end if;
end
$$;

-- A session that was ended here and still speaks is alive: it was its NAS that could not be heard. Whether it was opened again.
-- `p_inicio` is when the packet says that it began: what began then is the same session, and not another with its number.
create function radius.reabrir(p_unico text, p_instante timestamptz, p_inicio timestamptz, p_e_fim boolean) returns boolean
language plpgsql
as $$
begin
    update radacct set acctstoptime = null, acctterminatecause = null
    where radacctid = (
        select radacctid
        from radacct
        where acctuniqueid = p_unico
            and acctstoptime >= now() - interval '30 days'
            and (acctstoptime >= now() - interval '2 days' or acctterminatecause = 'Sem-Sinal')
            and (
                -- Nobody heard of it for long, or its NAS said that it did not know it (desconexao.py).
                (acctterminatecause in ('Sem-Sinal', 'Sem-Sessao') and acctstoptime >= now() - interval '2 days')
                -- A packet that was on its way when its NAS came up again is not a sign of life.
                or (acctterminatecause in ('NAS-Reboot', 'Lost-Stop') and p_instante > acctstoptime + interval '1 minute')
                or (
                    (p_e_fim or acctterminatecause = 'Sem-Sinal')
                    and acctterminatecause in ('Sem-Sinal', 'NAS-Reboot', 'Lost-Stop')
                    and acctstarttime between p_inicio - interval '5 minutes' and p_inicio + interval '5 minutes'
                )
            )
        order by acctstarttime desc
        limit 1
    ) and acctuniqueid = p_unico and acctstoptime >= now() - interval '30 days';
    return found;
end
$$;

-- Sessions without a sign for longer than `p_limite` have ended with their last one: their NAS has vanished. A packet of theirs opens
-- them again. Those that never gave a sign here (history brought from elsewhere) are left alone. How many.
create function radius.varrer(p_limite interval) returns bigint
language plpgsql
as $$
declare
    v_quantas bigint;
begin
    perform radius.garantir_mes('radacct', d.dia)
    from (
        select distinct date_trunc('day', greatest(acctupdatetime, acctstarttime)) as dia
        from radacct_aberta
        where acctupdatetime < now() - p_limite
    ) d;
    update radacct set acctstoptime = greatest(acctupdatetime, acctstarttime), acctterminatecause = 'Sem-Sinal'
    where acctstoptime is null and acctupdatetime < now() - p_limite;
    get diagnostics v_quantas = row_count;
    return v_quantas;
end
$$;
