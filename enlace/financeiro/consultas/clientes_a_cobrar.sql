-- The customers of some due days in the order in which the run walks them: those with a service that is charged, or that ended lately.
select distinct s.id_cliente
from cobranca_servico k
join cliente_servico s on s.id_cliente_servico = k.id_cliente_servico
where k.dia_vencimento = any(%(dias)s)
    and s.id_cliente > %(depois_de)s
    and coalesce(k.data_inicio, s.data_habilitacao::date) is not null
    and (s.status_prefixo = any(%(situacoes)s) or s.data_cancelamento >= %(desde)s)
order by s.id_cliente
