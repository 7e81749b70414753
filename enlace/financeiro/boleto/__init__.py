"""A boleto as digits: what stands in its bar code and in the line that people type, both ways.

What it is: `codigo` (the two forms of the same 44 digits, validated), `fator` (the due date), `digitos` (check digits), `bancos`
(what each bank puts in its 25 digits) and `montagem` (from a title to its bar code and back). Pure: no tables, no clock.
What it is not: fine and interest, the printed page, the registration of a title at its bank.
"""
