"""The figures: a provider of any size in a database of its own, and what its API does with it.

What it is: `enlace bench`, which measures ratios in one run (HTTP against the bare driver, a stream against COPY). What it is not:
a test; nothing here fails because a machine is slow.
"""
