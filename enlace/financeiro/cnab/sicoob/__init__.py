"""CNAB 240 of Sicoob (756), service of collection: `remessa` goes to the bank, `retorno` comes from it.

What it is: tables of fields (`registros_remessa`, `registros_retorno`), codes and their meanings (`codigos`), and one function each
way. The bank's own manual (a spreadsheet, "Layouts para troca de informações") was not at hand. The positions are FEBRABAN's
"Layout padrão CNAB 240"; what Sicoob does differently is taken from what published generators agree on (brcobranca, laravel-boleto,
BoletoNetCore, OpenCnabPHP) and from returns published with their tests. Where they differ, the field says what was chosen. So the
bank has to homologate it before use: `docs/cnab.md`.
"""
