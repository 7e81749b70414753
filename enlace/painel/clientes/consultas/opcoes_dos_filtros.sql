-- What the list of customers is filtered by, in one statement: states, plans, groups, and the cities in which addresses are known.
select 'situacao' as filtro, st.prefixo as valor, st.descricao as rotulo from servico_status st
union all
select 'plano', p.id_servico::text, p.nome from servico p
union all
select 'grupo', g.id_grupo_cliente::text, g.descricao from grupo_cliente g
union all
select 'cidade', c.id_cidade::text, concat(c.nome, '/', c.uf)
from cidade c
where exists (select from bairro b where b.id_cidade = c.id_cidade)
order by filtro, rotulo, valor
