"""Places: states, cities, neighbourhoods, addresses, CEP look-up and coordinates.

What it is: the official list of municipalities, the provider's addresses and the clients of the public services that complete
them. What it is not: who lives there (`clientes`, `servicos`) or what the network reaches there (`rede`).
"""
