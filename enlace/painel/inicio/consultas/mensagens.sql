-- Messages that wait or are being sent (mensagem_por_estado), and those that failed today (mensagem_final).
select jsonb_build_object(
    'esperando', (select count(*) from mensagem where estado in ('pendente', 'enviando')),
    'falharam', (select count(*) from mensagem where estado = 'falhou' and finalizada_em >= %(comeco_do_dia)s)
)
