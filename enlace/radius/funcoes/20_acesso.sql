-- Speed that a decision grants, in kbit/s, of the plan's and of the two that the provider chose.
create function radius.velocidade_concedida(decisao text, do_plano bigint, reduzida bigint, de_quem_deve bigint) returns bigint
language sql immutable parallel safe
as $$
    select case decisao when 'libera' then do_plano when 'reduz' then least(do_plano, reduzida) else least(do_plano, de_quem_deve) end
$$;

-- Short sums of what was granted. They travel in the Class of a session, so that one that was granted something else is known.
-- Whoever changes what goes into them makes every live session differ: all are asked to end, some hundreds a minute. Pools are left
-- out for that reason: another name of a pool counts from the next connection on.
create function radius.soma_do_acesso(decisao text, ipv4 inet, ipv6 inet, ipv6_wan cidr, ipv6_lan cidr) returns text
language sql stable parallel safe
as $$
    select left(md5(case when decisao = 'bloqueia' then decisao else concat(decisao, '|', ipv4, '|', ipv6, '|', ipv6_wan, '|', ipv6_lan) end), 8)
$$;

create function radius.soma_da_velocidade(download bigint, upload bigint) returns text
language sql immutable parallel safe
as $$
    select left(md5(download || '|' || upload), 8)
$$;

-- What a service gets now, for what compares live sessions with it.
create function radius.concessao(p_id bigint)
returns table (decisao text, download bigint, upload bigint, acesso text, velocidade text)
language sql stable
as $$
    select
        d.decisao, v.download, v.upload, radius.soma_do_acesso(d.decisao, s.ipv4, s.ipv6, s.ipv6_wan, s.ipv6_lan),
        radius.soma_da_velocidade(v.download, v.upload)
    from cliente_servico s
    join servico p on p.id_servico = s.id_servico
    cross join configuracao_radius c
    cross join lateral (select radius.decisao(s.status_prefixo) as decisao) d
    cross join lateral (
        select
            radius.velocidade_concedida(d.decisao, p.velocidade_download, c.velocidade_reduzida, c.velocidade_bloqueio) as download,
            radius.velocidade_concedida(d.decisao, p.velocidade_upload, c.velocidade_reduzida, c.velocidade_bloqueio) as upload
    ) v
    where s.id_cliente_servico = p_id
$$;

-- The answer to "may this login connect", as rlm_sql's check items: the password to compare with, or Auth-Type Reject and the
-- reason; and what the NAS is told, which the policy `concessao` copies to the reply. One statement an Access-Request, made of few
-- statements and of plain assignments: it is what a whole city waits for after a power cut.
create function radius.autorizar(p_login text, p_mac text, p_nas text, p_porta text)
returns table (attribute text, value text, op text)
language plpgsql stable security definer set search_path = public, pg_temp
as $$
declare
    s record;
    v_motivo text;
    v_libera boolean;
    v_download bigint;
    v_upload bigint;
