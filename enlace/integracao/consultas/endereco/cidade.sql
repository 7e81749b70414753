-- GET endereco/cidade: the cities and neighbourhoods where some service is active. One probe a neighbourhood, whatever the number of
-- customers (endereco_id_bairro, cliente_servico_id_endereco_instalacao).
select row_to_json(resposta)
from (
    select
        'success' as status,
        'Dados consultados com sucesso.' as msg,
        coalesce(json_agg(x), '[]'::json) as cidades
    from (
        select c.id_cidade, c.nome, c.uf, c.ibge, a.bairros
        from (
            select b.id_cidade, json_agg(n order by sem_acento(b.nome), b.nome) as bairros
            from bairro b
            cross join lateral (select b.nome) n
            where exists (
                select
                from endereco e
                join cliente_servico s on s.id_endereco_instalacao = e.id_endereco_numero
                where e.id_bairro = b.id_bairro
                    -- Installed and not ended; a suspended customer is still there, one who waits for installation not yet.
                    and s.status_prefixo in (
                        'servico_habilitado', 'suspenso_debito', 'suspenso_parcialmente', 'suspenso_pedido_cliente', 'franquia_excedida'
                    )
            )
            group by b.id_cidade
        ) a
        join cidade c on c.id_cidade = a.id_cidade
        order by sem_acento(c.nome), c.id_cidade
    ) x
) resposta
