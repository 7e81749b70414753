"""Connections of customers: the accounting that FreeRADIUS writes and what is read from it.

What it is: `radacct`, one row a session, with FreeRADIUS's column names, partitioned by the month in which the session ended.
What it is not: who may connect (that follows from `servicos` and `planos`).
"""
