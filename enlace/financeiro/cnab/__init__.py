"""Files that banks exchange about titles, CNAB 240: what is asked of the bank (remessa) and what it answers (retorno).

What it is: `campos` (tables of fields), `escrita` and `leitura` (lines by those tables), `recusas` (every no), and one package for
each bank (`sicoob`). Pure: text or bytes in, frozen dataclasses out, and the reverse. What it is not: which title is sent when,
where files are kept, and what a payment does to a bill.
"""
