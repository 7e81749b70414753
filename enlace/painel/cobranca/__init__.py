"""The monthly run with its preview and progress, remittances and returns."""
