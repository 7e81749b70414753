-- prospecto_telefone, prospecto_telefone_2 (which holds no nulls); %(termo)s has the spellings with and without the country code
(p.telefone = any(%(termo)s::text[]) or (p.telefone_secundario is not null and p.telefone_secundario = any(%(termo)s::text[])))
