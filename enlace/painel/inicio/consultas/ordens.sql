-- Orders of today, with what is done already (ordem_servico_dia), and those that wait for a date (ordem_servico_agenda).
select jsonb_build_object(
    'hoje', (
        select jsonb_build_object('todas', count(*), 'prontas', count(*) filter (where status = 'finalizado'))
        from ordem_servico
        where status in ('pendente', 'finalizado')
            and data_inicio_programado >= %(comeco_do_dia)s
            and data_inicio_programado < %(fim_do_dia)s
    ),
    'sem_data', (
        select count(*)
        from ordem_servico
        where status = 'aguardando_agendamento'
    )
)
