-- Brings the table of cities to a list of the IBGE: adds what is missing, renames what changed, removes nothing.
-- Answers how many were added and how many changed. Uses the unique index of cidade.ibge.
-- Not "insert … on conflict do update": that would use up a number of the sequence for each city that is already there.
with lida as (
    select ibge, nome, uf
    from unnest(%(ibge)s::text[], %(nome)s::text[], %(uf)s::text[]) as lida (ibge, nome, uf)
),
alterada as (
    update cidade
    set nome = lida.nome,
        uf = lida.uf
    from lida
    where cidade.ibge = lida.ibge
      and (cidade.nome, cidade.uf) is distinct from (lida.nome, lida.uf)
    returning cidade.id_cidade
),
nova as (
    insert into cidade (ibge, nome, uf)
    select ibge, nome, uf
    from lida
    where not exists (select from cidade where cidade.ibge = lida.ibge)
    order by ibge
    returning id_cidade
)
select
    (select count(*) from nova) as novas,
    (select count(*) from alterada) as alteradas
