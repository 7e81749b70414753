-- prospecto_id_externo
p.id_externo = %(termo)s
