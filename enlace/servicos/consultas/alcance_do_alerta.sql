-- The customers whom an alert with these targets reaches: how many, and the first of them. The same rule by which the integration
-- API finds the alerts of one customer (`integracao.cliente`), told from the other end; a test compares the two.
-- Targets by the indexes of the foreign keys; a whole city is one pass over services and addresses.
with na_rede as materialized (
    select i.id_interface_conexao as id
    from interface_conexao i
    where i.id_interface_conexao = any(%(interfaces)s)
        or i.id_equipamento = any(%(equipamentos)s)
        or i.id_equipamento in (select e.id_equipamento from equipamento e where e.id_pop = any(%(pops)s))
),
nos_bairros as materialized (
    select b.id_bairro as id
    from bairro b
    where b.id_bairro = any(%(bairros)s) or b.id_cidade = any(%(cidades)s)
),
alcancados as materialized (
    select c.id_cliente from cliente c where c.id_cliente = any(%(clientes)s)
    union
    select cg.cliente_id from cliente_grupo cg where cg.grupocliente_id = any(%(grupos_cliente)s)
    union
    select s.id_cliente
    from endereco e
    join cliente_servico s on s.id_endereco_instalacao = e.id_endereco_numero
    where e.id_bairro in (select id from nos_bairros) and s.status_prefixo <> 'cancelado'
    union
    select s.id_cliente
    from cliente_servico s
    where s.id_interface_conexao in (select id from na_rede) and s.status_prefixo <> 'cancelado'
    union
    select s.id_cliente
    from cliente_servico s
    where s.id_interface_roteamento in (select id from na_rede) and s.status_prefixo <> 'cancelado'
)
select (select count(*) from alcancados), c.id_cliente, c.codigo_cliente, c.nome_razaosocial
from (select id_cliente from alcancados order by id_cliente limit %(primeiros)s) p
join cliente c on c.id_cliente = p.id_cliente
order by c.id_cliente
