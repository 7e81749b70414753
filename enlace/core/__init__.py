"""A closed list of small things without business tables, usable from every domain.

What it is: Brazilian documents (`documentos`), money (`dinheiro`), contacts (`contatos`), the clock (`datas`), refusals
(`errors`), database access and column types (`db`), rows written by prepared statements (`gravacao`), the client's address
(`origem`), names of secrets (`segredos`), what every page of the admin has (`admin/`).

What it is not: a drawer for whatever two domains happen to share. A new file here needs a line in `docs/arquitetura.md`.
"""
