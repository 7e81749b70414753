-- GET prospecto/create: the plans offered at a CEP, by name. The mark is the offer's own statement, which answers their keys.
select row_to_json(resposta)
from (
    select
        'success' as status,
        'Dados consultados com sucesso' as msg,
        -- By the characters' codes, as the documented lists: "200 GB" before "20MB".
        coalesce(json_agg(v.documento order by v.nome collate "C", v.id_servico), '[]'::json) as servicos
    from (
{ofertados}
    ) o
    join integracao.plano_ofertado v on v.id_servico = o.id_servico
) resposta
