"""A closed list of small things without tables, usable from every domain.

What it is: Brazilian documents (`documentos`), contacts (`contatos`), clock and calendar (`datas`),
refusals (`errors`), database access and column types (`db`), HTTP with limits (`http`). What it is not: a drawer for whatever
two domains happen to share. A new file here needs a line in `docs/arquitetura.md`.
"""
