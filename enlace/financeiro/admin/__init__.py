"""Pages of accounts, rules and forms of charging; bills, payments, runs, dunning and the banks' files, to be read.

What changes a bill is a verb with a small page of its own (`acoes.py`); the daily screens are the panel's.
"""

from enlace.financeiro.admin import contas, faturas, registros, regras

__all__ = ["contas", "faturas", "registros", "regras"]
