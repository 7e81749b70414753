"""Money that customers owe: the arithmetic of bills, and bills as digits that a bank reads.

What it is: amounts (pro rata, instalments, fine and interest) and boletos (`boleto`: bar codes, linhas digitáveis, the rules of
each bank), calculated without a database. What it is not: what is on sale (`planos`), what was bought (`servicos`), the page that
is printed, or the way to the bank. It knows nothing of live sessions (`radius`); what crosses domains is told in `processos`.
"""
