"""Money that customers owe: bills with their lines, payments, dunning's record, the files of banks, and the arithmetic of all that.

What it is: accounts, bills, payments, credits, the rules of charging; amounts and boletos (`calculo.py`, `boleto`) calculated
without a database; the page that is printed (`pdf`) and the bank's files (`cnab`). What it is not: what is on sale (`planos`), what
was bought (`servicos`), or how a message reaches people (`mensagens`). It knows nothing of live sessions (`radius`); what crosses
domains (the monthly run, dunning, sending) is told in `processos`.
"""
