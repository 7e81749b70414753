"""What a customer bought: the service with its state, access data, addresses and extras; and the alerts that reach services.

What it is: `cliente_servico`, its verbs (contract, enable, suspend, cancel) and the provider's alerts, which are aimed at
customers through the place and the network of their services. What it is not: the catalogue (`planos`), money (`financeiro`)
or live sessions (`radius`).
"""
