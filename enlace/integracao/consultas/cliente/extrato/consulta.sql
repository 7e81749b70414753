-- GET cliente/extrato_conexao: the sessions that a search finds, newest first, as one document, and the keys of the people in it. The
-- mark is replaced by the search, which gives sessions in any order, at least the `limite` newest ones. Documents are made of the
-- page only, each looking up its own service: no estimate of how many sessions there are can turn that into reading all customers.
with achadas as materialized (
{achadas}
),
pagina as materialized (
    select *
    from achadas
    order by acctstarttime desc, radacctid desc
    limit %(limite)s
),
registros as materialized (
    select
        p.acctstarttime,
        p.radacctid,
        d.id_cliente,
        x.download_megabytes,
        x.upload_megabytes,
        -- One that is open has lasted until now; a clock that runs ahead at the NAS must not make it negative.
        greatest(extract(epoch from coalesce(p.acctstoptime, now()) - p.acctstarttime), 0) as segundos,
        row_to_json(x) as documento
    from pagina p
    left join lateral (
        select *
        from integracao.dono_da_sessao d
        where d.id_cliente_servico = p.id_cliente_servico
        limit 1
    ) d on true
    cross join lateral (select d.numero_plano, d.nome, d.valor, d.status, d.status_prefixo) as servico
    cross join lateral (select d.codigo_cliente, d.nome_razaosocial, d.cpf_cnpj) as cliente
    cross join lateral (
        select
            integracao.data_hora_com_fuso(p.acctstarttime) as acctstarttime,
            integracao.data_hora_br(p.acctstarttime) as acctstarttimebr,
            integracao.data_hora_com_fuso(p.acctstoptime) as acctstoptime,
            integracao.data_hora_br(p.acctstoptime) as acctstoptimebr,
            p.calledstationid,
            p.callingstationid,
            -- As the customer sees it: what the NAS sent out to it is its download.
            integracao.megabytes(p.acctoutputoctets) as download_megabytes,
            integracao.megabytes(p.acctinputoctets) as upload_megabytes,
            host(p.framedipaddress) as framedipaddress,
            host(p.nasipaddress) as nasipaddress,
            p.nasportid,
            p.nasporttype,
            p.username,
            -- Of a login that nobody had: the same keys, without values.
            row_to_json(servico) as servico,
            row_to_json(cliente) as cliente
    ) x
)
select
    concat(
        '{"status":"success","msg":"Dados consultados com sucesso","registros":[',
        string_agg(r.documento::text, ',' order by r.acctstarttime desc, r.radacctid desc),
        '],"estatisticas":',
        (
            select row_to_json(e)
            from (
                select
                    count(*) as total_conexoes,
                    integracao.numero(coalesce(sum(t.download_megabytes), 0)) as download_total,
                    integracao.numero(coalesce(sum(t.upload_megabytes), 0)) as upload_total,
                    integracao.numero(coalesce(sum(t.download_megabytes + t.upload_megabytes), 0)) as trafego_total,
                    -- Megabytes a second of connected time.
                    integracao.numero(coalesce(round(sum(t.download_megabytes) / nullif(sum(t.segundos), 0), 2), 0)) as media_download,
                    integracao.numero(coalesce(round(sum(t.upload_megabytes) / nullif(sum(t.segundos), 0), 2), 0)) as media_upload
                from registros t
            ) e
        ),
        '}'
    ) as resposta,
    coalesce(json_agg(distinct r.id_cliente) filter (where r.id_cliente is not null), '[]'::json) as pessoas
from registros r
