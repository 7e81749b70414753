-- What tells customers apart, of those that were found (their keys): code, name, document, and where and how their services are.
select
    c.id_cliente,
    c.codigo_cliente,
    c.nome_razaosocial,
    c.nome_fantasia,
    c.cpf_cnpj,
    c.ativo,
    s.cidade,
    coalesce(s.estados, '[]') as estados
from cliente c
left join lateral (
    select
        min(ci.nome || '/' || ci.uf) as cidade,
        jsonb_agg(jsonb_build_array(e.prefixo, e.descricao) order by cs.numero_plano) as estados
    from cliente_servico cs
    join servico_status e on e.prefixo = cs.status_prefixo
    join endereco en on en.id_endereco_numero = cs.id_endereco_instalacao
    join bairro b on b.id_bairro = en.id_bairro
    join cidade ci on ci.id_cidade = b.id_cidade
    where cs.id_cliente = c.id_cliente
) s on true
where c.id_cliente = any(%(clientes)s)
