-- GET prospecto: what a search finds, newest first, as one document, and the keys of the people in it (for the trace of readings).
-- The mark is a search of `filtros/`, which names its index.
with achados as materialized (
{achados}
),
pagina as materialized (
    select id_prospecto
    from achados
    order by id_prospecto desc
    limit %(limite)s
)
select
    row_to_json(resposta),
    (select coalesce(json_agg(p.id_prospecto order by p.id_prospecto desc), '[]'::json) from pagina p) as pessoas
from (
    select
        'success' as status,
        'Dados consultados com sucesso' as msg,
        coalesce(
            json_agg(
                -- Looked up one by one: a join would read the whole table whenever the planner fears a thousand.
                (select v.documento from integracao.prospecto v where v.id_prospecto = p.id_prospecto)
                order by p.id_prospecto desc
            ),
            '[]'::json
        ) as prospectos
    from pagina p
) resposta
