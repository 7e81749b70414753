-- The answer of POST atendimento: the ticket just opened and, once more beside it, what clients look for first.
select concat(
    '{"status":"success","msg":', to_json(%(msg)s::text),
    ',"atendimento":', row_to_json(x),
    ',"id_atendimento":', x.id_atendimento,
    ',"protocolo":', to_json(x.protocolo),
    ',"ordens_servico":', x.ordens_servico,
    '}'
)
from (select %(id_atendimento)s::bigint as id_atendimento) a
cross join lateral (
{documento}
-- Computed once, not for each of the places above in which it stands.
offset 0
) x
