-- What an answer of cliente/all depends on besides its parameters: the writes so far and the alerts that are valid now.
-- Rows of versao_dos_dados only come, and go by the oldest when a newer one comes with it: count and sum never return to old values.
select
    concat_ws(
        '|',
        (select concat(count(*), ':', coalesce(sum(id), 0)) from versao_dos_dados),
        (select string_agg(id_alerta::text, ',' order by id_alerta) from integracao.alerta_vigente)
    )::text