begin
    select
        cs.id_cliente_servico, cs.senha, cs.ipv4, cs.ipv6, cs.ipv6_wan, cs.ipv6_lan, cs.mac_addr, cs.vincular_mac,
        coalesce(cs.sessoes_simultaneas, c.sessoes_por_login) as sessoes,
        p.id_servico, p.nome_radius, p.velocidade_download, p.velocidade_upload, p.pool, p.pool_ipv6,
        c.pool_bloqueio, c.lista_bloqueio, c.intervalo_de_sinal, c.velocidade_reduzida, c.velocidade_bloqueio,
        radius.decisao(cs.status_prefixo) as decisao,
        (
            select f.dialeto_radius
            from nas n
            join equipamento e on e.id_equipamento = n.id_equipamento
            join modelo_equipamento m on m.id_modelo_equipamento = e.id_modelo_equipamento
            join fabricante f on f.id_fabricante = m.id_fabricante
            where n.endereco = p_nas::inet
        ) as dialeto,
        -- Live sessions of the service on other equipment of the customer's: with another MAC, or where there is none, with another
        -- station or another port. One that stopped giving signs, or was told to end, does not keep its owner out: the router that
        -- is asking may be the one that replaces it.
        (
            select count(*)
            from radacct_aberta r
            where lower(r.username) = lower(p_login)
                and (r.id_cliente_servico = cs.id_cliente_servico or r.id_cliente_servico is null)
                and r.acctupdatetime > now() - make_interval(secs => 1.5 * c.intervalo_de_sinal)
                and case
                    when texto_para_mac(p_mac) is not null or texto_para_mac(r.callingstationid) is not null
                        then texto_para_mac(r.callingstationid) is distinct from texto_para_mac(p_mac)
                    when p_mac <> '' then r.callingstationid is distinct from p_mac
                    else r.nas_origem <> p_nas::inet or r.nasportid is distinct from nullif(p_porta, '')
                end
                and not exists (
                    select from pedido_ao_nas a
                    where a.acctuniqueid = r.acctuniqueid and a.tipo = 'desconexao' and a.resultado = 'aceito'
                )
        ) as sessoes_alheias
    into s
    from cliente_servico cs
    join servico p on p.id_servico = cs.id_servico
    cross join configuracao_radius c
    where lower(cs.login) = lower(p_login) and cs.status_prefixo <> 'cancelado';

    if not found then
        v_motivo := case
            when exists (select from cliente_servico cs where lower(cs.login) = lower(p_login)) then 'servico_cancelado'
            else 'login_desconhecido'
        end;
    elsif s.decisao = 'recusa' then
        v_motivo := 'servico_nao_habilitado';
    elsif coalesce(s.senha, '') = '' then
        v_motivo := 'sem_senha';
    elsif s.vincular_mac and s.mac_addr is not null and s.mac_addr is distinct from texto_para_mac(p_mac) then
        v_motivo := 'mac_divergente';
    -- Whose MAC is about to be learnt (a new service, or a MAC that was forgotten because the router was changed) may come in.
    elsif s.sessoes > 0 and s.sessoes <= s.sessoes_alheias and not (s.mac_addr is null and texto_para_mac(p_mac) is not null) then
        v_motivo := 'limite_de_conexoes';
    end if;
    op := ':=';
    if v_motivo is not null then
        attribute := 'Auth-Type'; value := 'Reject'; return next;
        attribute := 'Enlace-Motivo'; value := v_motivo; return next;
        return;
    end if;

    v_libera := s.decisao <> 'bloqueia';
    v_download := radius.velocidade_concedida(s.decisao, s.velocidade_download, s.velocidade_reduzida, s.velocidade_bloqueio);
    v_upload := radius.velocidade_concedida(s.decisao, s.velocidade_upload, s.velocidade_reduzida, s.velocidade_bloqueio);
    attribute := 'Cleartext-Password'; value := radius.literal(s.senha); return next;
    attribute := 'Enlace-Classe';
    value := concat(
        'e1.', s.id_cliente_servico, '.', radius.soma_do_acesso(s.decisao, s.ipv4, s.ipv6, s.ipv6_wan, s.ipv6_lan), '.',
        radius.soma_da_velocidade(v_download, v_upload)
    );
    return next;
    if s.mac_addr is null then
        attribute := 'Enlace-Aprender'; value := 'sim'; return next;
    end if;
    attribute := 'Acct-Interim-Interval'; value := s.intervalo_de_sinal; return next;
    if v_libera then
        if s.ipv4 is not null then
            attribute := 'Framed-IP-Address'; value := host(s.ipv4); return next;
        elsif s.pool <> '' then
            attribute := 'Framed-Pool'; value := s.pool; return next;
        end if;
        if s.ipv6 is not null then
            attribute := 'Framed-IPv6-Address'; value := host(s.ipv6); return next;
        end if;
        if s.ipv6_wan is not null then
            attribute := 'Framed-IPv6-Prefix'; value := s.ipv6_wan; return next;
        end if;
        if s.ipv6_lan is not null then
            attribute := 'Delegated-IPv6-Prefix'; value := s.ipv6_lan; return next;
        elsif s.pool_ipv6 <> '' then
            attribute := 'Delegated-IPv6-Prefix-Pool'; value := s.pool_ipv6; return next;
            if s.dialeto = 'mikrotik' then
                attribute := 'Mikrotik-Delegated-IPv6-Pool'; return next;
            end if;
        end if;
    else
        -- A NAS that is given an address and a pool takes the address: who owes gets none of his own.
        attribute := 'Framed-Pool'; value := s.pool_bloqueio; return next;
        attribute := case when s.dialeto = 'mikrotik' then 'Mikrotik-Address-List' else 'Filter-Id' end;
        value := s.lista_bloqueio;
        return next;
    end if;
    op := '+=';
    for attribute, value in
        select x.atributo, x.valor
        from radius.velocidade(
            s.dialeto, v_download, v_upload, coalesce(nullif(s.nome_radius, ''), 'ENLACE-SERVICE-' || s.id_servico), s.nome_radius <> ''
        ) x
    loop
        return next;
    end loop;
end
$$;

