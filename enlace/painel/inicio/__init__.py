"""The first page: what happens at the provider now, each number with the list behind it."""
