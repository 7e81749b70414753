-- GET cliente/all: one row a customer, in the order asked for, walked along the index of that order, so that the first one leaves
-- at once and nothing is held in memory. The marks are replaced by fragments chosen by name.
select
    replace(row_to_json(x)::text, '"porta_atendimento":null,', '')
from cliente c
{fechamento}
cross join lateral (
    select
        d.id_cliente,
        d.codigo_cliente,
        d.nome_razaosocial,
        d.nome_fantasia,
        d.tipo_pessoa,
        d.cpf_cnpj,
        d.telefone_primario,
        d.telefone_secundario,
        d.telefone_terciario,
        d.email_principal,
        d.email_secundario,
        d.rg,
        d.rg_emissao,
        d.inscricao_municipal,
        d.inscricao_estadual,
        d.data_cadastro,
        d.data_nascimento,
        d.data_nascmento,
        (
            select coalesce(json_agg(s), '[]'::json)
            from (
                select {colunas}
                from integracao.servico
                where integracao.servico.id_cliente = c.id_cliente
                    and (%(cancelados)s or integracao.servico.status_prefixo <> 'cancelado')
                order by integracao.servico.id_cliente_servico
            ) s
        ) as servicos,
        d.uuid_cliente,
        d.ativo,
        d.grupos,
        d.alerta_ids,
        d.id_externo,
        d.data_atualizacao
    from integracao.cliente d
    where d.id_cliente = c.id_cliente
) x
where (%(data_inicio)s::date is null or c.data_cadastro >= %(data_inicio)s::date)
    and (%(data_fim)s::date is null or c.data_cadastro < %(data_fim)s::date + 1)
    and (
        %(codigo_pacote)s::text is null
        or exists (
            select
            from cliente_servico s
            join cliente_servico_pacote sp on sp.id_cliente_servico = s.id_cliente_servico
            join pacote pc on pc.id_pacote = sp.id_pacote
            where s.id_cliente = c.id_cliente
                and pc.codigo = %(codigo_pacote)s::text
                and (%(cancelados)s or s.status_prefixo <> 'cancelado')
        )
    )
order by {ordem}
limit %(limite)s
offset %(deslocamento)s
