-- What Python needs to fill the document of a bill (f, which has the key).
(select v.calculo::text from integracao.fatura v where v.id_fatura = f.id_fatura)
