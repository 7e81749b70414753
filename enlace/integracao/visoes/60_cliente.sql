-- A customer: one column a key, in the documented order (4.1, 4.3). The list `servicos`, which depends on what is asked for, is put
-- between `alerta_mensagens` and `uuid_cliente` by the statements.
create view integracao.cliente as
select
    c.id_cliente,
    c.codigo_cliente,
    c.nome_razaosocial,
    c.nome_fantasia,
    c.tipo_pessoa,
    c.cpf_cnpj,
    c.telefone_primario,
    c.telefone_secundario,
    c.telefone_terciario,
    c.email_principal,
    c.email_secundario,
    c.rg,
    c.rg_emissao,
    c.inscricao_municipal,
    c.inscricao_estadual,
    integracao.data_hora(c.data_cadastro) as data_cadastro,
    to_char(c.data_nascimento, 'YYYY-MM-DD HH24:MI:SS') as data_nascimento,
    -- The text of one edition misspells the key; programs of either edition find theirs.
    to_char(c.data_nascimento, 'YYYY-MM-DD HH24:MI:SS') as data_nascmento,
    a.mensagens is not null as alerta,
    coalesce(a.mensagens, '[]'::json) as alerta_mensagens,
    c.uuid_cliente,
    c.ativo,
    coalesce(
        (
            select json_agg(x)
            from (
                select g.id_grupo_cliente as id, g.descricao
                from cliente_grupo cg
                join grupo_cliente g on g.id_grupo_cliente = cg.grupocliente_id
                where cg.cliente_id = c.id_cliente
                order by g.id_grupo_cliente
            ) x
        ),
        '[]'::json
    ) as grupos,
    coalesce(a.ids, '[]'::json) as alerta_ids,
    c.id_externo,
    integracao.data_hora(c.data_atualizacao) as data_atualizacao
from cliente c
cross join lateral (
    select
        json_agg(v.texto_alerta order by v.data_inicio, v.id_alerta) as mensagens,
        json_agg(v.id_alerta order by v.data_inicio, v.id_alerta) as ids
    from integracao.alerta_vigente v
    where v.para_todos
        or exists (select from alerta_cliente x where x.alerta_id = v.id_alerta and x.cliente_id = c.id_cliente)
        or exists (
            select
            from alerta_grupo_cliente x
            join cliente_grupo cg on cg.grupocliente_id = x.grupocliente_id
            where x.alerta_id = v.id_alerta and cg.cliente_id = c.id_cliente
        )
        or exists (
            select
            from integracao.alvo_do_servico s
            where s.id_cliente = c.id_cliente
                and (
                    exists (select from alerta_cidade x where x.alerta_id = v.id_alerta and x.cidade_id = s.id_cidade)
                    or exists (select from alerta_bairro x where x.alerta_id = v.id_alerta and x.bairro_id = s.id_bairro)
                    or exists (select from alerta_pop x where x.alerta_id = v.id_alerta and x.pop_id = s.id_pop)
                    or exists (
                        select from alerta_equipamento x where x.alerta_id = v.id_alerta and x.equipamento_id = s.id_equipamento
                    )
                    or exists (
                        select from alerta_interface x
                        where x.alerta_id = v.id_alerta and x.interfaceconexao_id = s.id_interface_conexao
                    )
                )
        )
) a;
