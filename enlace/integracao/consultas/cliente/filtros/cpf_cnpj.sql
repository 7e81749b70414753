    -- cliente_cpf_cnpj_key
    select id_cliente from cliente where cpf_cnpj = %(termo)s
