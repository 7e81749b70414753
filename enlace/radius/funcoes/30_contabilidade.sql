-- Accounting (RFC 2866): one call a packet. A call that fails is a packet that is not acknowledged, and the NAS sends it again; so
-- every call may be repeated. Counters only grow and text is kept when a packet lacks it, so order matters little.

create function radius.contabilizar_inicio(
    p_unico text, p_sessao text, p_login text, p_nas text, p_origem text, p_porta text, p_tipo_porta text, p_evento text, p_atraso text,
    p_chamado text, p_mac text, p_ipv4 text, p_ipv6 text, p_wan text, p_lan text, p_interface text, p_classe text, p_autentico text,
    p_protocolo text, p_servico text, p_info text
) returns int
language plpgsql security definer set search_path = public, pg_temp
as $$
declare
    v_inicio timestamptz := radius.instante(p_evento, p_atraso, now());
    v_aberta record;
begin
    -- A Start and a Stop of one session that arrive together are taken one after the other.
    perform pg_advisory_xact_lock(hashtextextended(p_unico, 0));
    select acctstarttime, acctupdatetime into v_aberta from radacct_aberta where acctuniqueid = p_unico;
    if found then
        if v_aberta.acctstarttime >= v_inicio - interval '1 minute'
            or v_aberta.acctupdatetime <= v_aberta.acctstarttime + interval '1 minute' then
            return 1;  -- the same Start again
        end if;
        -- The NAS counts its sessions from the beginning again and its Stop was lost.
        perform radius.encerrar(p_unico, 'Lost-Stop');
    elsif radius.encerrada_ha_pouco(p_unico, v_inicio) then
        return 1;  -- a Start that comes after its Stop
    end if;
    perform radius.abrir_sessao(
        p_unico, p_sessao, p_login, p_nas, p_origem, p_porta, p_tipo_porta, v_inicio, 0, 0, 0, p_chamado, p_mac, p_ipv4, p_ipv6, p_wan,
        p_lan, p_interface, p_classe, p_autentico, p_protocolo, p_servico, p_info
    );
    return 1;
end
$$;

-- A sign of life of a session that is known to be open: nearly every packet is one, so it is asked first and with little. False
-- when there is no such session, or its addresses change, and `contabilizar_sinal` is asked with all that the packet says.
create function radius.sinal_conhecido(
    p_unico text, p_duracao text, p_entrada text, p_voltas_entrada text, p_saida text, p_voltas_saida text, p_ipv4 text, p_ipv6 text,
    p_wan text, p_lan text, p_interface text
) returns boolean
language plpgsql security definer set search_path = public, pg_temp
as $$
declare
    v_agora timestamptz := now();
    v_duracao bigint := radius.duracao(p_duracao);
    v_entrada bigint := radius.contador(p_entrada, p_voltas_entrada);
    v_saida bigint := radius.contador(p_saida, p_voltas_saida);
begin
    update radacct_aberta
    set acctinterval = extract(epoch from v_agora - acctupdatetime)::bigint,
        acctupdatetime = v_agora,
        acctsessiontime = greatest(acctsessiontime, coalesce(v_duracao, extract(epoch from v_agora - acctstarttime)::bigint)),
        acctinputoctets = radius.octetos(v_entrada, p_voltas_entrada <> '', acctinputoctets, v_duracao, acctsessiontime),
        acctoutputoctets = radius.octetos(v_saida, p_voltas_saida <> '', acctoutputoctets, v_duracao, acctsessiontime),
        framedipaddress = coalesce(radius.endereco(p_ipv4), framedipaddress),
        framedipv6address = coalesce(radius.endereco(p_ipv6), framedipv6address),
        framedipv6prefix = coalesce(network(radius.endereco(p_wan)), framedipv6prefix),
        delegatedipv6prefix = coalesce(network(radius.endereco(p_lan)), delegatedipv6prefix),
        framedinterfaceid = coalesce(nullif(p_interface, ''), framedinterfaceid)
    where acctuniqueid = p_unico
        -- No address that it had is lost here: `guardar_enderecos` keeps it first.
        and coalesce(framedipaddress = radius.endereco(p_ipv4), true)
        and coalesce(framedipv6address = radius.endereco(p_ipv6), true)
        and coalesce(framedipv6prefix = network(radius.endereco(p_wan)), true)
        and coalesce(delegatedipv6prefix = network(radius.endereco(p_lan)), true);
    return found;
end
$$;

create function radius.contabilizar_sinal(
    p_unico text, p_sessao text, p_login text, p_nas text, p_origem text, p_porta text, p_tipo_porta text, p_evento text, p_atraso text,
    p_duracao text, p_entrada text, p_voltas_entrada text, p_saida text, p_voltas_saida text, p_chamado text, p_mac text, p_ipv4 text,
    p_ipv6 text, p_wan text, p_lan text, p_interface text, p_classe text, p_autentico text, p_protocolo text, p_servico text
) returns int
language plpgsql security definer set search_path = public, pg_temp
as $$
declare
    v_duracao bigint := radius.duracao(p_duracao);
    v_instante timestamptz := radius.instante(p_evento, p_atraso, now());
    v_inicio timestamptz := v_instante - coalesce(v_duracao, 0) * interval '1 second';
