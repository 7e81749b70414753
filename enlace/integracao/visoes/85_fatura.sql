-- Bills as the API shows them (documentation 4.7, 6.1). What depends on today or on a bank's rules is a placeholder, null here:
-- `financeiro/apresentacao.py` has those rules, once, and `integracao/financeiro/preenchimento.py` puts what they give in its place.

-- 09/11/2017
create function integracao.data_br(dia date) returns text
language sql immutable parallel safe strict
as $$ select to_char(dia, 'DD/MM/YYYY') $$;

-- A line of a bill. Only `descricao` and `valor` are in the documentation; the genuine server sends the rest too. A bill is paid as
-- a whole: what came for it is not divided among its lines, each is paid at what it charges.
create view integracao.linha_da_fatura as
select
    c.id_fatura,
    c.id_cobranca,
    row_to_json(x) as documento
from cobranca c
cross join lateral (
    select
        c.descricao,
        integracao.numero(c.valor) as valor,
        c.id_cobranca,
        integracao.numero(c.valor_original) as valor_original,
        c.data_vencimento,
        null::text as status,
        integracao.numero(c.valor_desconto) as valor_desconto,
        case when f.data_pagamento is not null then integracao.numero(c.valor) end as valor_pago,
        f.data_pagamento
    from fatura f
    where f.id_fatura = c.id_fatura
) x;

-- A bill with its boleto, one column a key in the order of 4.7; those from `quitado` on are not in the documentation. `calculo` is
-- no key: it is what Python calculates with. When it is not charged by boleto, every key of a boleto is null: so is the contract.
create view integracao.fatura as
select
    f.id_fatura,
    -- Text, unlike the other numbers: so is the contract.
    f.nosso_numero::text as nosso_numero,
    null::text as nosso_numero_dv,
    null::text as linha_digitavel,
    null::text as codigo_barras,
    null::text as link,
    null::text as agencia_codigo_beneficiario,
    null::text as beneficiario,
    case when c.id_conta_bancaria is not null then f.id_fatura end as numero_documento,
    c.especie,
    'R$' as especie_dinheiro,
    c.aceite,
    c.local_pagamento,
    c.carteira,
    f.tipo_cobranca,
    integracao.numero(f.valor) as valor,
    integracao.data_br(f.data_vencimento) as data_vencimento,
    integracao.data_br(f.data_pagamento) as data_pagamento,
    null::text as data_documento,
    null::text as data_processamento,
    coalesce(
        (
            select json_agg(l.documento order by l.id_cobranca)
            from integracao.linha_da_fatura l
            where l.id_fatura = f.id_fatura
        ),
        '[]'::json
    ) as detalhamento,
    (
        select row_to_json(x)
        from (
            select cl.codigo_cliente, cl.nome_razaosocial, cl.cpf_cnpj
            from cliente cl
            where cl.id_cliente = f.id_cliente
        ) x
    ) as cliente,
    f.situacao = 'quitado' as quitado,
    null::text as status,
    integracao.numero(f.valor_pago) as valor_pago,
    integracao.data_br(f.data_cadastro) as data_cadastro,
    null::text as pix_copia_cola,
    (
        select row_to_json(x)
        from (
            select
                f.id_fatura, f.tipo_cobranca, f.id_conta_bancaria, f.nosso_numero, f.valor, f.data_vencimento, f.situacao,
                f.multa_percentual, f.juros_ao_mes, f.desconto_valor, f.desconto_ate, f.token
        ) x
    ) as calculo
from fatura f
left join conta_bancaria c on c.id_conta_bancaria = f.id_conta_bancaria and f.tipo_cobranca = 'boleto_bancario';

-- The same bill as 6.1 shows it: money as text, dates twice, more of the customer.
create view integracao.fatura_a_receber as
select
    f.id_fatura,
    f.nosso_numero::text as nosso_numero,
    f.data_vencimento,
    integracao.data_br(f.data_vencimento) as data_vencimento_br,
    f.data_pagamento,
    integracao.data_br(f.data_pagamento) as data_pagamento_br,
    integracao.numero(f.valor)::text as valor,
    integracao.numero(f.valor_pago)::text as valor_pago,
    (
        select row_to_json(x)
        from (
            select
                c.id_cliente,
                c.codigo_cliente,
                c.nome_razaosocial,
                c.nome_fantasia,
                c.tipo_pessoa,
                c.cpf_cnpj,
                c.data_nascimento::date as data_nascimento,
                integracao.data_br(c.data_nascimento::date) as data_nascimento_br,
                c.telefone_primario,
                -- Null when there is none, unlike in `cliente`, where it is an empty text: so are the documented answers.
                nullif(c.telefone_secundario, '') as telefone_secundario,
                nullif(c.telefone_terciario, '') as telefone_terciario,
                c.email_principal,
                c.email_secundario,
                integracao.data_hora(c.data_cadastro) as data_cadastro,
                integracao.data_e_minuto_br(c.data_cadastro) as data_cadastro_br,
                c.ativo
            from cliente c
            where c.id_cliente = f.id_cliente
        ) x
    ) as cliente
from fatura f;
