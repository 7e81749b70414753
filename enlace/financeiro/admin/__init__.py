"""Pages of accounts, rules and forms of charging; runs, dunning and the banks' files, to be read.

Those of bills and payments are the panel's (`painel/administracao/faturas.py`): what changes a bill is a verb with a small page
of its own (`acoes.py`), and some of these reach further than this domain.
"""

from enlace.financeiro.admin import contas, registros, regras

__all__ = ["contas", "registros", "regras"]
