-- The last connection of each service (documentation 4.3), read from the accounting. One row a session; the reader takes the newest.
create view integracao.conexao as
select
    r.id_cliente_servico,
    r.acctstarttime,
    json_build_object(
        'conectado', r.acctstoptime is null,
        'ultima_conexao_datetime', integracao.data_hora_com_fuso(r.acctstarttime),
        'ultima_desconexao_datetime', integracao.data_hora_com_fuso(r.acctstoptime),
        'ultima_conexao', integracao.data_hora_br(r.acctstarttime),
        'ultima_desconexao', integracao.data_hora_br(r.acctstoptime),
        'ultimo_ipv4', host(r.framedipaddress),
        'ultimo_nas_ip', host(r.nasipaddress),
        'status_txt', concat(
            t.resumo,
            ' - ',
            host(r.framedipaddress),
            '(' || host(r.nasipaddress) || ')'
        ),
        'status_txt_resumido', t.resumo,
        'tipo', 'accounting'
    ) as documento
from radacct r
cross join lateral (
    select case
        when r.acctstoptime is null then 'CONECTADO HÁ ' || integracao.ha_quanto_tempo(r.acctstarttime)
        else 'DESCONECTADO HÁ ' || integracao.ha_quanto_tempo(r.acctstoptime)
    end as resumo
) t;
