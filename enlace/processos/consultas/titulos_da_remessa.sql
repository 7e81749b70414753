-- What a remittance says of these bills: the title, who pays it, and where that is. One row a bill, in the order of their keys.
-- The address is where the services that the bill charges are billed; else where another service of the customer is, a living one
-- first. The keys serve, the lines of a bill by its own key, services by their customer.
select
    f.id_fatura,
    f.nosso_numero,
    f.data_vencimento,
    f.data_cadastro,
    f.valor,
    f.multa_percentual,
    f.juros_ao_mes,
    f.desconto_valor,
    f.desconto_ate,
    c.nome_razaosocial,
    coalesce(c.cpf_cnpj, '') as cpf_cnpj,
    concat_ws(', ', nullif(trim(concat(e.logradouro, ' ', e.endereco)), ''), nullif(e.numero, ''), nullif(e.complemento, ''))
        as endereco,
    coalesce(b.nome, '') as bairro,
    coalesce(e.cep, '') as cep,
    coalesce(m.nome, '') as cidade,
    coalesce(m.uf, '') as uf
from fatura f
join cliente c on c.id_cliente = f.id_cliente
left join lateral (
    select s.id_endereco_cobranca
    from cobranca l
    join cliente_servico s on s.id_cliente_servico = l.id_cliente_servico
    where l.id_fatura = f.id_fatura
    order by s.id_cliente_servico
    limit 1
) cobrado on true
left join lateral (
    select s.id_endereco_cobranca
    from cliente_servico s
    where s.id_cliente = f.id_cliente and cobrado.id_endereco_cobranca is null
    order by s.status_prefixo = 'cancelado', s.id_cliente_servico
    limit 1
) outro on true
left join endereco e on e.id_endereco_numero = coalesce(cobrado.id_endereco_cobranca, outro.id_endereco_cobranca)
left join bairro b on b.id_bairro = e.id_bairro
left join cidade m on m.id_cidade = b.id_cidade
where f.id_fatura = any(%(chaves)s)
order by f.id_fatura
