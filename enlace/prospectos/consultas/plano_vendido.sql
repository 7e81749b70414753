-- Whether a plan may be sold at a CEP of a city: it is offered there, or no unit has it for itself (docs/adr/0010).
select exists (
    select
    from servico p
    where p.id_servico = %(id_servico)s
        and p.disponivel_prospecto
        and (
            not exists (select from unidade_negocio_plano v where v.plano_id = p.id_servico)
            or p.id_servico in (
{ofertados}
            )
        )
)
