-- GET rede/zona_atendimento: every zone by name, with its interfaces; a zone may have none.
select row_to_json(resposta)
from (
    select
        'success' as status,
        'Dados consultados com sucesso.' as msg,
        coalesce(json_agg(x), '[]'::json) as zonas_atendimento
    from (
        select
            z.id_zona_atendimento,
            z.nome,
            z.descricao,
            coalesce(
                (
                    select json_agg(i.documento order by i.id_interface_conexao)
                    from integracao.interface_da_zona i
                    where i.id_zona_atendimento = z.id_zona_atendimento
                ),
                '[]'::json
            ) as interfaces
        from zona_atendimento z
        order by sem_acento(z.nome), z.id_zona_atendimento
    ) x
) resposta
