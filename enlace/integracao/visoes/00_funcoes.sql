-- What the documents below are written with. Times are the session's: the server connects with the provider's time zone.

-- A number as the contract writes it: 119.9, 100, never 119.90.
create function integracao.numero(valor numeric) returns numeric
language sql immutable parallel safe strict
as $$ select trim_scale(valor) $$;

-- 2017-08-05 00:00:00
create function integracao.data_hora(instante timestamptz) returns text
language sql stable parallel safe strict
as $$ select to_char(instante, 'YYYY-MM-DD HH24:MI:SS') $$;

-- 2017-09-27 18:14:08-03
create function integracao.data_hora_com_fuso(instante timestamptz) returns text
language sql stable parallel safe strict
as $$ select to_char(instante, 'YYYY-MM-DD HH24:MI:SSOF') $$;

-- 15/12/2019 18:22:24
create function integracao.data_hora_br(instante timestamptz) returns text
language sql stable parallel safe strict
as $$ select to_char(instante, 'DD/MM/YYYY HH24:MI:SS') $$;

-- 0 MES(ES), 0 DIA(S), 22 HORA(S) e 53 MINUTO(S)
create function integracao.ha_quanto_tempo(desde timestamptz) returns text
language sql stable parallel safe strict
as $$
    select format(
        '%s MES(ES), %s DIA(S), %s HORA(S) e %s MINUTO(S)',
        extract(year from idade)::int * 12 + extract(month from idade)::int,
        extract(day from idade)::int,
        extract(hour from idade)::int,
        extract(minute from idade)::int
    )
    -- A clock that runs ahead at the NAS must not make a negative age.
    from (select age(now(), least(desde, now())) as idade) s
$$;

-- Octets as the contract counts them: 4594.95. What was not counted is nothing.
create function integracao.megabytes(octetos bigint) returns numeric
language sql immutable parallel safe
as $$ select trim_scale(round(coalesce(octetos, 0) / 1048576.0, 2)) $$;
