-- POST prospecto: the prospect that was just registered (prospecto_pkey).
select row_to_json(resposta)
from (
    select
        'success' as status,
        'Prospecto adicionado com sucesso' as msg,
        (select v.documento from integracao.prospecto_cadastrado v where v.id_prospecto = %(id_prospecto)s) as prospecto
) resposta
