-- GET cliente: the customers that a search finds, as one document, and the keys of the people in it (for the trace of readings).
-- The marks are replaced by fragments chosen by name: a search of `filtros/`, an order, columns of integracao.servico.
with achados as materialized (
{achados}
),
pagina as materialized (
    select c.id_cliente, row_number() over (order by {ordem}) as posicao
    from achados a
    join cliente c on c.id_cliente = a.id_cliente
    {fechamento}
    order by {ordem}
    limit %(limite)s
)
select
    -- A service without a port has no such key (on purpose: so is the contract). The bare quotes cannot occur inside a JSON text.
    concat(
        '{"status":"success","msg":"Dados consultados com sucesso","clientes":[',
        string_agg(replace(d.documento::text, '"porta_atendimento":null,', ''), ',' order by p.posicao),
        ']}'
    ) as resposta,
    coalesce(json_agg(p.id_cliente order by p.posicao), '[]'::json) as pessoas
from pagina p
cross join lateral (
    select row_to_json(x) as documento
    from (
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
            c.data_cadastro,
            c.data_nascimento,
            c.data_nascmento,
            c.alerta,
            c.alerta_mensagens,
            (
                select coalesce(json_agg(s), '[]'::json)
                from (
                    select {colunas}
                    from integracao.servico
                    where integracao.servico.id_cliente = p.id_cliente
                        and (%(cancelados)s or integracao.servico.status_prefixo <> 'cancelado')
                    order by integracao.servico.id_cliente_servico
                ) s
            ) as servicos,
            c.uuid_cliente,
            c.ativo,
            c.grupos,
            c.alerta_ids,
            c.id_externo,
            c.data_atualizacao
        from integracao.cliente c
        where c.id_cliente = p.id_cliente
    ) x
) d
