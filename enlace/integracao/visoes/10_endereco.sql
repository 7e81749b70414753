-- An address (documentation 4.1, 4.3). `estado` and `uf` are swapped on purpose: so is the contract.
create view integracao.endereco as
select e.id_endereco_numero, row_to_json(x) as documento
from endereco e
join bairro b on b.id_bairro = e.id_bairro
join cidade c on c.id_cidade = b.id_cidade
join estado u on u.uf = c.uf
cross join lateral (
    select
        concat(
            nullif(concat_ws(' ', nullif(e.logradouro, ''), nullif(e.endereco, '')), ''),
            ', ' || nullif(e.numero, ''),
            ' - ' || b.nome,
            ', ' || c.nome_maiusculo || '/' || u.uf,
            ' - ' || nullif(e.complemento, '')
        ) as completo,
        e.logradouro,
        e.endereco,
        e.numero,
        e.complemento,
        b.nome as bairro,
        overlay(e.cep placing '-' from 6 for 0) as cep,
        u.uf as estado,
        u.nome_maiusculo as uf,
        c.nome as cidade,
        row_to_json(g) as coordenadas
    from (select integracao.numero(e.latitude) as latitude, integracao.numero(e.longitude) as longitude) g
) x;
