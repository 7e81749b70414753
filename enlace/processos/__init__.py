"""Business processes that cross domains, one file each, told from top to bottom in numbered steps.

What it is: the order in which verbs of several domains are called, in one transaction. What it is not: a rule of one domain.
"""
