-- A plan as it is offered to who is not a customer yet (documentation 8.1.3).
create view integracao.plano_ofertado as
select p.id_servico, p.nome, row_to_json(x) as documento
from servico p
cross join lateral (
    select
        p.id_servico,
        p.nome as descricao,
        integracao.numero(p.valor) as valor,
        coalesce(nullif(p.nome_radius, ''), 'ENLACE-SERVICE-' || p.id_servico) as nome_radius,
        -- On purpose with a point and always two places: so is the contract. What is no longer on sale stays in the list.
        concat(p.nome, ' - (R$ ', p.valor, ')', case when not p.ativo then ' (INATIVO)' end) as display,
        p.velocidade_download,
        p.velocidade_upload
) x;

-- A prospect as a search shows it (8.2.2); the keys after `created_at_br` are those of the collection of 2024.
create view integracao.prospecto as
select p.id_prospecto, row_to_json(x) as documento
from prospecto p
cross join lateral (
    select
        p.id_prospecto,
        p.nome_razaosocial,
        p.cpf_cnpj,
        p.email,
        p.telefone,
        p.observacao,
        p.id_cliente,
        p.id_endereco_numero,
        integracao.data_hora(p.created_at) as created_at,
        integracao.data_hora(p.updated_at) as updated_at,
        p.tipo_pessoa,
        p.id_usuario,
        p.origem,
        to_char(p.created_at, 'DD/MM/YYYY') as created_at_br,
        p.rg,
        p.rg_emissor,
        p.telefone_secundario,
        to_char(p.data_nascimento, 'YYYY-MM-DD') as data_nascimento,
        p.id_vendedor,
        p.id_externo
) x;

-- The same prospect as its registration answers (8.1.1): other keys in another order, on purpose.
create view integracao.prospecto_cadastrado as
select p.id_prospecto, row_to_json(x) as documento
from prospecto p
join prospecto_servico s on s.id_prospecto = p.id_prospecto
cross join lateral (
    select
        p.nome_razaosocial,
        p.telefone,
        p.email,
        p.observacao,
        p.id_endereco_numero,
        p.tipo_pessoa,
        p.cpf_cnpj,
        p.id_usuario,
        p.origem,
        integracao.data_hora(p.updated_at) as updated_at,
        integracao.data_hora(p.created_at) as created_at,
        p.id_prospecto,
        to_char(p.created_at, 'DD/MM/YYYY') as created_at_br,
        row_to_json(o) as prospecto_servico
    from (
        -- Here, and only here, the contract writes an amount as text.
        select s.id_prospecto_servico, s.id_prospecto, s.id_servico, integracao.numero(s.valor)::text as valor
    ) o
) x;
