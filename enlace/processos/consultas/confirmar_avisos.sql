-- Notices whose first message was handed over: from then on the days to a suspension count. Of paid or cancelled bills none matters.
with entregues as (
    select a.id_aviso_debito, min(m.enviada_em) as quando, string_agg(distinct m.canal, ', ' order by m.canal) as canais
    from aviso_debito a
    join fatura f on f.id_fatura = a.id_fatura and f.situacao = 'aguardando'
    join mensagem m on m.referencia = 'aviso:' || a.id_fatura and m.enviada_em is not null
    where a.notificado_em is null
    group by a.id_aviso_debito
)
update aviso_debito a
set notificado_em = e.quando, canal = e.canais
from entregues e
where a.id_aviso_debito = e.id_aviso_debito and a.notificado_em is null
