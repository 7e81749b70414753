-- GET endereco/cidade: the cities and neighbourhoods where some service is active. One probe a neighbourhood, whatever the number of
-- customers (endereco_id_bairro, cliente_servico_id_endereco_instalacao).
select
    json_build_object(
        'status', 'success',
        'msg', 'Dados consultados com sucesso.',
        'cidades', coalesce(
            json_agg(
                json_build_object('id_cidade', c.id_cidade, 'nome', c.nome, 'uf', c.uf, 'ibge', c.ibge, 'bairros', a.bairros)
                order by sem_acento(c.nome), c.id_cidade
            ),
            '[]'::json
        )
    ) as resposta
from (
    select b.id_cidade, json_agg(json_build_object('nome', b.nome) order by sem_acento(b.nome), b.nome) as bairros
    from bairro b
    where exists (
        select
        from endereco e
        join cliente_servico s on s.id_endereco_instalacao = e.id_endereco_numero
        where e.id_bairro = b.id_bairro
            and s.status_prefixo not in ('cancelado', 'inativo')
    )
    group by b.id_cidade
) a
join cidade c on c.id_cidade = a.id_cidade
