"""The provider's own choices: everything that somebody may change in the panel without a programmer.

What it is: one row of typed settings (`Provedor`). What it is not: the environment of the process (addresses, keys, database),
which is `enlace/projeto/ambiente.py`.
"""