begin
    perform pg_advisory_xact_lock(hashtextextended(p_unico, 0));
    -- Asked again under the lock: another packet of the session may have opened it meanwhile.
    for volta in 1..2 loop
        perform radius.guardar_enderecos(p_unico, p_ipv4, p_ipv6, p_wan, p_lan);
        if radius.sinal_conhecido(
            p_unico, p_duracao, p_entrada, p_voltas_entrada, p_saida, p_voltas_saida, p_ipv4, p_ipv6, p_wan, p_lan, p_interface
        ) then
            return 1;
        end if;
        exit when not radius.reabrir(p_unico, v_instante, v_inicio, false);
    end loop;
    if not radius.encerrada_ha_pouco(p_unico, v_inicio) then
        -- Its Start was lost, or was before this server.
        perform radius.abrir_sessao(
            p_unico, p_sessao, p_login, p_nas, p_origem, p_porta, p_tipo_porta, v_inicio, v_duracao,
            radius.contador(p_entrada, p_voltas_entrada), radius.contador(p_saida, p_voltas_saida), p_chamado, p_mac, p_ipv4, p_ipv6,
            p_wan, p_lan, p_interface, p_classe, p_autentico, p_protocolo, p_servico, ''
        );
    end if;
    return 1;
end
$$;

create function radius.contabilizar_fim(
    p_unico text, p_sessao text, p_login text, p_nas text, p_origem text, p_porta text, p_tipo_porta text, p_evento text, p_atraso text,
    p_duracao text, p_entrada text, p_voltas_entrada text, p_saida text, p_voltas_saida text, p_chamado text, p_mac text, p_ipv4 text,
    p_ipv6 text, p_wan text, p_lan text, p_interface text, p_classe text, p_autentico text, p_protocolo text, p_servico text,
    p_causa text, p_info text
) returns int
language plpgsql security definer set search_path = public, pg_temp
as $$
declare
    v_fim timestamptz := radius.instante(p_evento, p_atraso, now());
    v_duracao bigint := radius.duracao(p_duracao);
    v_inicio timestamptz := v_fim - coalesce(v_duracao, 0) * interval '1 second';
    v_entrada bigint := radius.contador(p_entrada, p_voltas_entrada);
    v_saida bigint := radius.contador(p_saida, p_voltas_saida);
begin
    perform radius.garantir_mes('radacct', v_fim);
    perform pg_advisory_xact_lock(hashtextextended(p_unico, 0));
    for volta in 1..2 loop
        perform radius.guardar_enderecos(p_unico, p_ipv4, p_ipv6, p_wan, p_lan);
        update radacct
        set acctstoptime = greatest(v_fim, acctstarttime),
            acctupdatetime = now(),
            acctsessiontime = greatest(acctsessiontime, coalesce(v_duracao, extract(epoch from v_fim - acctstarttime)::bigint)),
            acctinputoctets = radius.octetos(v_entrada, p_voltas_entrada <> '', acctinputoctets, v_duracao, acctsessiontime),
            acctoutputoctets = radius.octetos(v_saida, p_voltas_saida <> '', acctoutputoctets, v_duracao, acctsessiontime),
            acctterminatecause = coalesce(nullif(p_causa, ''), 'Unknown'),
            framedipaddress = coalesce(radius.endereco(p_ipv4), framedipaddress),
            framedipv6address = coalesce(radius.endereco(p_ipv6), framedipv6address),
            framedipv6prefix = coalesce(network(radius.endereco(p_wan)), framedipv6prefix),
            delegatedipv6prefix = coalesce(network(radius.endereco(p_lan)), delegatedipv6prefix),
            connectinfo_stop = nullif(p_info, '')
        where acctuniqueid = p_unico and acctstoptime is null;
        if found then
            return 1;
        end if;
        if volta = 2 or radius.encerrada_ha_pouco(p_unico, v_inicio, true) then
            return 1;  -- the same Stop again
        end if;
        if not radius.reabrir(p_unico, v_fim, v_inicio, true) then
            perform radius.abrir_sessao(
                p_unico, p_sessao, p_login, p_nas, p_origem, p_porta, p_tipo_porta, v_inicio, v_duracao, 0, 0, p_chamado, p_mac,
                p_ipv4, p_ipv6, p_wan, p_lan, p_interface, p_classe, p_autentico, p_protocolo, p_servico, ''
            );
        end if;
    end loop;
    return 1;
end
$$;

-- Accounting-On and Accounting-Off: the NAS begins or ends counting, and all of its sessions have ended (RFC 2866, 5.1). They are
-- those whose packets came from it: a NAS cannot end the sessions of another.
create function radius.contabilizar_reinicio(p_origem text, p_evento text, p_atraso text) returns int
language plpgsql security definer set search_path = public, pg_temp
as $$
begin
    perform radius.garantir_mes('radacct', d.fim)
    from (
        select distinct date_trunc('day', greatest(acctupdatetime, acctstarttime)) as fim
        from radacct_aberta
        where nas_origem = p_origem::inet
    ) d;
    update radacct
    set acctstoptime = greatest(acctupdatetime, acctstarttime), acctterminatecause = 'NAS-Reboot'
    where acctstoptime is null
        and nas_origem = p_origem::inet
        and acctstarttime <= radius.instante(p_evento, p_atraso, now());
    return 1;
end
$$;

-- Kinds of packet that say nothing of a session (tunnels, failures) are noted, as what is acknowledged must be.
create function radius.contabilizar_outro(p_tipo text, p_login text, p_origem text, p_mac text) returns int
language plpgsql security definer set search_path = public, pg_temp
as $$
begin
    return radius.registrar_acesso(p_login, 'Accounting', left('contabilidade_' || p_tipo, 60), p_mac, p_origem, '', '', '');
end
$$;
