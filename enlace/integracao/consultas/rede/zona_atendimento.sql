-- GET rede/zona_atendimento: every zone by name, with its interfaces; a zone may have none.
select
    json_build_object(
        'status', 'success',
        'msg', 'Dados consultados com sucesso.',
        'zonas_atendimento', coalesce(
            json_agg(
                json_build_object(
                    'id_zona_atendimento', z.id_zona_atendimento,
                    'nome', z.nome,
                    'descricao', z.descricao,
                    'interfaces', coalesce(i.lista, '[]'::json)
                )
                order by sem_acento(z.nome), z.id_zona_atendimento
            ),
            '[]'::json
        )
    ) as resposta
from zona_atendimento z
left join lateral (
    select json_agg(x.documento order by x.id_interface_conexao) as lista
    from integracao.interface_da_zona x
    where x.id_zona_atendimento = z.id_zona_atendimento
) i on true
