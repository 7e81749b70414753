-- What the documents of any bills are filled with: the accounts, the local holidays, and how the provider is paid and reached.
select
    (select coalesce(json_agg(c), '[]'::json) from conta_bancaria c) as contas,
    (select coalesce(json_agg(f.data), '[]'::json) from feriado_local f) as feriados,
    (
        select coalesce(json_agg(x), '[]'::json)
        from (
            select p.endereco_publico, p.pix_chave, p.pix_nome, p.pix_cidade
            from provedor p
        ) x
    ) as provedores
