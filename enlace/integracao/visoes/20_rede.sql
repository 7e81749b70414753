-- An equipment as the routes of the network show it (documentation 9.1, 9.2).
create view integracao.equipamento as
select
    e.id_equipamento,
    e.id_pop,
    json_build_object(
        'id_equipamento', e.id_equipamento,
        'nome', e.nome,
        'ipv4', host(e.ipv4),
        'ipv6', host(e.ipv6),
        'modelo', m.nome,
        'fabricante', f.nome
    ) as documento
from equipamento e
join modelo_equipamento m on m.id_modelo_equipamento = e.id_modelo_equipamento
join fabricante f on f.id_fabricante = m.id_fabricante;

-- An interface with its equipment, as a zone shows it (documentation 9.3).
create view integracao.interface_da_zona as
select
    z.zonaatendimento_id as id_zona_atendimento,
    i.id_interface_conexao,
    json_build_object(
        'id_interface_conexao', i.id_interface_conexao,
        'nome', i.nome,
        'descricao', i.descricao,
        'tipo', i.tipo,
        'equipamento_conexao', json_build_object(
            'nome', e.nome,
            'ipv4', host(e.ipv4),
            'ipv6', host(e.ipv6),
            'modelo', m.nome,
            'fabricante', f.nome
        )
    ) as documento
from zona_atendimento_interface z
join interface_conexao i on i.id_interface_conexao = z.interfaceconexao_id
join equipamento e on e.id_equipamento = i.id_equipamento
join modelo_equipamento m on m.id_modelo_equipamento = e.id_modelo_equipamento
join fabricante f on f.id_fabricante = m.id_fabricante;

-- An interface and its equipment as a service shows them (documentation 4.1, 4.3).
create view integracao.interface_do_servico as
select
    i.id_interface_conexao,
    json_build_object('nome', i.nome, 'tipo', i.tipo, 'called_sid', i.called_sid) as documento,
    json_build_object('nome', e.nome, 'ipv4', host(e.ipv4), 'ipv6', host(e.ipv6)) as equipamento
from interface_conexao i
join equipamento e on e.id_equipamento = i.id_equipamento;
