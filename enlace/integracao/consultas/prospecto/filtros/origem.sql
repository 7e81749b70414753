-- prospecto_origem, already in the order asked for
lower(p.origem) = lower(%(termo)s)
