-- The same with what 4.7 shows of it besides.
select
    r.*,
    v.nosso_numero_dv, v.linha_digitavel, v.codigo_barras, v.link, v.agencia_codigo_beneficiario, v.beneficiario,
    v.numero_documento, v.especie, v.especie_dinheiro, v.aceite, v.local_pagamento, v.carteira, v.tipo_cobranca, v.data_documento,
    v.data_processamento, v.detalhamento, v.quitado, v.status, v.data_cadastro, v.pix_copia_cola
from integracao.fatura_a_receber r
join integracao.fatura v on v.id_fatura = r.id_fatura
where r.id_fatura = f.id_fatura
