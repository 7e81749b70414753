-- The connections of each service (documentation 4.3), read from the accounting. One row a session; which of them is the last one of
-- a service says the view of the services.
create view integracao.conexao as
select r.id_cliente_servico, r.acctstarttime, r.acctstoptime, row_to_json(x) as documento
from radacct r
cross join lateral (
    select case
        when r.acctstoptime is null then 'CONECTADO HÁ ' || integracao.ha_quanto_tempo(r.acctstarttime)
        else 'DESCONECTADO HÁ ' || integracao.ha_quanto_tempo(r.acctstoptime)
    end as resumo
) t
cross join lateral (
    select
        r.acctstoptime is null as conectado,
        integracao.data_hora_com_fuso(r.acctstarttime) as ultima_conexao_datetime,
        integracao.data_hora_com_fuso(r.acctstoptime) as ultima_desconexao_datetime,
        integracao.data_hora_br(r.acctstarttime) as ultima_conexao,
        integracao.data_hora_br(r.acctstoptime) as ultima_desconexao,
        host(r.framedipaddress) as ultimo_ipv4,
        host(r.nasipaddress) as ultimo_nas_ip,
        concat(t.resumo, ' - ', host(r.framedipaddress), '(', host(r.nasipaddress), ')') as status_txt,
        t.resumo as status_txt_resumido,
        'accounting' as tipo
) x;
