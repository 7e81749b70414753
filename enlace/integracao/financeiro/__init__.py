"""Chapter 6 of the documentation: what is to be received."""
