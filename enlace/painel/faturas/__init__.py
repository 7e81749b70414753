"""Bills: the lists, each bill, and what is done with it."""
