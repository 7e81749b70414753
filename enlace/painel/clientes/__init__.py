"""Customers: the list, and the file of each."""
