-- An address (documentation 4.1, 4.3). `estado` and `uf` are swapped on purpose: so is the contract.
create view integracao.endereco as
select
    e.id_endereco_numero,
    json_build_object(
        'completo', concat(
            nullif(concat_ws(' ', nullif(e.logradouro, ''), nullif(e.endereco, '')), ''),
            ', ' || nullif(e.numero, ''),
            ' - ' || b.nome,
            ', ' || integracao.maiusculas(c.nome) || '/' || u.uf,
            ' - ' || nullif(e.complemento, '')
        ),
        'logradouro', e.logradouro,
        'endereco', e.endereco,
        'numero', e.numero,
        'complemento', e.complemento,
        'bairro', b.nome,
        'cep', overlay(e.cep placing '-' from 6 for 0),
        'estado', u.uf,
        'uf', integracao.maiusculas(u.nome),
        'cidade', c.nome,
        'coordenadas', json_build_object(
            'latitude', integracao.numero(e.latitude),
            'longitude', integracao.numero(e.longitude)
        )
    ) as documento
from endereco e
join bairro b on b.id_bairro = e.id_bairro
join cidade c on c.id_cidade = b.id_cidade
join estado u on u.uf = c.uf;
