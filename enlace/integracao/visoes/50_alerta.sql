-- The alerts that are valid at this moment (documentation 4.3, "IMPORTANTE 3").
create view integracao.alerta_vigente as
select a.*
from alerta a
where a.ativo
    and a.data_inicio <= now()
    and (a.data_fim is null or a.data_fim > now());

-- Where each service that is not cancelled is installed and connected: what an alert may be aimed at.
create view integracao.alvo_do_servico as
select
    s.id_cliente,
    b.id_cidade,
    b.id_bairro,
    i.id_interface_conexao,
    eq.id_equipamento,
    eq.id_pop
from cliente_servico s
join endereco e on e.id_endereco_numero = s.id_endereco_instalacao
join bairro b on b.id_bairro = e.id_bairro
-- Both interfaces count: a fault of the router reaches those who are routed by it.
cross join lateral (values (s.id_interface_conexao), (s.id_interface_roteamento)) v (id)
left join interface_conexao i on i.id_interface_conexao = v.id
left join equipamento eq on eq.id_equipamento = i.id_equipamento
where s.status_prefixo <> 'cancelado';
