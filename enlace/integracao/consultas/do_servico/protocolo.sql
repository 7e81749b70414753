-- Unique index.
a.protocolo = %(termo)s
