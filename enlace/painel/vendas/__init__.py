"""A new customer in three steps, from a prospect or from nothing."""
