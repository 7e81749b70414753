-- Which plans are offered at a CEP of a city (docs/adr/0010): their keys. The mark says which plans come into question at all.
-- Some units and some hundred plans: read whole.
with por_faixa as (
    select u.id_unidade_negocio
    from unidade_negocio u
    where u.ativa
        and exists (
            select
            from faixa_cep f
            where f.id_unidade_negocio = u.id_unidade_negocio and %(cep)s between f.inicio and f.fim
        )
),
-- A range says more than a city: where one decides, cities are not asked.
atendem as (
    select id_unidade_negocio
    from por_faixa
    union all
    select u.id_unidade_negocio
    from unidade_negocio u
    join unidade_negocio_cidade c on c.unidadenegocio_id = u.id_unidade_negocio
    where u.ativa and c.cidade_id = %(id_cidade)s and not exists (select from por_faixa)
)
select p.id_servico
from servico p
where {em_questao}
    and (
        not exists (select from atendem)
        or exists (
            select
            from unidade_negocio_plano v
            join atendem a on a.id_unidade_negocio = v.unidadenegocio_id
            where v.plano_id = p.id_servico
        )
    )
