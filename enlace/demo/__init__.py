"""A small believable provider for trying Enlace, with the examples of the documentation in it. Loopback only."""
