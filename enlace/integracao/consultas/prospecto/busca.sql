-- GET prospecto: what a search finds, newest first, as one document, and the keys of the people in it (for the trace of readings).
-- The mark is a search of `filtros/`, which names its index.
with achados as materialized (
    select p.id_prospecto
    from prospecto p
    where
{filtro}
    order by p.id_prospecto desc
    limit %(limite)s
)
select
    row_to_json(resposta),
    (select coalesce(json_agg(a.id_prospecto order by a.id_prospecto desc), '[]'::json) from achados a) as pessoas
from (
    select
        'success' as status,
        'Dados consultados com sucesso' as msg,
        coalesce(json_agg(v.documento order by v.id_prospecto desc), '[]'::json) as prospectos
    from achados a
    join integracao.prospecto v on v.id_prospecto = a.id_prospecto
) resposta
