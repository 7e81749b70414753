-- GET rede/equipamento: every equipment, newest first.
select row_to_json(resposta)
from (
    select
        'success' as status,
        'Dados consultados com sucesso.' as msg,
        coalesce(json_agg(e.documento order by e.id_equipamento desc), '[]'::json) as equipamentos
    from integracao.equipamento e
) resposta
