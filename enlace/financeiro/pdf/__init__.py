"""The printed bill: from what is on it (`documento`) to the bytes of a PDF (`fatura.desenhar`).

What it is: drawing. A sheet of A4 with the bill, its lines and its Pix QR; with a boleto also the bank's part, which machines read.
What it is not: amounts, dates and digits, which come ready in the dataclasses; tables, a clock, the address where it is fetched.
The same document is the same bytes, always.
"""
