-- For services, the open bills that charge them and of which notice was given: what a suspension for debt may rest on. Through
-- cobranca's index by service and the keys of fatura and its notice.
select c.id_cliente_servico, f.id_fatura, a.notificado_em
from cobranca c
join fatura f on f.id_fatura = c.id_fatura
join aviso_debito a on a.id_fatura = f.id_fatura
where c.id_cliente_servico = any(%(servicos)s)
    and f.situacao = 'aguardando'
    -- A notice from before a due date that was put off is no notice of what is overdue since.
    and a.notificado_em::date > f.data_vencimento
group by c.id_cliente_servico, f.id_fatura, a.notificado_em
-- Of a service that was suspended all the month the bill may charge nothing.
having sum(c.valor) > 0
order by c.id_cliente_servico, a.notificado_em, f.id_fatura
