-- Which plans may be sold at the counter at a CEP of a city (docs/adr/0010): those on sale that are offered there, or that no unit
-- has for itself. Whether a plan is enabled for prospects is said to other programs; people sell what is on sale.
select p.id_servico
from servico p
where p.ativo
    and (
        not exists (select from unidade_negocio_plano v where v.plano_id = p.id_servico)
        or p.id_servico in (
{ofertados}
        )
    )
