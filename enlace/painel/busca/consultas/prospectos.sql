-- Prospects who are no customers yet, by part of the name (prospecto_nome_busca), CPF/CNPJ, telephone or e-mail, each by its index.
select p.id_prospecto, p.nome_razaosocial, p.cpf_cnpj, ci.nome || '/' || ci.uf as cidade, achados.motivo, achados.exato
from (
    select id_prospecto, min(motivo) as motivo, bool_or(exato) as exato
    from (
        select id_prospecto, 'documento' as motivo, true as exato from prospecto where cpf_cnpj = %(documento)s::text
        union all
        select id_prospecto, 'telefone', true from prospecto where telefone = any(%(telefones)s::text[])
        union all
        select id_prospecto, 'telefone', true
        from prospecto
        where telefone_secundario = any(%(telefones)s::text[]) and telefone_secundario is not null
        union all
        select id_prospecto, 'email', true from prospecto where lower(email) = %(email)s::text and email is not null
        union all
        (select id_prospecto, 'nome', false from prospecto where {no_nome} limit %(limite)s)
    ) todos
    group by id_prospecto
    limit %(limite)s
) achados
join prospecto p using (id_prospecto)
left join endereco en on en.id_endereco_numero = p.id_endereco_numero
left join bairro b on b.id_bairro = en.id_bairro
left join cidade ci on ci.id_cidade = b.id_cidade
where p.id_cliente is null
order by achados.exato desc, p.nome_razaosocial
