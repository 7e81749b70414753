-- How many boletos of each account the bank has still to hear of: new ones, those overdue by now, and those to be written off.
-- At most 10,000 of each are counted, walking along `fatura_por_registrar` and `fatura_por_baixar`.
select
    conta.id_conta_bancaria,
    (
        select count(*)
        from (
            select 1
            from fatura
            where fatura.id_conta_bancaria = conta.id_conta_bancaria
            and fatura.tipo_cobranca = 'boleto_bancario'
            and fatura.situacao = 'aguardando'
            and fatura.registro = 'nenhum'
            and fatura.data_vencimento >= %(hoje)s
            limit 10000
        ) as novas
    ),
    (
        select count(*)
        from (
            select 1
            from fatura
            where fatura.id_conta_bancaria = conta.id_conta_bancaria
            and fatura.tipo_cobranca = 'boleto_bancario'
            and fatura.situacao = 'aguardando'
            and fatura.registro = 'nenhum'
            and fatura.data_vencimento < %(hoje)s
            limit 10000
        ) as vencidas
    ),
    (
        select count(*)
        from (
            select 1
            from fatura
            where fatura.id_conta_bancaria = conta.id_conta_bancaria
            and fatura.tipo_cobranca = 'boleto_bancario'
            and fatura.situacao in ('cancelado', 'quitado')
            and fatura.registro in ('enviado', 'registrado')
            limit 10000
        ) as baixas
    )
from conta_bancaria as conta
where conta.ativo
