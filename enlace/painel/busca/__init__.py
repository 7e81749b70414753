"""Finding anything by one box."""
