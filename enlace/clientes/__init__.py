"""The provider's customers: who they are, how they are reached, which groups they belong to.

What it is: people and companies with their contacts. What it is not: what they bought (`servicos`) or owe (`financeiro`).
"""
