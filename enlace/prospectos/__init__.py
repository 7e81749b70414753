"""Sales before there is a customer: business units, what they sell where, and the people who asked for it.

What it is: units with their territory and plans, prospects with their address and the plan offered. What it is not: the catalogue
(`planos`), or the conversion into a customer with a service (`processos`).
"""
