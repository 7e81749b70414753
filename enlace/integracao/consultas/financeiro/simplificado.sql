-- A bill (f, which has the key) as 6.1 shows it.
select r.*
from integracao.fatura_a_receber r
where r.id_fatura = f.id_fatura
