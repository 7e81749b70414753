-- What the functions below share. None of these is for FreeRADIUS itself.

-- A text as FreeRADIUS must be given it to read back the same: it takes a backslash for an escape, removes quotes that surround the
-- whole value, and runs what stands between backticks (rlm_sql, sql_fr_pair_list_afrom_str).
create function radius.literal(texto text) returns text
language sql immutable parallel safe
as $$
    select case
        when texto !~ '[\\''"`]' then texto
        else replace(replace(replace(replace(texto, '\', '\134'), '''', '\047'), '"', '\042'), '`', '\140')
    end
$$;

-- What a service in this state gets: 'libera', 'reduz' (its addresses, little speed), 'bloqueia' (the pool of those who owe) or
-- 'recusa'. The states are the contract's (shared with the API: table servico_status).
create function radius.decisao(status text) returns text
language sql immutable parallel safe
as $$
    select case status
        when 'servico_habilitado' then 'libera'
        when 'suspenso_parcialmente' then 'reduz'
        when 'franquia_excedida' then 'reduz'
        when 'suspenso_debito' then 'bloqueia'
        -- Who asked for a pause is shown where to end it, not a line that does not answer.
        when 'suspenso_pedido_cliente' then 'bloqueia'
        else 'recusa'
    end
$$;

-- The instant that a packet speaks of. A NAS's own clock is believed within two minutes of ours; else ours less what the packet
-- says it waited (RFC 2866, 5.2), a day at most. One expression, here and below: PostgreSQL then puts it in its caller's place.
create function radius.instante(evento text, atraso text, agora timestamptz) returns timestamptz
language sql stable parallel safe
as $$
    select case
        when abs(nullif(evento, '')::bigint - extract(epoch from agora)::bigint) <= 120 then to_timestamp(nullif(evento, '')::bigint)
        else date_trunc('second', agora) - least(coalesce(nullif(atraso, '')::bigint, 0), 86400) * interval '1 second'
    end
$$;

-- A counter and how often it overflowed (RFC 2869, 5.1 and 5.2), as one number; null when the packet does not count.
create function radius.contador(resto text, voltas text) returns bigint
language sql immutable parallel safe
as $$
    select (coalesce(nullif(voltas, '')::bigint, 0) << 32) + nullif(resto, '')::bigint
$$;

-- What a counter has come to: never less than before, for packets overtake each other. A NAS that does not count overflows
-- (`conta_voltas` false) begins again at 2^32: when a later packet (`duracao` beyond `duracao_antes`) has less, it has; what an
-- overtaken one says is of the round before, maybe.
create function radius.octetos(agora bigint, conta_voltas boolean, antes bigint, duracao bigint, duracao_antes bigint) returns bigint
language sql immutable parallel safe
as $$
    select case
        when conta_voltas or antes is null then greatest(agora, antes)
        when agora is null or duracao < duracao_antes then antes
        when agora >= antes % 4294967296 then antes / 4294967296 * 4294967296 + agora
        when duracao > coalesce(duracao_antes, 0) then (antes / 4294967296 + 1) * 4294967296 + agora
        else antes
    end
$$;

-- The parts of a Class of ours, 'e1.<service>.<access>.<speed>.<random>'; other servers' Classes have none. The service is a number
-- that a bigint holds, whatever a NAS gives back: its packet must not fail for it.
create function radius.parte_da_classe(classe text, parte int) returns text
language sql immutable parallel safe
as $$
    select case when classe ~ '^e1\.\d{1,18}\.' then nullif(split_part(classe, '.', parte), '') end
$$;
