-- The month's money. Billed, open and overdue: the bills that are due in the month (fatura_vencimento); received: what was paid in it
-- (fatura_pagamento); overdue of all times: what waits for payment and should have come (fatura_em_aberto).
select jsonb_build_object(
    'faturado', m.faturado::text,
    'faturadas', m.faturadas,
    'em_aberto', m.em_aberto::text,
    'abertas', m.abertas,
    'vencido', v.valor::text,
    'vencidas', v.quantas,
    'recebido', r.valor::text,
    'recebidas', r.quantas
)
from (
    select
        coalesce(sum(valor), 0) as faturado,
        count(*) as faturadas,
        coalesce(sum(valor) filter (where situacao = 'aguardando' and data_vencimento > %(vencidas_ate)s), 0) as em_aberto,
        count(*) filter (where situacao = 'aguardando' and data_vencimento > %(vencidas_ate)s) as abertas
    from fatura
    where data_vencimento between %(inicio_do_mes)s and %(fim_do_mes)s
        and situacao <> 'cancelado'
) m
cross join (
    select coalesce(sum(valor), 0) as valor, count(*) as quantas
    from fatura
    where situacao = 'aguardando'
        and data_vencimento <= %(vencidas_ate)s
) v
cross join (
    select coalesce(sum(valor_pago), 0) as valor, count(*) as quantas
    from fatura
    where data_pagamento between %(inicio_do_mes)s and %(fim_do_mes)s
) r