-- Speed in a maker's attributes, with vendor and type numbers for Change of Authorization. kbit/s in.
create function radius.velocidade(dialeto text, download bigint, upload bigint, politica text, politica_escolhida boolean)
returns table (n int, atributo text, valor text)
language sql immutable
as $$
    select x.n, x.atributo, x.valor
    from (
        values
            -- As the router sees it: what it receives from the customer, then what it sends.
            ('mikrotik', 1, 'Mikrotik-Rate-Limit', upload || 'k/' || download || 'k'),
            -- bit/s in 32 bits: who buys more is not limited below it.
            ('huawei', 1, 'Huawei-Input-Average-Rate', least(upload * 1000, 4294967295)::text),
            ('huawei', 2, 'Huawei-Input-Peak-Rate', least(upload * 1000, 4294967295)::text),
            ('huawei', 3, 'Huawei-Output-Average-Rate', least(download * 1000, 4294967295)::text),
            ('huawei', 4, 'Huawei-Output-Peak-Rate', least(download * 1000, 4294967295)::text),
            -- $junos-cos-shaping-rate of the dynamic profile (26-108, tag 02); upstream by a policer that the plan names.
            ('juniper', 1, 'ERX-CoS-Shaping-Pmt-Type', 'T02 ' || download || 'k'),
            ('juniper', 2, 'ERX-Ingress-Policy-Name', case when politica_escolhida then politica end),
            -- Policy maps that the router has by the plan's name.
            ('cisco', 1, 'Cisco-AVPair', 'ip:sub-qos-policy-in=' || politica || '-UP'),
            ('cisco', 2, 'Cisco-AVPair', 'ip:sub-qos-policy-out=' || politica || '-DOWN'),
            ('padrao', 1, 'WISPr-Bandwidth-Max-Up', least(upload * 1000, 4294967295)::text),
            ('padrao', 2, 'WISPr-Bandwidth-Max-Down', least(download * 1000, 4294967295)::text)
    ) x (dialeto, n, atributo, valor)
    where x.dialeto = coalesce(velocidade.dialeto, 'padrao') and x.valor is not null
$$;

-- The log of an answer to an Access-Request, and the MAC of the first equipment that connects (`p_aprender` is what the authorization
-- said: the service has none yet). Lost lines of this log cost nobody anything, so it does not wait for the disk; a MAC that was
-- learnt does.
create function radius.registrar_acesso(
    p_login text, p_aceito text, p_motivo text, p_mac text, p_nas text, p_porta text, p_classe text, p_aprender text
) returns int
language plpgsql security definer set search_path = public, pg_temp
as $$
declare
    v_id bigint := radius.parte_da_classe(p_classe, 2)::bigint;
    v_mac macaddr;
    v_aprendeu boolean := false;
    v_aceito boolean := p_aceito = 'Access-Accept';
    v_motivo text := case when not v_aceito then coalesce(nullif(p_motivo, ''), 'senha_incorreta') end;
    v_agora timestamptz := now();
begin
    if v_aceito and p_aprender <> '' then
        v_mac := texto_para_mac(p_mac);
        -- Of two that connect at the same instant the first is learnt. Nobody waits for somebody who is changing the service at this
        -- moment: it is learnt at the next connection.
        update cliente_servico set mac_addr = v_mac
        where v_mac is not null and id_cliente_servico = (
            select id_cliente_servico from cliente_servico
            where id_cliente_servico = v_id and mac_addr is null
            for no key update skip locked
        );
        v_aprendeu := found;
    end if;
    -- What is said of accounting is acknowledged, and so waits.
    if not v_aprendeu and p_aceito <> 'Accounting' then
        perform set_config('synchronous_commit', 'off', true);
    end if;
    if not v_aceito then
        v_id := coalesce(v_id, (
            select cs.id_cliente_servico
            from cliente_servico cs
            where lower(cs.login) = lower(p_login)
            order by cs.status_prefixo = 'cancelado', cs.id_cliente_servico desc
            limit 1
        ));
        update radius_acesso set vezes = vezes + 1, ultima_vez = v_agora
        where lower(login) = lower(p_login)
            and quando > v_agora - interval '1 hour'
            and motivo = v_motivo
            and nas_origem is not distinct from p_nas::inet
            and mac is not distinct from nullif(p_mac, '');
        if found then
            return 1;
        end if;
    end if;
    perform radius.garantir_mes('radius_acesso', v_agora);
    insert into radius_acesso (quando, ultima_vez, login, id_cliente_servico, aceito, motivo, nas_origem, mac, porta)
    values (v_agora, v_agora, p_login, v_id, v_aceito, v_motivo, p_nas::inet, nullif(p_mac, ''), nullif(p_porta, ''));
    return 1;
end
$$;

-- The month's table is made by a job, months ahead; should the job not have run for so long, here.
create function radius.garantir_mes(p_tabela text, p_instante timestamptz) returns void
language plpgsql
as $$
declare
    v_dia date := (p_instante at time zone radius.fuso())::date;
begin
    if to_regclass('public.' || p_tabela || '_' || to_char(v_dia, 'YYYYMM')) is null then
        if p_tabela = 'radacct' then
            perform public.radacct_criar_mes(v_dia, radius.fuso());
        else
            perform public.radius_acesso_criar_mes(v_dia, radius.fuso());
        end if;
    end if;
end
$$;

-- The secret of a NAS, as FreeRADIUS asks for it when packets come from an address that it does not know or has not asked about for
-- a while. No row: no answer to that address.
create function radius.segredo_do_nas(p_endereco text) returns text
language sql stable security definer set search_path = public, pg_temp
as $$
    select radius.literal(segredo) from nas where endereco = p_endereco::inet and ativo
$$;

create function radius.nas_exige_assinatura(p_endereco text) returns text
language sql stable security definer set search_path = public, pg_temp
as $$
    select case when exige_message_authenticator then 'yes' else 'no' end from nas where endereco = p_endereco::inet and ativo
$$;
