"""The `enlace` command: arguments in, one call, a line out."""
