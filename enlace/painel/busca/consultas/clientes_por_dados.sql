-- Customers by what is only theirs, each kind by its index; a kind that the term is not is null, and not looked for.
select id_cliente, motivo
from (
    -- cliente_codigo_cliente_key
    select id_cliente, 'codigo' as motivo from cliente where codigo_cliente = %(codigo)s::bigint
    union all
    -- cliente_cpf_cnpj_key
    select id_cliente, 'documento' from cliente where cpf_cnpj = %(documento)s::text
    union all
    -- cliente_telefone_1, _2, _3
    select id_cliente, 'telefone' from cliente where telefone_primario = any(%(telefones)s::text[])
    union all
    select id_cliente, 'telefone' from cliente where telefone_secundario = any(%(telefones)s::text[]) and not telefone_secundario = ''
    union all
    select id_cliente, 'telefone' from cliente where telefone_terciario = any(%(telefones)s::text[]) and not telefone_terciario = ''
    union all
    -- contato_telefone
    select id_cliente, 'telefone_do_contato'
    from cliente_contato
    where regexp_replace(telefone, '[^0-9]', '', 'g') = any(%(telefones)s::text[])
        and not telefone = ''
    union all
    -- cliente_email_1, _2; contato_email
    select id_cliente, 'email' from cliente where lower(email_principal) = %(email)s::text and email_principal is not null
    union all
    select id_cliente, 'email' from cliente where lower(email_secundario) = %(email)s::text and email_secundario is not null
    union all
    select id_cliente, 'email_do_contato' from cliente_contato where lower(email) = %(email)s::text and not email = ''
) achados
limit %(limite)s
