-- The answer of PUT atendimento.
select concat('{"status":"success","msg":"Atendimento atualizado com sucesso","atendimento":', row_to_json(v), '}')
from integracao.atendimento_editado v
where v.id_atendimento = %(id_atendimento)s
