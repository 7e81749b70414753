-- prospecto_email
lower(p.email) = lower(%(termo)s)
