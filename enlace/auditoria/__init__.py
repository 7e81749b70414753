"""Who did what: changes made by people and programs, and readings of personal data through the API.

What it is: an append-only record with its verbs. What it is not: a log for programmers (that is the standard error of the
processes), nor the accounting of connections (that is `radius`).
"""
