"""Live events for open pages of the panel, as server-sent events (docs/adr/0011).

What it is: a small ASGI application of our own, in a process of its own (`enlace eventos`), which tells each open page what
happened to its user's calls; pages find it by `endereco.endereco`. What it is not: Django's request handling, which would keep a
thread and a database connection for every open page, and the window in which a call is seen.

`aplicacao` takes a request, `acesso` says whose it is, `difusao` knows who listens, `escuta` hears PostgreSQL's NOTIFY, `mensagens`
writes what is sent, `leitor` asks the database in threads.
"""
