"""Tickets: the queue, and what is said and done in each."""
