-- Sessions that are open (a table of their own), and the samples of the last 24 hours, null where there is none (radius/amostragem.py).
select jsonb_build_object(
    'agora', (select count(*) from radacct where acctstoptime is null),
    'inicio', extract(epoch from %(primeira_amostra)s::timestamptz)::bigint,
    'passo', 300,
    'valores', (
        select jsonb_agg(a.quantas order by quando)
        from generate_series(%(primeira_amostra)s::timestamptz, %(ultima_amostra)s::timestamptz, interval '5 minutes') quando
        left join radius_sessoes_online a using (quando)
    )
)
