-- Whose a session of the extract is (documentation 4.6): the service that it was given to and that service's customer, as they are
-- now. A session of a login that nobody had has neither: its reader joins with `left join`, and the keys stay, without values.
create view integracao.dono_da_sessao as
select
    s.id_cliente_servico,
    s.id_cliente,
    s.numero_plano,
    p.nome,
    integracao.numero(s.valor) as valor,
    st.descricao as status,
    s.status_prefixo,
    c.codigo_cliente,
    c.nome_razaosocial,
    c.cpf_cnpj
from cliente_servico s
join servico p on p.id_servico = s.id_servico
join servico_status st on st.prefixo = s.status_prefixo
join cliente c on c.id_cliente = s.id_cliente;
