"""What the provider sells: plans (the contract calls them `servico`), technologies and additional packages.

What it is: the catalogue. What it is not: what one customer bought, at which price (`servicos`).
"""
