-- A service of a customer: one column a key, in the documented order (4.1, 4.3, texts of 2022), then the keys that the genuine
-- server sends besides. A statement takes the columns that it was asked for; those it leaves out are not computed.
create view integracao.servico as
select
    s.id_cliente,
    s.id_cliente_servico,
    s.id_servico,
    s.numero_plano,
    p.nome,
    integracao.numero(s.valor) as valor,
    st.descricao as status,
    s.status_prefixo,
    t.nome as tecnologia,
    s.login,
    s.senha,
    host(s.ipv4) as ipv4,
    host(s.ipv6) as ipv6,
    u.documento as ultima_conexao,
    (
        select row_to_json(x)
        from (
            select pa.numero, cx.nome as equipamento
            from porta_atendimento pa
            join caixa_optica cx on cx.id_caixa_optica = pa.id_caixa_optica
            where pa.id_porta_atendimento = s.id_porta_atendimento
        ) x
    ) as porta_atendimento,
    (select i.documento from integracao.interface_do_servico i where i.id_interface_conexao = s.id_interface_conexao) as interface,
    (
        select i.documento from integracao.interface_do_servico i where i.id_interface_conexao = s.id_interface_roteamento
    ) as interface_roteamento,
    (
        select i.equipamento from integracao.interface_do_servico i where i.id_interface_conexao = s.id_interface_conexao
    ) as equipamento_conexao,
    (
        select i.equipamento from integracao.interface_do_servico i where i.id_interface_conexao = s.id_interface_roteamento
    ) as equipamento_roteamento,
    coalesce(
        (
            select json_agg(x)
            from (
                select
                    pc.id_pacote,
                    pc.codigo,
                    pc.descricao,
                    -- Text, unlike the price of the service: so is the contract.
                    integracao.numero(sp.valor)::text as valor,
                    sp.observacoes,
                    integracao.data_hora(sp.data_cadastro) as data_cadastro
                from cliente_servico_pacote sp
                join pacote pc on pc.id_pacote = sp.id_pacote
                where sp.id_cliente_servico = s.id_cliente_servico
                order by sp.id_cliente_servico_pacote
            ) x
        ),
        '[]'::json
    ) as pacotes,
    coalesce(
        (
            select json_agg(x)
            from (
                select ss.id_cliente_servico_senha, ss.descricao, ss.usuario, ss.senha
                from cliente_servico_senha ss
                where ss.id_cliente_servico = s.id_cliente_servico
                order by ss.id_cliente_servico_senha
            ) x
        ),
        '[]'::json
    ) as senhas,
    (select e.documento from integracao.endereco e where e.id_endereco_numero = s.id_endereco_cadastral) as endereco_cadastral,
    (select e.documento from integracao.endereco e where e.id_endereco_numero = s.id_endereco_instalacao) as endereco_instalacao,
    (select e.documento from integracao.endereco e where e.id_endereco_numero = s.id_endereco_fiscal) as endereco_fiscal,
    (select e.documento from integracao.endereco e where e.id_endereco_numero = s.id_endereco_cobranca) as endereco_cobranca,
    s.uuid_cliente_servico,
    upper(s.mac_addr::text) as mac_addr,
    s.phy_addr,
    s.referencia,
    integracao.numero(p.velocidade_download / 1000.0) || ' Mbits' as velocidade_download,
    integracao.numero(p.velocidade_upload / 1000.0) || ' Mbits' as velocidade_upload,
    integracao.data_hora(s.data_venda) as data_venda,
    integracao.data_hora(s.data_habilitacao) as data_habilitacao,
    integracao.data_hora(s.data_cancelamento) as data_cancelamento,
    (
        select mc.descricao
        from motivo_cancelamento mc
        where mc.id_motivo_cancelamento = s.id_motivo_cancelamento
    ) as motivo_cancelamento,
    (
        select row_to_json(x)
        from (select u.id_usuario as id_vendedor, u.nome, u.email from usuario u where u.id_usuario = s.id_vendedor) x
    ) as vendedor,
    coalesce(
        (
            select json_agg(x)
            from (
                select g.id_grupo_cliente_servico as id, g.descricao
                from cliente_servico_grupo sg
                join grupo_cliente_servico g on g.id_grupo_cliente_servico = sg.gruposervico_id
                where sg.clienteservico_id = s.id_cliente_servico
                order by g.id_grupo_cliente_servico
            ) x
        ),
        '[]'::json
    ) as grupos,
    u.documento as status_conexao,
    coalesce(
        (
            select json_agg(x)
            from (
                select
                    sc.id_cliente_servico_contrato,
                    sc.numero_contrato,
                    integracao.data_hora(sc.data_cadastro) as data_cadastro,
                    sc.data_aceito is not null as aceito,
                    integracao.data_hora(sc.data_aceito) as data_aceito,
                    row_to_json(m) as contrato
                from cliente_servico_contrato sc
                join contrato ct on ct.id_contrato = sc.id_contrato
                cross join lateral (select ct.id_contrato, ct.descricao, ct.validade) m
                where sc.id_cliente_servico = s.id_cliente_servico
                order by sc.id_cliente_servico_contrato
            ) x
        ),
        '[]'::json
    ) as contratos
from cliente_servico s
join servico p on p.id_servico = s.id_servico
join tecnologia t on t.id_tecnologia = p.id_tecnologia
join servico_status st on st.prefixo = s.status_prefixo
-- The last connection: the open one that began last; else of those that ended since the beginning of last month; else of all. Each is
-- looked for only when the one before found none, so of years of accounting two months are opened at most for whoever was connected
-- lately. (Where more than one session at a time is allowed, one that began earlier but ended in the last two months wins over a later
-- one that ended before.) radacct_servico
cross join lateral (
    select coalesce(
        (
            select c.documento
            from integracao.conexao c
            where c.id_cliente_servico = s.id_cliente_servico and c.acctstoptime is null
            order by c.acctstarttime desc
            limit 1
        ),
        (
            select c.documento
            from integracao.conexao c
            where c.id_cliente_servico = s.id_cliente_servico and c.acctstoptime >= date_trunc('month', now()) - interval '1 month'
            order by c.acctstarttime desc
            limit 1
        ),
        (
            select c.documento
            from integracao.conexao c
            where c.id_cliente_servico = s.id_cliente_servico and c.acctstoptime < date_trunc('month', now()) - interval '1 month'
            order by c.acctstarttime desc
            limit 1
        ),
        -- A list when there is none, an object when there is one: on purpose, clients test for it.
        '[]'::json
    ) as documento
) u;
