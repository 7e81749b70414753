-- GET rede/equipamento: every equipment, newest first.
select
    json_build_object(
        'status', 'success',
        'msg', 'Dados consultados com sucesso.',
        'equipamentos', coalesce(json_agg(e.documento order by e.id_equipamento desc), '[]'::json)
    ) as resposta
from integracao.equipamento e
