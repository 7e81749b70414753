-- An equipment as the routes of the network show it (documentation 9.1, 9.2).
create view integracao.equipamento as
select e.id_equipamento, e.id_pop, row_to_json(x) as documento
from equipamento e
join modelo_equipamento m on m.id_modelo_equipamento = e.id_modelo_equipamento
join fabricante f on f.id_fabricante = m.id_fabricante
cross join lateral (
    select
        e.id_equipamento,
        e.nome,
        host(e.ipv4) as ipv4,
        host(e.ipv6) as ipv6,
        m.nome as modelo,
        f.nome as fabricante
) x;

-- An interface with its equipment, as a zone shows it (documentation 9.3).
create view integracao.interface_da_zona as
select z.zonaatendimento_id as id_zona_atendimento, i.id_interface_conexao, row_to_json(x) as documento
from zona_atendimento_interface z
join interface_conexao i on i.id_interface_conexao = z.interfaceconexao_id
join equipamento e on e.id_equipamento = i.id_equipamento
join modelo_equipamento m on m.id_modelo_equipamento = e.id_modelo_equipamento
join fabricante f on f.id_fabricante = m.id_fabricante
cross join lateral (
    select e.nome, host(e.ipv4) as ipv4, host(e.ipv6) as ipv6, m.nome as modelo, f.nome as fabricante
) eq
cross join lateral (
    select i.id_interface_conexao, i.nome, i.descricao, i.tipo, row_to_json(eq) as equipamento_conexao
) x;

-- An interface and its equipment as a service shows them (documentation 4.1, 4.3).
create view integracao.interface_do_servico as
select i.id_interface_conexao, row_to_json(x) as documento, row_to_json(eq) as equipamento
from interface_conexao i
join equipamento e on e.id_equipamento = i.id_equipamento
cross join lateral (select i.nome, i.tipo, i.called_sid) x
cross join lateral (select e.nome, host(e.ipv4) as ipv4, host(e.ipv6) as ipv6) eq;
