-- Tickets that are open, by the day they were opened on, and those that are past their time limit (atendimento_abertos).
select jsonb_build_object(
    'todos', count(*),
    'hoje', count(*) filter (where data_cadastro >= %(comeco_do_dia)s),
    '1a3', count(*) filter (where data_cadastro < %(comeco_do_dia)s and data_cadastro >= %(tres_dias_antes)s),
    'mais3', count(*) filter (where data_cadastro < %(tres_dias_antes)s),
    'vencidos', count(*) filter (where data_prazo < %(agora)s)
)
from atendimento
where data_fechamento is null
